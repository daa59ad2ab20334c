// Transcripts of meetings: turns of speakers out of cues, in WebVTT and SubRip.
import { read } from '@vito/understanding/read';
import { Unreadable } from '@vito/understanding/unreadable';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, commitmentsIn } from '../written.js';
import { bytesOf, fixture, unreadable } from './reading.js';

async function turns(bytes: Uint8Array, name: string) {
  const { reading } = await read(bytes, name);
  const said = reading.messages.map(({ start, end, from }) => [from?.name ?? null, reading.text.slice(start, end)]);
  return { reading, said };
}

const vtt = (...cues: string[]) =>
  bytesOf(`WEBVTT\n\n${cues.map((cue, i) => `00:0${i}:00.000 --> 00:0${i}:05.000\n${cue}\n`).join('\n')}`);
const srt = (...cues: string[]) =>
  bytesOf(cues.map((cue, i) => `${i + 1}\n00:0${i}:00,000 --> 00:0${i}:05,000\n${cue}\n`).join('\n'));

test('voices of WebVTT: a turn is whole over its cues; notes, styles, ids, tags and sounds are no words', async () => {
  const { reading, said } = await turns(fixture('2026-11-03-weekly.vtt'), 'calls/2026-11-03-weekly.vtt');
  expect(said).toEqual([
    ['Ada Lind', 'Good morning. The pumps are in, but two of the seals are torn.'],
    ['Bo Marsh', 'Ouch & sorry. I will send you new seals by Friday.'],
    ['Ada Lind', 'Thank you, Bo.'],
  ]);
  expect(reading).toMatchObject({ kind: 'transcript', meta: { date: '2026-11-03', title: '2026-11-03-weekly' } });
  expect(reading.messages.map(({ sentAt }) => sentAt)).toEqual(['2026-11-03', '2026-11-03', '2026-11-03']);
});

test('names of SubRip: who is named speaks until the next name; without a date there is none', async () => {
  const { reading, said } = await turns(fixture('harbour-call.srt'), 'harbour-call.srt');
  expect(said).toEqual([
    ['Ada Lind', 'The crane comes at ten. It needs a permit.'],
    ['Bo Marsh', 'Fine. I will send the permit to the port office by 12 November.'],
  ]);
  expect(reading.messages[0]?.sentAt).toBeNull();
});

test.each<[string, string[], (string | null)[][]]>([
  [
    'a voice changes inside a cue',
    ['<v Ada>Hi.\n<v Bo>Hello.'],
    [
      ['Ada', 'Hi.'],
      ['Bo', 'Hello.'],
    ],
  ],
  [
    'a cue without voice among voices',
    ['<v Ada>Hi.', 'Well.'],
    [
      ['Ada', 'Hi.'],
      [null, 'Well.'],
    ],
  ],
  ['Zoom', ['Ada Lind: Hi.', 'Ada Lind: So: we start.'], [['Ada Lind', 'Hi. So: we start.']]],
  [
    'numbered speakers',
    ['Speaker 1: Hi.', 'SPEAKER_02: Yes.'],
    [
      ['Speaker 1', 'Hi.'],
      ['SPEAKER_02', 'Yes.'],
    ],
  ],
  ['particles and firms', ['Jan van der Berg (Tarn): Hi.'], [['Jan van der Berg (Tarn)', 'Hi.']]],
  [
    'what is no name',
    ['Ada: Hi.', 'Note: it is late.', 'At 10:30 we go.'],
    [['Ada', 'Hi. Note: it is late. At 10:30 we go.']],
  ],
  [
    'chevrons',
    ['>> ADA: Hi.', '- Bo: Yes.'],
    [
      ['ADA', 'Hi.'],
      ['Bo', 'Yes.'],
    ],
  ],
  [
    'captions that roll up',
    ['Ada: we will ship it soon', 'we will ship it soon', 'on Monday'],
    [['Ada', 'we will ship it soon on Monday']],
  ],
  ['escaped signs', ['Ada: a &lt;b&gt; &amp;amp; 5 < 6'], [['Ada', 'a <b> &amp; 5 < 6']]],
])('%s', async (_, cues, expected) => {
  expect((await turns(vtt(...cues), 'a.vtt')).said).toEqual(expected);
  if (!cues.join().includes('<v')) expect((await turns(srt(...cues), 'a.srt')).said).toEqual(expected);
});

test('a file without names says so', async () => {
  const { reading, said } = await turns(vtt('hello', 'there'), 'a.vtt');
  expect(said).toEqual([[null, 'hello there']]);
  expect(reading.meta.warnings).toEqual(['This transcript does not say who speaks.']);
});

const one = '\n\n00:01.000 --> 00:02.000\nAda: Hi.\n';
test.each([
  ['a.vtt', `WEBVTT\nDate: 2026-11-04${one}`, '2026-11-04'],
  ['2026-11-03.vtt', `WEBVTT\n\nNOTE\nRecorded on 5 November 2026${one}`, '2026-11-05'],
  ['a.vtt', `WEBVTT\n\nNOTE on November 6th, 2026${one}`, '2026-11-06'],
  ['a.vtt', `WEBVTT\n\nNOTE Date: 2026-11-04T10:00:00+01:00${one}`, '2026-11-04T10:00:00+01:00'],
  ['GMT20261103-140522_Recording.transcript.vtt', `WEBVTT${one}`, '2026-11-03'],
  ['2026-13-40 call.vtt', `WEBVTT${one}`, null],
  ['call 1234567890123.vtt', `WEBVTT${one}`, null],
])('%s with %j is of %s', async (name, source, date) => {
  const { reading } = await read(bytesOf(source), name);
  expect([reading.messages[0]?.sentAt, reading.meta.date]).toEqual([date, date]);
});

test.each([
  ['empty.vtt', 'empty', /empty \(0 bytes\)/],
  ['empty.srt', 'empty', /empty \(0 bytes\)/],
  ['wordless.vtt', 'empty', /holds no words.*again/],
  ['truncated.vtt', 'truncated', /transcript is cut off.*again/],
  ['truncated.srt', 'truncated', /transcript is cut off.*again/],
  ['picture-named.vtt', 'mislabelled', /\.vtt, but it seems to be a PNG picture/],
  ['page-named.srt', 'mislabelled', /\.srt, but it seems to be an HTML page\. Rename it to end in \.html/],
])('%s is %s', async (name, reason, message) => {
  const refused = await unreadable(fixture(name), name);
  expect([refused.reason, refused.message]).toEqual([reason, expect.stringMatching(message)]);
});

test.each([
  ['a.srt', 'just some words', 'mislabelled'],
  ['a.vtt', `WEBVTT${one}\n00:03.000 --> 00:04.000\n<v Bo`, 'truncated'],
  ['a.srt', '1\n00:00:01,000 --> 00:00:02,000\nHi.\n\n2', 'truncated'],
  ['a.srt', '1\n00:00:01,000 --> 00:00:02,000\nHi.\n\n2\n00:00:03,000 --> 00:00:04,000', 'truncated'],
])('%s that holds %j is %s', async (name, source, reason) => {
  expect((await unreadable(bytesOf(source), name)).reason).toBe(reason);
});

test('a promise is its speaker’s, and its day counts from the meeting', async () => {
  const weekly = await read(fixture('2026-11-03-weekly.vtt'), '2026-11-03-weekly.vtt');
  expect(brief(commitmentsIn(weekly.reading))).toEqual([['Bo Marsh', '2026-11-06', 'accepted']]);
  const asked = vtt('<v Ada Lind>Bo, can you send the plan', '<v Ada Lind>by Friday?', '<v Bo Marsh>Sure, will do.');
  const { reading } = await read(asked, '2026-11-03.vtt');
  expect(brief(commitmentsIn(reading))).toEqual([['Bo Marsh', '2026-11-06', 'accepted']]);
});

test('any text is read or refused; words stand where messages say, in order', async () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '\n',
      '\n\n',
      '<v Ada>',
      '<v ',
      '>',
      'Bo: ',
      '00:00:01.000 --> 00:00:02.000\n',
      '7\n',
      'NOTE ',
      '[',
      '{\\',
    ),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  const start = fc.constantFrom('WEBVTT\n\n', '1\n00:00:01,000 --> 00:00:02,000\n', '');
  await fc.assert(
    fc.asyncProperty(start, text, fc.constantFrom('a.vtt', 'a.srt'), async (head, rest, name) => {
      const outcome = await read(bytesOf(head + rest), name).catch((error: unknown) => error);
      if (outcome instanceof Unreadable) return;
      if (outcome instanceof Error) throw outcome;
      const { reading } = outcome as Awaited<ReturnType<typeof read>>;
      const said = reading.messages.map(({ start, end }) => reading.text.slice(start, end));
      expect(said.join('\n')).toBe(reading.text);
      for (const words of said) expect(words.trim()).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

test.each(['<v ', '<', 'A: ', 'Ada '.repeat(3), '{\\', '-->', '1:11.111 ', '[', 'de '])(
  'a million of %j is read in no time',
  async (unit) => {
    const source = `WEBVTT\n\n00:01.000 --> 00:02.000\nAda: ${unit.repeat(1_000_000 / unit.length)}. end\n`;
    const before = performance.now();
    await read(bytesOf(source), 'a.vtt').catch((error: unknown) => expect(error).toBeInstanceOf(Unreadable));
    expect(performance.now() - before).toBeLessThan(5000);
  },
);
