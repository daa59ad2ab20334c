// What counts in English when Ada writes it to Bo: who owes what is said, and what only looks like a promise.
import { expect, test } from 'vitest';
import { brief, commitmentsIn, mail } from '../written.js';

const said = (words: string) => brief(commitmentsIn(mail(words)));

test.each([
  ['I will send you the report by Friday.', '2026-03-06'],
  ["I'll send you the report tomorrow.", '2026-03-05'],
  ["I'm going to send you the report by Friday.", '2026-03-06'],
  ['I promise to send you the report by Friday.', '2026-03-06'],
  ['I shall return the signed contract by 12 March.', '2026-03-12'],
  ['Will send the report by Friday.', '2026-03-06'],
  ['You will have the report by Friday.', '2026-03-06'],
  ['The report will be with you by Friday.', '2026-03-06'],
  ["I'm sending you the report tomorrow.", '2026-03-05'],
  ['Let me check this and get back to you by Friday.', '2026-03-06'],
  ['By Friday I will send you the report.', '2026-03-06'],
  ['I will send you the revised report.', null],
])('a promise binds its writer: %s', (words, due) => {
  expect(said(words)).toMatchObject([[expect.stringMatching(/^(?:Ada Lind|Tarn Instruments)$/), due, 'accepted']]);
});

test.each([
  'We will deliver the pumps by Friday.',
  'We commit to deliver the pumps by Friday.',
  'Our team will deliver the pumps by Friday.',
])('"we" binds the firm: %s', (words) => {
  expect(said(words)).toEqual([['Tarn Instruments', '2026-03-06', 'accepted']]);
});

test.each([
  ['As agreed, you will send us the signed contract by Friday.', 'Bo Marsh'],
  ['You promised to send us the signed contract by Friday.', 'Bo Marsh'],
  ['Maria Keller will send you the samples by Friday.', 'Maria Keller'],
  ['My colleague Maria Keller has agreed to call you on Friday.', 'Maria Keller'],
])('somebody else is bound: %s', (words, debtor) => {
  expect(said(words)).toEqual([[debtor, '2026-03-06', 'accepted']]);
});

test.each([
  'If you confirm by tomorrow, I will ship the pumps on Friday.',
  'I could ship the pumps on Friday if you like.',
  'I can send you a sample by Friday.',
  'We would be happy to visit you on Friday.',
])('an offer is only proposed: %s', (words) => {
  expect(said(words)).toMatchObject([[expect.anything(), '2026-03-06', 'proposed']]);
});

test.each([
  ["I won't send the report by Friday."],
  ['I will not send the report by Friday.'],
  ['We will never send the report by Friday.'],
  ["I don't think I will send the report by Friday."],
])('negation: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  'Maybe I will send the report by Friday.',
  'I hope I will finish the report by Friday.',
  'If I had the figures, I would send the report by Friday.',
  "I'm not sure whether I will send the report by Friday.",
  'In theory, I will send the report by Friday.',
])('hypotheticals: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  'I sent you the report on Monday.',
  'I have sent the report.',
  'We delivered the pumps last Friday.',
  'I was going to send the report on Friday, but it was not ready.',
])('the past: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  'He said he will send the report by Friday.',
  'They claim they will deliver by Friday.',
  'Apparently they will deliver by Friday.',
  'I told them I will send the report by Friday.',
  'The sign says "I will send the report by Friday".',
])('reported speech: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  'Can you send me the report by Friday?',
  'Could you please send the report by Friday.',
  'Please send me the report by Friday.',
  'We need the report by Friday.',
  'Will you send the report by Friday?',
  'When will we get the report?',
])('a request binds nobody yet: %s', (words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  'I will miss you.',
  "I'll be honest with you.",
  'We will see.',
  'I will always remember Friday.',
  'It will rain on Friday.',
  'I am out of the office until Friday.',
  "I'll send you the report when pigs fly.",
  'I usually send the report on Friday.',
  'I look forward to the report.',
])('talk: %s', (words) => {
  expect(said(words)).toEqual([]);
});
