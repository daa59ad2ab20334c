// A mailbox read from the disk mail by mail gives what the whole gives: the same mails, threads and commitments.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from '@vito/understanding/extract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bigMailbox } from '../src/big-mailbox-extraction.js';
import { extractFrom } from '../src/offline-extraction.js';
import { createReader } from '../src/offline-reading.js';
import { createOutput } from '../src/output.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-box-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const mail = (id: string, from: string, to: string, hour: string, body: string, more = '') =>
  `From ${from} Mon Apr 13 ${hour}:00:00 2026\nFrom: ${from}\nTo: ${to}\nMessage-ID: <${id}@x.example>\n${more}Date: Mon, 13 Apr 2026 ${hour}:00:00 +0200\nSubject: Forms\n\n${body}\n\n`;
const reader = createReader(createOutput({ write: () => {} }, { write: () => {} }, {}, true), {});

it('each mail sees the earlier ones of its thread', async () => {
  const path = join(folder, 'box.mbox');
  const [dana, jonas] = ['dana@harrow.example', 'jonas@pellworm.example'];
  const answer = mail('b', jonas, dana, '11', 'Sure, will do.\n\n>From here on', 'In-Reply-To: <a@x.example>\n');
  const question = mail('a', dana, jonas, '09', 'Hi Jonas,\n\nCan you send me the forms by Wednesday 15 April?');
  writeFileSync(path, answer + question);
  const file = { path, name: 'box.mbox', folder: null };
  const whole: unknown[] = [];
  for await (const one of extractFrom([file], reader, { zone: 'UTC', attachments: false })) {
    if ('commitments' in one && one.name !== 'box.mbox') whole.push([one.name, one.commitments]);
  }
  const apart: unknown[] = [];
  for await (const { document, earlier } of bigMailbox(file, reader, false)) {
    if ('reading' in document) apart.push([document.name, extract(document.reading, { earlier, zone: 'UTC' })]);
  }
  expect(apart).toEqual(whole);
  expect(apart).toContainEqual([
    'box.mbox/message-0001.eml',
    [expect.objectContaining({ rule: 'acceptance', due: '2026-04-15' })],
  ]);
});

it('a file that is no mailbox is named, with the way out', async () => {
  const path = join(folder, 'letter.mbox');
  writeFileSync(path, 'From: a@b.example\nSubject: x\n\nHi\n');
  const found = [];
  for await (const { document } of bigMailbox({ path, name: 'letter.mbox', folder: null }, reader, false))
    found.push(document);
  expect(found).toEqual([{ name: 'letter.mbox', problem: expect.stringMatching(/seems to be a mail. Rename it/) }]);
});
