// Sentences that no cue of the language decides: what is promised in other words, and what only sounds like a promise.
import { describe, expect, test } from 'vitest';
import { ada, bo, brief, commitmentsIn, mail } from '../written.js';

const inMail = (text: string) => commitmentsIn(mail(text));

describe('a promise in words of no list', () => {
  test.each([
    ['The pump spares leave us on Tuesday.', '2026-03-10'],
    ['Your signed copy follows tomorrow.', '2026-03-05'],
    ['The corrected invoice is coming your way by Friday.', '2026-03-06'],
    ['On Monday the figures are with you, both sets.', '2026-03-09'],
  ])('%s', (text, due) => {
    const found = inMail(`Hello Bo,\n\n${text}\n`);
    expect(found).toMatchObject([{ quote: text, due, status: 'accepted' }]);
  });

  test('is the speaker’s, owed to the other side, told as weighed and never as sure', () => {
    const [found] = inMail('The pump spares leave us on Tuesday.');
    expect(found).toMatchObject({ rule: 'weighed', debtor: { organisation: 'Tarn Instruments' }, creditor: bo });
    expect(found?.confidence).toBeLessThanOrEqual(0.5);
  });

  test('is one that the sentence names, where it opens with a name of the thread', () => {
    const [found] = commitmentsIn(
      mail('Cy drops the spares round to you on Tuesday.', {
        cc: [{ ...ada, name: 'Cy Frost', address: 'cy@tarn-instruments.example' }],
      }),
    );
    expect(found?.debtor?.name).toBe('Cy Frost');
  });
});

describe('no promise, however much it sounds like one', () => {
  test.each([
    'The pump spares left us on Tuesday, as promised.',
    'The spares were with you on Tuesday, the courier says.',
    'We would have had the spares with you on Tuesday.',
    'Perhaps the spares will be with you on Tuesday.',
    'Are the spares with you by Tuesday?',
    'Please have the spares with us by Tuesday.',
    'The landlord told them the spares leave on Tuesday.',
    'The spares are not with you on Tuesday, I am afraid.',
    'Oh sure, and the moon is with you on Tuesday.',
    'I visit my mother on Tuesday.',
    'The ferry is off today.',
    'Heavy rain reaches you on Tuesday.',
    'Our winter sale ends on Tuesday, with 20 % off for you.',
    'Good to see you on Tuesday.',
  ])('%s', (text) => {
    expect(brief(inMail(`Hello Bo,\n\n${text}\n`))).toEqual([]);
  });
});

describe('what a rule finds is not believed in a message to nobody in particular', () => {
  const letter =
    'The survey closes on Sunday. The winners will be notified by 13 March. Prizes will be collected by members by 20 March. ' +
    'Every visitor was delighted!';

  test('a notice that owes nobody anything', () => {
    expect(brief(inMail(letter))).toEqual([]);
  });

  test('the same words to one reader count', () => {
    expect(inMail('Hello Bo,\n\nYour winners will be notified by 13 March.\n')).toMatchObject([{ due: '2026-03-13' }]);
  });
});

test('other languages are left to their rules', () => {
  expect(inMail('Hallo Bo,\n\ndie Ersatzteile sind am Dienstag nicht vergessen worden.\n')).toEqual([]);
});

test.each([
  ['ada@stillharbourside.example', '', { name: 'Ada Lind' }],
  ['ada@stillharbourside.example', '\nAda Lind, Still Harbourside\n', { organisation: 'Still Harbourside' }],
  ['ada@tarn.example', '', { organisation: 'Tarn' }],
])('“we” of %s is a firm only where its name is more than letters run together', (address, signature, debtor) => {
  const from = { ...ada, address };
  const [found] = commitmentsIn(mail(`Hello Bo,\n\nwe will send you the spares by Friday.\n${signature}`, { from }));
  expect(found?.debtor).toMatchObject(debtor);
});
