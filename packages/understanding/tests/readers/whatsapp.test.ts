// WhatsApp's exports: stamps of every country, messages of several lines, and what is nobody's words.
import { read } from '@vito/understanding/read';
import { Unreadable } from '@vito/understanding/unreadable';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, commitmentsIn } from '../written.js';
import { bytesOf, fixture, unreadable } from './reading.js';

async function lines(bytes: Uint8Array, name = 'chat.txt') {
  const { reading } = await read(bytes, name);
  const said = reading.messages.map(({ start, end, from }) => [from?.name ?? null, reading.text.slice(start, end)]);
  return { reading, said };
}

test('an export with brackets: several lines, system lines, and what is not there', async () => {
  const { reading, said } = await lines(fixture('whatsapp-chat-dock.txt'), 'x/whatsapp-chat-dock.txt');
  expect(reading).toMatchObject({
    kind: 'chat',
    meta: { title: 'whatsapp-chat-dock', date: '2026-11-03', warnings: [] },
  });
  expect(said).toEqual([
    [null, 'Messages and calls are end-to-end encrypted. Only people in this chat can read them.'],
    [null, 'Ada Lind created this group'],
    ['Ada Lind', 'Bo, the second pump leaks.\nIt drips on the cable.'],
    ['Bo Marsh', 'I will replace the seal by Friday'],
    ['Ada Lind', 'thank you'],
  ]);
  expect(reading.messages.map(({ automatic }) => automatic)).toEqual([true, true, false, false, false]);
  expect(reading.messages[3]).toMatchObject({ sentAt: '2026-11-03T14:07:41', to: [{ name: 'Ada Lind' }] });
});

test('an American export with a clock of twelve hours', async () => {
  const { reading, said } = await lines(fixture('whatsapp-us.txt'));
  expect(said.slice(1)).toEqual([
    ['Ada Lind', 'Can you send the plan by Thursday?'],
    ['Bo Marsh', 'Yes: tonight'],
  ]);
  expect(reading.messages.map(({ sentAt }) => sentAt)).toEqual([
    '2026-11-03T14:05:00',
    '2026-11-03T14:06:00',
    '2026-11-13T00:01:00',
  ]);
});

test.each([
  ['[03/11/2026, 14:05:22] Ada: Hi', '2026-11-03T14:05:22'],
  ['03/11/2026, 14:05 - Ada: Hi', '2026-11-03T14:05:00'],
  ['03.11.26, 14:05 - Ada: Hi', '2026-11-03T14:05:00'],
  ['3/11/26 9:05 - Ada: Hi', '2026-11-03T09:05:00'],
  ['2026-11-03, 14:05 - Ada: Hi', '2026-11-03T14:05:00'],
  ['[2026/11/03, 2:05:22 PM] Ada: Hi', '2026-11-03T14:05:22'],
  ['03/11/2026, 2:05\u00a0p.\u00a0m. - Ada: Hi', '2026-11-03T14:05:00'],
  ['13/11/2026, 12:05 am - Ada: Hi', '2026-11-13T00:05:00'],
  ['\u200e[3.11.2026, 14.05.22] ~\u00a0Ada: Hi', '2026-11-03T14:05:22'],
])('%s is of %s', async (source, sentAt) => {
  const { reading, said } = await lines(bytesOf(source));
  expect([said, reading.messages[0]?.sentAt]).toEqual([[['Ada', 'Hi']], sentAt]);
});

const chat = (...dates: string[]) => bytesOf(dates.map((date, i) => `${date}, 14:0${i} - Ada: ${i}`).join('\n'));
test.each<[string[], string, boolean]>([
  [['3/11/26', '13/11/26'], '2026-11-03', true],
  [['11/3/26', '11/13/26'], '2026-11-03', true],
  [['3/11/26', '5/11/26', '1/12/26'], '2026-11-03', true],
  [['1/12/26', '2/3/26'], '2026-01-12', true],
  [['3/11/26', '4/11/26'], '2026-11-03', false],
  [['5/5/26'], '2026-05-05', true],
])('the dates %j begin at %s', async (dates, first, sure) => {
  const { reading } = await lines(chat(...dates));
  expect(reading.messages[0]?.sentAt?.slice(0, 10)).toBe(first);
  expect(reading.meta.warnings).toEqual(sure ? [] : [expect.stringContaining('day, month, year')]);
});

test.each([
  ['<Media omitted>', null],
  ['\u200eimage omitted', null],
  ['This message was deleted', null],
  ['You deleted this message', null],
  ['IMG-1.jpg (file attached)', null],
  ['IMG-1.jpg (file attached)\nthe leak', 'the leak'],
  ['the leak \u200e<attached: 1.jpg>', 'the leak'],
  ['on it \u200e<This message was edited>', 'on it'],
  ['@\u2068Bo Marsh\u2069 can you?', '@Bo Marsh can you?'],
  ['I said: “no”', 'I said: “no”'],
])('the message %j says %j', async (words, expected) => {
  const { said } = await lines(bytesOf(`05.05.26, 14:00 - Ada: ${words}\n05.05.26, 14:01 - Bo Marsh: ok`));
  expect(said).toEqual([...(expected ? [['Ada', expected]] : []), ['Bo Marsh', 'ok']]);
});

test('a subject with a colon is nobody’s word', async () => {
  const { said } = await lines(
    bytesOf('05.05.26, 14:00 - Ada changed the subject to “Move: day 2”\n05.05.26, 14:01 - Bo: ok'),
  );
  expect(said).toEqual([
    [null, 'Ada changed the subject to “Move: day 2”'],
    ['Bo', 'ok'],
  ]);
});

test.each([
  ['Some notes.\n03/11/2026, 14:05 - Ada: Hi', 'a.txt', 'text'],
  ['03/11/2026, 14:05 - we met', 'a.txt', 'text'],
  ['[1, 2]', 'a.txt', 'text'],
  ['03/11/2026, 14:05 - Ada: Hi', 'a.md', 'markdown'],
  ['03/11/2026, 14:05 - Ada: Hi', 'noending', 'chat'],
])('%j named %s is %s', async (source, name, kind) => {
  expect((await read(bytesOf(source), name)).reading.kind).toBe(kind);
});

test.each([
  ['empty-chat.txt', 'empty', /empty \(0 bytes\)/],
  ['truncated-chat.txt', 'truncated', /WhatsApp chat is cut off.*again/],
  ['picture-named-chat.txt', 'mislabelled', /\.txt, but it seems to be a PNG picture/],
])('%s is %s', async (name, reason, message) => {
  const refused = await unreadable(fixture(name), name);
  expect([refused.reason, refused.message]).toEqual([reason, expect.stringMatching(message)]);
});

test('a chat under another ending is told how to be named', async () => {
  const refused = await unreadable(bytesOf('03/11/2026, 14:05 - Ada: Hi'), 'a.vtt');
  expect(refused.message).toBe(
    'This file is named .vtt, but it seems to be a WhatsApp chat. Rename it to end in .txt and add it again.',
  );
});

test('a promise is its writer’s', async () => {
  const { reading } = await read(fixture('whatsapp-chat-dock.txt'), 'whatsapp-chat-dock.txt');
  expect(brief(commitmentsIn(reading))).toEqual([['Bo Marsh', '2026-11-06', 'accepted']]);
});

test('any text is read or refused; words stand where messages say, in order', async () => {
  const stamp = fc.constantFrom('03/11/2026, 14:05 - ', '[3/13/26, 2:05:22\u202fPM] ', '99/99/99, 1:1 - ', '[03/11/20');
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('\n', 'Ada: ', '\u200e', ': ', '<Media omitted>', '@Ada ', '(file attached)'),
    stamp.map((one) => `\n${one}`),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(stamp, text, async (head, rest) => {
      const outcome = await read(bytesOf(`${head}Ada: Hi${rest}`), 'a.txt').catch((error: unknown) => error);
      if (outcome instanceof Unreadable) return;
      if (outcome instanceof Error) throw outcome;
      const { reading } = outcome as Awaited<ReturnType<typeof read>>;
      if (reading.kind !== 'chat') return;
      const said = reading.messages.map(({ start, end }) => reading.text.slice(start, end));
      expect(said.join('\n')).toBe(reading.text);
      for (const words of said) expect(words.trim()).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

test.each(['1', ' ', ':', '<', '\u200e', '03/11/2026, ', 'a (file attached'])(
  'a million of %j is read in no time',
  async (unit) => {
    const source = `03/11/2026, 14:05 - Ada: ${unit.repeat(1_000_000 / unit.length)}\n03/11/2026, 14:05 - ${unit.repeat(9999)}`;
    const before = performance.now();
    await read(bytesOf(source), 'a.txt');
    expect(performance.now() - before).toBeLessThan(5000);
  },
);
