// Extraction as a whole: several promises in one sentence, where they stand, and what is never counted.
import { expect, test } from 'vitest';
import { brief, commitmentsIn, mail, notes } from './written.js';

test.each([
  [
    'I will send you the report by Friday and I will call you on Monday.',
    ['I will send you the report by Friday', 'I will call you on Monday.'],
  ],
  [
    "I'll check the invoice today, and we will pay it by 20 March.",
    ["I'll check the invoice today", 'we will pay it by 20 March.'],
  ],
])('several promises in one sentence: %s', (text, quotes) => {
  expect(commitmentsIn(mail(text)).map(({ quote }) => quote)).toEqual(quotes);
});

test('each of several promises has its own date', () => {
  const text = 'I will send you the report by Friday and I will call you on Monday.';
  expect(brief(commitmentsIn(mail(text)))).toEqual([
    ['Ada Lind', '2026-03-06', 'accepted'],
    ['Ada Lind', '2026-03-09', 'accepted'],
  ]);
});

test('promises of different people in one sentence', () => {
  const text = 'I will send you the report by Friday, and Maria Keller will call you on Monday.';
  expect(brief(commitmentsIn(mail(text)))).toEqual([
    ['Ada Lind', '2026-03-06', 'accepted'],
    ['Maria Keller', '2026-03-09', 'accepted'],
  ]);
});

test('what is quoted from an earlier mail is not counted again', () => {
  const earlier = 'I will pay the invoice by Friday.';
  const own = 'I will send you the report by Monday.\n\n';
  const quotedBelow = `${own}On 3 March 2026 Bo Marsh wrote:\n> ${earlier}\n`;
  for (const reading of [mail(own, {}, `> ${earlier}\n`), mail(quotedBelow)]) {
    expect(brief(commitmentsIn(reading))).toEqual([['Ada Lind', '2026-03-09', 'accepted']]);
  }
});

test('what is forwarded or signed is not counted', () => {
  const forward = 'FYI.\n\n---------- Forwarded message ----------\nFrom: Bo\n\nI will pay the invoice by Friday.\n';
  const signed = 'Thanks.\n-- \nAda Lind\nWe will deliver your pump by Friday.\n';
  expect([...commitmentsIn(mail(forward)), ...commitmentsIn(mail(signed))]).toEqual([]);
});

test('a promise told twice in a mail is one', () => {
  const text =
    'I will send you the signed contract by Friday.\n\nAgain: I will send you the signed contract by Friday.';
  expect(commitmentsIn(mail(text))).toHaveLength(1);
});

test('a quote wrapped over lines is shown on one', () => {
  const text = 'Hello Bo, thank you for the call. I will send you the report and\nall of the figures by Friday.';
  const [found] = commitmentsIn(mail(text));
  expect(found?.quote).toBe('I will send you the report and all of the figures by Friday.');
  expect(text.slice(found?.start, found?.end)).toBe('I will send you the report and\nall of the figures by Friday.');
});

test.each([
  ['If the samples arrive, I will send you the report by Friday.', 'If the samples arrive'],
  ['I will send you the report as soon as the samples arrive.', 'as soon as the samples arrive'],
])('a condition is told apart: %s', (text, condition) => {
  const [found] = commitmentsIn(mail(text));
  expect(found?.condition?.replace(/[.,]$/, '')).toBe(condition);
});

test('the action is the deed in words', () => {
  const [found] = commitmentsIn(mail('Dear Bo,\n\nAs promised on the phone, I will send you the report by Friday.'));
  expect(found?.action).toBe('send you the report');
});

test('offsets point into the whole text, and the page is told', () => {
  const text = 'Page one says nothing.\n\nBo Marsh will book the hall by 20 March 2026.\n';
  const cut = text.indexOf('Bo');
  const page = { ocr: false, confidence: null, width: null, height: null, rotation: 0, words: [] };
  const pages = [
    { ...page, page: 1, start: 0, end: cut },
    { ...page, page: 2, start: cut, end: text.length },
  ];
  const [found] = commitmentsIn({ ...notes(text), pages });
  expect([found?.start, found?.page]).toEqual([cut, 2]);
});

test.each([
  ['automatic replies', mail('I will answer you on Monday.', { automatic: true })],
  ['bulk mail', mail('We will send you the catalogue by Friday.', { bulk: true })],
  ['out of office', mail('I will answer you on Monday.', { subject: 'Automatic reply: report' })],
  ['advertising', mail('Save up to 50%! We will deliver by Friday! Order now!\n\nUnsubscribe here.')],
  ['empty mail', mail('')],
  ['empty notes', notes('')],
  ['notes that say nothing', notes('It rained. The hall was full.')],
])('nothing is found in %s', (_, reading) => {
  expect(commitmentsIn(reading)).toEqual([]);
});

test("the sender's offset tells the hour, and the company's zone where there is none", () => {
  const text = 'I will send you the report by 5pm on Friday.';
  const dues = ['2026-03-04T10:00:00-05:00', '2026-03-04'].map(
    (sentAt) => commitmentsIn(mail(text, { sentAt }))[0]?.due,
  );
  expect(dues).toEqual(['2026-03-06T17:00:00-05:00', '2026-03-06T17:00:00+01:00']);
});
