// Undertakings without a plain "I will": several deeds in a breath, lines without a verb, what will not be done, lists and tables.
import { describe, expect, test } from 'vitest';
import { ada, bo, brief, commitmentsIn, mail, notes } from '../written.js';

const inMail = (text: string) => brief(commitmentsIn(mail(text)));
const dues = (text: string) => inMail(text).map(([, due]) => due);

describe('several deeds, each with its day', () => {
  test.each([
    [
      "I'll approve the label today, the pilsner one on Monday, and the last by Friday 13 March.",
      ['2026-03-04', '2026-03-09', '2026-03-13'],
    ],
    ["I'll send you the drawings on Monday and call you on Tuesday.", ['2026-03-09', '2026-03-10']],
    ["I'll send the texts on Monday and the captions three days after that.", ['2026-03-09', '2026-03-12']],
    ['I will send you the drawings and the list by Monday.', ['2026-03-09']],
    ['We will deliver on Monday, 9 March, at noon.', ['2026-03-09T12:00:00+01:00']],
    ['I will send you the drawings by Wednesday, 11 March 2026 instead.', ['2026-03-11']],
    [
      'I will send you the drawings by Wednesday, 11 March, and the list on 16 March for you.',
      ['2026-03-11', '2026-03-16'],
    ],
  ])('%s', (text, days) => {
    expect(dues(text)).toEqual(days);
  });
});

describe('lines without a verb', () => {
  test.each([
    ['Drawings tomorrow, quote Monday.', ['2026-03-05', '2026-03-09']],
    ['From our side: questionnaire by 9 March, references by the 16th.', ['2026-03-09', '2026-03-16']],
  ])('%s', (text, days) => {
    expect(dues(text)).toEqual(days);
  });

  test.each([
    'Meeting on Friday.',
    'The method statement went up on your portal this morning, a week early.',
    'Lunch on Friday?',
    'Happy birthday on Monday!',
    'Signed copy by Friday please.',
  ])('nobody owes: %s', (text) => {
    expect(inMail(text)).toEqual([]);
  });
});

test('a line without a verb answers a request; one that tells what was does not', () => {
  const asked = mail('When can we have the method statement?\n\nCan you send it by Friday?', {
    id: 'a@x',
    from: bo,
    to: [ada],
    sentAt: '2026-03-03T10:00:00+01:00',
  });
  const answered = (text: string) => brief(commitmentsIn(mail(text, { id: 'b@x', inReplyTo: 'a@x' }), asked));
  expect(answered('Method statement on Thursday.')).toEqual([['Ada Lind', '2026-03-05', expect.any(String)]]);
  expect(answered('The method statement went up on your portal this morning, a week early.')).toEqual([]);
});

describe('other ways to undertake', () => {
  test.each([
    ['I am also going to keep the old feed running until Friday.', 'Ada Lind', '2026-03-06'],
    ['It is me who will bring back the keys tomorrow.', 'Ada Lind', '2026-03-05'],
    ["We won't announce the show before you have signed.", 'Tarn Instruments', null],
    ['We guarantee a reply to any question within two business days.', 'Tarn Instruments', null],
    ['Expect the revised budget by Friday.', 'Ada Lind', '2026-03-06'],
    ['The samples will be with you in a fortnight.', 'Tarn Instruments', '2026-03-18'],
    ['We are on track to complete the migration by 13 March.', 'Tarn Instruments', '2026-03-13'],
    ['You said you would share the error log by yesterday.', 'Bo Marsh', '2026-03-03'],
    ["Once your order is in, we'll ship within 10 business days.", 'Tarn Instruments', null],
    ['I renew all certificates by Friday.', 'Ada Lind', '2026-03-06'],
  ])('%s', (text, debtor, due) => {
    expect(inMail(text).map(([who, when]) => [who, when])).toEqual([[debtor, due]]);
  });

  test.each([
    "Sure, and I'll build the rocket by Friday while I'm at it.",
    'It is possible that the lift will be blocked on Friday.',
    'If I get one more riddle I will scream.',
    'I visit my mother on Friday.',
    "I'm visiting my mother on Friday.",
    "I'm coming home on Friday.",
    'We will let you go now.',
  ])('no undertaking: %s', (text) => {
    expect(inMail(text)).toEqual([]);
  });
});

describe('notes', () => {
  test.each([
    ['Grace to rerun them by Monday.', [['Grace', '2026-03-09', 'accepted']]],
    ['- [ ] Joy: share the model, Friday', [['Joy', '2026-03-06', 'accepted']]],
    ['# Done\n\nsave system\nACTION: Kira to profile the level by Friday', [['Kira', '2026-03-06', 'accepted']]],
    ['| who | what | when |\n|---|---|---|\n| Petra | write it up | 12 March |', [['Petra', '2026-03-12', 'accepted']]],
    [
      'Mr Tarrant is to obtain a valuation by Friday.\nOwen Tarrant spoke of visitors.',
      [['Owen Tarrant', '2026-03-06', 'accepted']],
    ],
  ])('%s', (text, found) => {
    expect(brief(commitmentsIn(notes(text)))).toEqual(found);
  });
});
