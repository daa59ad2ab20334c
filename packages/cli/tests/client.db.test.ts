// The commands that talk to a server, against a real one: put in, list, follow, show, back up and restore.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommitmentView } from '@vito/contracts/commitment';
import { WhoRow } from '@vito/contracts/directory';
import { Dna } from '@vito/contracts/dna';
import { DocumentSummary } from '@vito/contracts/document';
import { TimelineEntry } from '@vito/contracts/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { vitoHere } from './in-process.js';
import { newFolder, type RunningServer, removeFolder, startServer } from './running-server.js';
import { fromSource, jsonLines, vito, vitoMain } from './spawned.js';

const mail = (from: string, to: string, body: string) =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Message-ID: <${body.length}.${from.length}@cli.example>`,
    'Date: Wed, 11 Mar 2026 09:00:00 +0100',
    'Subject: The forecast',
    '',
    body,
    '',
  ].join('\r\n');
const dana = 'Dana Whitlock <dana@harrow.example>';
const jonas = 'Jonas Ehlert <jonas@pellworm.example>';

const AddLine = z.object({
  file: z.string(),
  document: DocumentSummary.nullable(),
  duplicate: z.boolean(),
  error: z.string().nullable(),
  commitments: z.array(CommitmentView).nullable(),
});

let top: string;
let server: RunningServer;
let here: (args: string[], columns?: number) => ReturnType<typeof vitoHere>;

beforeAll(async () => {
  top = newFolder();
  const letters = join(top, 'letters');
  mkdirSync(letters);
  writeFileSync(
    join(letters, 'i-owe.eml'),
    mail(dana, jonas, 'Dear Jonas,\r\n\r\nI will send you the revised forecast by Friday.\r\n\r\nDana'),
  );
  writeFileSync(
    join(letters, 'owed.eml'),
    mail(jonas, dana, 'Dear Dana,\r\n\r\nI will pay the invoice by 20 March 2026.\r\n\r\nJonas'),
  );
  writeFileSync(
    join(letters, 'same.eml'),
    mail(jonas, dana, 'Dear Dana,\r\n\r\nI will pay the invoice by 20 March 2026.\r\n\r\nJonas'),
  );
  writeFileSync(join(letters, 'broken.pdf'), '%PDF-1.7\nnot really');
  writeFileSync(join(letters, 'notes.xyz'), 'x');
  server = await startServer(join(top, 'data'));
  here = (args, columns) => vitoHere(args, { env: server.env, ...(columns === undefined ? {} : { columns }) });
}, 120_000);
afterAll(async () => {
  if (server.child.exitCode === null) await server.end();
  removeFolder(top);
}, 60_000);

describe('a running server', { timeout: 120_000 }, () => {
  it('is told who I am', async () => {
    expect((await here(['me'])).stdout).toContain('vito --me');
    const told = await here(['--me', dana, '--organisation', 'Harrow', '--zone', 'Europe/London', '--json']);
    expect(jsonLines(told.stdout)).toMatchObject([
      { profile: { name: 'Dana Whitlock', addresses: ['dana@harrow.example'], zone: 'Europe/London' } },
    ]);
    // What is not given stays as it was.
    const more = await here(['me', '--address', 'd.whitlock@harrow.example', '--json']);
    expect(jsonLines(more.stdout)).toMatchObject([
      {
        profile: {
          name: 'Dana Whitlock',
          organisation: 'Harrow',
          addresses: ['d.whitlock@harrow.example', 'dana@harrow.example'],
        },
      },
    ]);
  });

  it('is told what agents may spend', async () => {
    expect((await here(['budget'])).stdout).toMatch(/this day +no limit +\$0\.00/);
    expect((await here(['budget', '--day', '2.50', '--month', '40'])).stdout).toMatch(/this day +\$2\.50/);
    // What is not given stays as it was.
    const [view] = jsonLines((await here(['budget', '--day', 'none', '--json'])).stdout);
    expect(view).toMatchObject({ day: { limitMicros: null }, month: { limitMicros: 40_000_000, spentMicros: 0 } });
    for (const wrong of ['much', '-1', '1.1234567', '']) expect((await here(['budget', '--day', wrong])).code).toBe(2);
    expect((await here(['budget', '5'])).code).toBe(2);
  });

  it('takes a folder and shows what was found, each file told apart', async () => {
    const { code, stdout, stderr } = await here(['add', join(top, 'letters'), '--json']);
    const lines = jsonLines(stdout).map((line) => AddLine.parse(line));
    const of = (name: string) => lines.find(({ file }) => file === name);
    expect(of('i-owe.eml')).toMatchObject({
      duplicate: false,
      error: null,
      document: { state: 'read' },
      commitments: [{ side: 'i-owe', due: '2026-03-13' }],
    });
    expect(of('owed.eml')).toMatchObject({ commitments: [{ side: 'owed-to-me', due: '2026-03-20' }] });
    expect(of('broken.pdf')).toMatchObject({
      document: { state: 'unreadable' },
      error: expect.stringMatching(/\w{3}/),
      commitments: [],
    });
    expect(stderr).toContain('skipped notes.xyz');
    expect(code).toBe(1); // for broken.pdf
  });

  it('says which bytes are there already, and shows what they hold', async () => {
    const again = await here(['add', join(top, 'letters', 'i-owe.eml')]);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/^already there/);
    expect(again.stdout).toContain('revised forecast');
  });

  it('does not wait when told so', async () => {
    const file = join(top, 'later.txt');
    writeFileSync(file, 'Nothing to see here.\n');
    const { code, stdout } = await here(['add', file, '--no-wait', '--json']);
    expect(code).toBe(0);
    expect(jsonLines(stdout).map((line) => AddLine.parse(line))).toMatchObject([{ file, commitments: null }]);
    // Put in again, it is there, and waited for: what follows finds a log that stands still.
    expect((await here(['add', file])).stdout).toMatch(/^already there/);
  });

  it('lists commitments by side, by person and in order of their dues', async () => {
    const all = jsonLines((await here(['commitments', '--json'])).stdout).map((line) => CommitmentView.parse(line));
    expect(all.map(({ due }) => due)).toEqual(['2026-03-13', '2026-03-20']);
    const mine = jsonLines((await here(['commitments', '--side', 'i-owe', '--json'])).stdout);
    expect(mine).toMatchObject([{ debtor: { name: 'Dana Whitlock' } }]);
    const one = jsonLines((await here(['commitments', '--person', 'Jonas Ehlert', '--limit', '1', '--json'])).stdout);
    expect(one).toHaveLength(1);
    const none = await here(['commitments', '--person', 'Nobody Known', '--json']);
    expect(none).toMatchObject({ code: 0, stdout: '' });
  });

  it('lists people once, tells how they are known, takes corrections, and counts how promises are kept', async () => {
    const all = jsonLines((await here(['people', '--json'])).stdout).map((line) => WhoRow.parse(line));
    expect(all.filter(({ name }) => name === 'Jonas Ehlert')).toHaveLength(1);
    expect((await here(['people', 'Jonas'])).stdout).toContain('jonas@pellworm.example  by address');
    const renamed = await here(['people', 'Jonas', '--rename', 'J. Ehlert', '--json']);
    expect(jsonLines(renamed.stdout)).toMatchObject([{ name: 'J. Ehlert' }]);
    expect((await here(['people', '--undo'])).stdout).toContain('taken back');
    expect((await here(['people', 'Nobody Known'])).code).toBe(1);
    expect((await here(['people', '--rename', 'X'])).code).toBe(2);
    const [dna] = jsonLines((await here(['dna', '--json'])).stdout).map((line) => Dna.parse(line));
    expect(dna?.all.n).toBe(jsonLines((await here(['commitments', '--json'])).stdout).length);
    expect((await here(['dna', '--person', 'Jonas'])).stdout).toContain('owes:');
  });

  it('fits its table into the terminal, with the quote in it', async () => {
    const { stdout } = await here(['commitments'], 72);
    const lines = stdout.split('\n').map((line) => line.replaceAll(/\p{Cc}\[\d+m/gu, ''));
    expect(stdout).toContain('\u001b[');
    expect(lines.every((line) => line.length <= 72)).toBe(true);
    expect(lines.join('\n')).toMatch(/Fri 13 Mar 2026 +Dana Whitlock → Jonas Ehlert/);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('“I will send you the revised forecast by Friday.”');
  });

  it('prints the whole log and the end of it', async () => {
    const whole = jsonLines((await here(['timeline', '--after', '0', '--json'])).stdout).map((line) =>
      TimelineEntry.parse(line),
    );
    expect(whole.map(({ type }) => type)).toContain('commitment.proposed');
    expect(whole.map(({ seq }) => seq)).toEqual(whole.map(({ seq }) => seq).sort((a, b) => a - b));
    const end = jsonLines((await here(['timeline', '--limit', '2', '--json'])).stdout).map((line) =>
      TimelineEntry.parse(line),
    );
    expect(end).toEqual(whole.slice(-2));
  });

  it('follows what happens next until it is stopped', async () => {
    const last = TimelineEntry.parse(jsonLines((await here(['timeline', '--limit', '1', '--json'])).stdout)[0]);
    const follower = spawn(
      process.execPath,
      [...fromSource, vitoMain, 'timeline', '--follow', '--after', `${last.seq}`, '--json'],
      {
        env: { ...process.env, ...server.env },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let seen = '';
    const read = new Promise<void>((resolve) => {
      follower.stdout.setEncoding('utf8').on('data', (text: string) => {
        seen += text;
        if (seen.includes('document.read"')) resolve();
      });
    });
    const file = join(top, 'followed.txt');
    writeFileSync(file, 'Something new.\n');
    await here(['add', file]);
    await read;
    const ended = new Promise((resolve) => follower.on('close', resolve));
    follower.kill('SIGINT');
    expect(await ended).toBe(0);
    const entries = jsonLines(seen).map((line) => TimelineEntry.parse(line));
    expect(entries.map(({ document }) => document?.name)).toContain('followed.txt');
    expect(entries.every(({ seq }) => seq > last.seq)).toBe(true);
  });

  it('shows a commitment with its history, its document, and an event with what the vault holds', async () => {
    const [first] = jsonLines((await here(['commitments', '--json'])).stdout).map((line) => CommitmentView.parse(line));
    if (!first) throw new Error('no commitment');
    const whole = await here(['show', first.id, '--json']);
    const answer = jsonLines(whole.stdout)[0] as { history: { eventId: string; type: string }[] };
    expect(answer.history[0]).toMatchObject({ type: 'commitment.proposed' });
    expect((await here(['show', first.id])).stdout).toContain('commitment proposed');
    const document = await here(['show', first.documentId ?? '']);
    expect(document.stdout).toContain('Dear Jonas,');
    const event = answer.history[0]?.eventId ?? '';
    expect((await here(['show', event])).stdout).toContain('Dana Whitlock');
    expect(jsonLines((await here(['show', event, '--reveal', '--json'])).stdout)).toMatchObject([
      { secret: { quote: expect.stringContaining('forecast') } },
    ]);
    const missing = await here(['show', 'cmt_00000000000000000000000000']);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
  });

  it('says how it is, gives a way in, and passes its examination', async () => {
    expect(jsonLines((await here(['status', '--json'])).stdout)).toMatchObject([
      { database: 'embedded', commitments: 2, work: { dead: 0 } },
    ]);
    const link = await here(['status', '--link', '--json']);
    expect(jsonLines(link.stdout)).toMatchObject([
      { link: expect.stringMatching(/^http:\/\/localhost:\d+\/sign-in\?token=\S+$/) },
    ]);
    const checked = await here(['doctor', '--json']);
    const checks = jsonLines(checked.stdout) as { check: string; ok: boolean }[];
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ check }) => check)).toEqual([
      'node',
      'data folder',
      'lock',
      'database',
      'disk',
      'port',
      'OCR data',
      'time zone',
    ]);
    expect(checked.code).toBe(0);
    expect(statSync(join(server.env.VITO_DATA, 'server.json')).mode & 0o077).toBe(0);
  });

  it('refuses a second start on its folder, and a wrong token', async () => {
    const [second, stranger] = await Promise.all([
      vito(['start', '--port', '0'], { env: server.env }),
      vitoHere(['status'], { env: { ...server.env, VITO_TOKEN: 'wrong' } }),
    ]);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('in use');
    expect(stranger).toMatchObject({ code: 1, stdout: '' });
    expect(stranger.stderr).toContain('VITO_TOKEN');
  });

  it('backs up beside the server, ends on Ctrl-C, and is restored elsewhere', async () => {
    const safe = join(top, 'safe');
    const made = await here(['backup', safe, '--json']);
    expect(made).toMatchObject({ code: 0 });
    expect(jsonLines(made.stdout)).toMatchObject([{ rows: expect.any(Number), keys: expect.any(Number) }]);
    expect(await server.end()).toBe(0);
    expect(existsSync(join(server.env.VITO_DATA, 'server.json'))).toBe(false);
    expect((await here(['commitments'])).stderr).toContain('npm start');

    const other = join(top, 'other');
    const restored = await vitoHere(['restore', safe], { env: { VITO_DATA: other } });
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Restored \d+ rows/) });
    server = await startServer(other);
    const list = await vitoHere(['commitments', '--json'], { env: server.env });
    expect(jsonLines(list.stdout)).toMatchObject([{ due: '2026-03-13' }, { due: '2026-03-20' }]);
  }, 120_000);
});
