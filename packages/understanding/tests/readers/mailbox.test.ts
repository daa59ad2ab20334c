// A mailbox falls apart into its mails, each with the bytes that were sent.
import { read } from '@vito/understanding/read';
import { createMailboxSplitter } from '@vito/understanding/readers/mailbox-split';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from './reading.js';

const from = 'From ada@north.example Thu Mar  5 10:12:00 2026\n';
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

test('each mail is an enclosure with its exact bytes', async () => {
  const first = 'From: ada@north.example\r\nSubject: One\r\n\r\nI will pay.\r\n\r\n';
  const second = 'From: bo@north.example\nSubject: Two\n\nB\xfcro\n';
  const { reading, enclosures } = await read(bytesOf(`${from}${first}\n${from}${second}`, 'latin1'), 'team.mbox');
  expect(reading).toMatchObject({ kind: 'mailbox', text: '', messages: [], pages: [] });
  expect(enclosures.map(({ name }) => name)).toEqual(['message-0001.eml', 'message-0002.eml']);
  expect(text(enclosures[0]?.bytes)).toBe(first);
  expect(text(enclosures[1]?.bytes)).toBe(second);
});

test('a line of text that starts with "From " is no new mail, even after an empty line', async () => {
  const body = 'From: ada@north.example\n\nHello.\n\nFrom Monday on we deliver daily.\nFrom 5 to 7 in 2026\nAda\n';
  const { enclosures } = await read(bytesOf(from + body), 'a.mbox');
  expect(enclosures).toHaveLength(1);
  expect(text(enclosures[0]?.bytes)).toBe(body);
});

test('lines escaped with ">" lose one of them', async () => {
  const { enclosures } = await read(
    bytesOf(`${from}From: a@b.example\n\n>From here on\n>>From there\n> From\n`),
    'a.mbox',
  );
  expect(text(enclosures[0]?.bytes)).toContain('\n\nFrom here on\n>From there\n> From\n');
});

test.each([
  'From - Thu Mar 05 10:12:00 2026',
  'From 17283@xxx Thu Mar 05 10:12:00 +0000 2026',
  'From ada at north.example  Thu Mar  5 10:12:00 2026',
])('the separator of other programs: %s', async (separator) => {
  const one = `${separator}\nFrom: a@b.example\n\nHi\n\n`;
  expect((await read(bytesOf(one + one), 'a.mbox')).enclosures).toHaveLength(2);
});

test('any mails written to a mailbox come back', async () => {
  const line = fc.constantFrom('I will pay.', '', 'From here', '>From there', 'From: x', ' ', 'From ada on Thu 10:12');
  const oneMail = fc
    .array(line, { maxLength: 8 })
    .map((lines) => `Subject: x\n\n${lines.map((each) => `${each}\n`).join('')}`);
  await fc.assert(
    fc.asyncProperty(fc.array(oneMail, { minLength: 1, maxLength: 5 }), async (mails) => {
      const box = mails.map((each) => `${from}${each.replace(/^(>*From )/gm, '>$1')}\n`).join('');
      const { enclosures } = await read(bytesOf(box), 'a.mbox');
      const last = mails.length - 1;
      expect(enclosures.map(({ bytes }, i) => (i === last ? text(bytes).replace(/\n$/, '') : text(bytes)))).toEqual(
        mails,
      );
    }),
  );
});

test('a mailbox that comes in pieces falls apart like the whole', () => {
  const mails = [
    'From: a@b.example\r\nSubject: One\r\n\r\nI will pay.\r\n\r\nFrom Monday on\r\n>From here\r\n\r\n',
    `Subject: x\n\n${'long line '.repeat(200)}\n\nFrom ada on Thu 10:12\nx\n`,
    'From: c@d.example\n\nlast\n',
  ];
  const box = Buffer.from(mails.map((each) => `${from}${each}\n`).join(''), 'latin1');
  const whole = createMailboxSplitter();
  const expected = [...whole.push(box), ...whole.end()];
  expect(expected.map(({ start, end }) => box.toString('latin1', start, end).startsWith(from))).toEqual([
    true,
    true,
    true,
  ]);
  for (const size of [1, 2, 3, 7, 64, 1000, 4096]) {
    const splitter = createMailboxSplitter();
    const found = [];
    for (let at = 0; at < box.length; at += size) found.push(...splitter.push(box.subarray(at, at + size)));
    found.push(...splitter.end());
    expect(found).toEqual(expected);
  }
});

test('a mail larger than allowed is not held, and those around it are', () => {
  const splitter = createMailboxSplitter(5_000);
  const mails = ['Subject: a\n\na\n', `Subject: b\n\n${'b\n'.repeat(5_000)}`, 'Subject: c\n\nc\n'];
  const found = mails.flatMap((each) => splitter.push(bytesOf(`${from}${each}\n`)));
  const all = [...found, ...splitter.end()];
  expect(all.map(({ bytes }) => bytes && text(bytes).trim().at(-1))).toEqual(['a', null, 'c']);
});
