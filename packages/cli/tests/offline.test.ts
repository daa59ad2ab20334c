// The commands that need no server: what they print, what they refuse, how they behave in a pipe.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DueValue } from '@vito/contracts/commitment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { vitoHere } from './in-process.js';
import { jsonLines, shell, vito } from './spawned.js';

const mail = (id: string, date: string, body: string, more: string[] = []) =>
  [
    'From: Dana Whitlock <dana@harrow.example>',
    'To: Jonas Ehlert <jonas@pellworm.example>',
    `Message-ID: <${id}@harrow.example>`,
    `Date: ${date}`,
    ...more,
    'Subject: The forecast',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '',
  ].join('\r\n');

const promise = 'Dear Jonas,\r\n\r\nI will send you the revised forecast by Friday.\r\n\r\nDana';
const question = 'Hi Jonas,\r\n\r\nCan you send me the customs forms by Wednesday 15 April?\r\n\r\nDana';
const yes = 'Sure, will do.\r\n\r\nJonas';
const day = [
  { type: 'message', user: 'U1', ts: '1789059858.012773', text: "I'll draft the release note tonight" },
  { type: 'message', user: 'U2', ts: '1789059918.014152', text: 'thanks' },
];
const people = [
  {
    id: 'U1',
    name: 'iris',
    real_name: 'Iris Kawamoto',
    tz: 'America/Los_Angeles',
    profile: { email: 'iris@cove.example' },
  },
  {
    id: 'U2',
    name: 'marc',
    real_name: 'Marcus Vane',
    tz: 'America/Los_Angeles',
    profile: { email: 'marc@cove.example' },
  },
];
const answer = mail('b2', 'Mon, 13 Apr 2026 11:00:00 +0200', yes, ['In-Reply-To: <a1@harrow.example>'])
  .replace('From: Dana Whitlock <dana@harrow.example>', 'From: Jonas Ehlert <jonas@pellworm.example>')
  .replace('To: Jonas Ehlert <jonas@pellworm.example>', 'To: Dana Whitlock <dana@harrow.example>');

const files: Record<string, string> = {
  'b/promise.eml': mail('p1', 'Wed, 11 Mar 2026 09:00:00 +0100', promise),
  // The answer sorts before the question: the order in time decides, not the order of names.
  'a-answer.eml': answer,
  'z-question.eml': mail('a1', 'Mon, 13 Apr 2026 09:00:00 +0200', question),
  'release/2026-09-10.json': JSON.stringify(day),
  'users.json': JSON.stringify(people),
  'gold.jsonl': '{"this": "is never opened"}\n',
  'notes.xyz': 'something else',
  'plain.txt': 'Nothing is promised here.\n',
  'broken.pdf': '%PDF-1.7\nnot really',
  'two.mbox': ['m1', 'm2']
    .map(
      (id) =>
        `From dana@harrow.example Wed Mar 11 09:00:00 2026\n${mail(id, 'Wed, 11 Mar 2026 09:00:00 +0100', promise).replaceAll('\r', '')}\n`,
    )
    .join(''),
};

const home = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-offline-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const ExtractLine = z.strictObject({
  file: z.string(),
  commitments: z.array(
    z.strictObject({
      quote: z.string(),
      debtor: z.string().nullable(),
      creditor: z.string().nullable(),
      action: z.string(),
      due: DueValue.nullable(),
      status: z.string(),
      condition: z.string().nullable(),
      confidence: z.number(),
      start: z.number().int(),
      end: z.number().int(),
      page: z.number().int().nullable(),
    }),
  ),
});

describe('vito extract', { timeout: 120_000 }, () => {
  it('prints a line for each file of a folder, and names on stderr what it leaves out or cannot read', async () => {
    const { code, stdout, stderr } = await vitoHere(['extract', folder, '--json']);
    const lines = jsonLines(stdout).map((line) => ExtractLine.parse(line));
    expect(lines.map((line) => line.file)).toEqual([
      'a-answer.eml',
      'b/promise.eml',
      'plain.txt',
      'release/2026-09-10.json',
      'two.mbox',
      'two.mbox/message-0001.eml',
      'two.mbox/message-0002.eml',
      'z-question.eml',
    ]);
    for (const name of ['gold.jsonl', 'notes.xyz', 'users.json']) expect(stderr).toContain(`skipped ${name}`);
    expect(stderr).toContain('broken.pdf: ');
    expect(code).toBe(1); // for broken.pdf alone
  });

  it('finds who owes what to whom by when, from threads and with the people of the chat', async () => {
    const { stdout } = await vitoHere(['extract', folder, '--json']);
    const of = (name: string) =>
      jsonLines(stdout)
        .map((line) => ExtractLine.parse(line))
        .find(({ file }) => file === name)?.commitments;
    expect(of('b/promise.eml')).toMatchObject([
      { debtor: 'Dana Whitlock', creditor: 'Jonas Ehlert', due: '2026-03-13' },
    ]);
    expect(of('a-answer.eml')).toMatchObject([
      { debtor: 'Jonas Ehlert', creditor: 'Dana Whitlock', due: '2026-04-15' },
    ]);
    // 17:44 in Los Angeles, where the author is, is the next day in UTC.
    expect(of('release/2026-09-10.json')).toMatchObject([{ debtor: 'Iris Kawamoto', due: '2026-09-10' }]);
    expect(of('plain.txt')).toEqual([]);
  });

  it('exits 0 when files are left out but none fails, and keeps names as given', async () => {
    const { code, stdout, stderr } = await vito(['extract', 'b', 'plain.txt', 'release', '--json'], { cwd: folder });
    expect(jsonLines(stdout).map((line) => ExtractLine.parse(line).file)).toEqual([
      'promise.eml',
      'plain.txt',
      '2026-09-10.json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('never opens a .jsonl, not even one that is named', async () => {
    const { code, stdout, stderr } = await vitoHere(['extract', 'gold.jsonl', 'plain.txt', '--json']);
    expect(jsonLines(stdout)).toEqual([{ file: 'plain.txt', commitments: [] }]);
    expect(stderr).toContain('never opens .jsonl');
    expect(code).toBe(1);
  });

  it('says with --me which side one is on', async () => {
    const { stdout } = await vitoHere(['extract', 'b/promise.eml', '--json', '--me', 'D. W. <dana@harrow.example>']);
    expect(jsonLines(stdout)).toMatchObject([{ commitments: [{ side: 'i-owe' }] }]);
  });
});

describe('vito read', () => {
  it('prints text, pages and what is known, and one line for each message of a mailbox', async () => {
    const { code, stdout } = await vitoHere(['read', 'b/promise.eml', 'two.mbox', '--json']);
    const lines = jsonLines(stdout) as { file: string; kind: string; text: string; pages: unknown[] }[];
    expect(lines.map(({ file, kind }) => [file, kind])).toEqual([
      ['b/promise.eml', 'mail'],
      ['two.mbox', 'mailbox'],
      ['two.mbox/message-0001.eml', 'mail'],
      ['two.mbox/message-0002.eml', 'mail'],
    ]);
    for (const line of lines) expect(Object.keys(line)).toEqual(['file', 'kind', 'text', 'pages', 'tables', 'meta']);
    expect(lines[0]?.text).toContain('revised forecast');
    expect(code).toBe(0);
  });

  it('prints the text alone for people, and goes on after a file that cannot be read', async () => {
    const { code, stdout, stderr } = await vitoHere(['read', 'broken.pdf', 'plain.txt']);
    expect(stdout).toContain('Nothing is promised here.');
    expect(stderr).toMatch(/^broken\.pdf: \w/);
    expect(code).toBe(1);
  });
});

describe('vito dates', () => {
  it('resolves in the zone given, also over a change of the clocks', async () => {
    const at = ['--now', '2026-03-26T18:05:30+01:00', '--tz', 'Europe/Berlin', '--json'];
    const [timed, day, open, none] = await Promise.all([
      vitoHere(['dates', 'by 5 pm on Monday', ...at]),
      vitoHere(['dates', 'within', 'two', 'weeks', ...at]),
      vitoHere(['dates', 'within 10 business days of receipt', ...at]),
      vitoHere(['dates', 'good morning', ...at]),
    ]);
    expect(jsonLines(timed.stdout)).toEqual([{ due: '2026-03-30T17:00:00+02:00', precision: 'time' }]);
    expect(jsonLines(day.stdout)).toEqual([{ due: '2026-04-09', precision: 'day' }]);
    expect(jsonLines(open.stdout)).toEqual([{ due: null, precision: 'none' }]);
    expect(jsonLines(none.stdout)).toEqual([{ due: null, precision: 'none' }]);
  });
});

describe('in a pipe', { timeout: 120_000 }, () => {
  it('ends quietly when the reader goes away, and never colours', async () => {
    const many = Array.from({ length: 40 }, () => `${join(folder, 'two.mbox')}`).join(' ');
    const [cut, whole] = await Promise.all([
      shell(`vito read ${many} --json | head -1`),
      vito(['extract', 'b'], { cwd: folder, env: { TERM: 'xterm-256color' } }),
    ]);
    expect(cut.stdout.split('\n')).toHaveLength(2);
    expect(cut).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toContain('Dana Whitlock');
    expect(whole.stdout).not.toContain('\u001b');
  });
});
