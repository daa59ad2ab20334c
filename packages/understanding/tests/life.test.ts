// The life of a commitment over a thread: told again, moved, handed over, agreed to, turned down, called off, done.
import type { Reading } from '@vito/contracts/reading';
import { livesOf } from '@vito/understanding/life';
import { describe, expect, test } from 'vitest';
import { ada, bo, mail, nameOf, person } from './written.js';

/** Mails one a day from Tuesday, 3 March 2026: those of Bo begin with "Bo: ", the others are Ada's. */
const thread = (...texts: string[]): Reading[] =>
  texts.map((said, i) => {
    const [from, to] = said.startsWith('Bo: ') ? [bo, ada] : [ada, bo];
    const before = i === 0 ? null : `m${i - 1}@x`;
    const sentAt = `2026-03-0${3 + i}T10:00:00+01:00`;
    const colleague = person('Cy Frost', 'cy@tarn-instruments.example');
    return mail(said.replace(/^Bo: /, ''), {
      id: `m${i}@x`,
      inReplyTo: before,
      from,
      to: [to],
      cc: [colleague],
      sentAt,
    });
  });
const lives = (...texts: string[]) => livesOf(thread(...texts), { zone: 'Europe/Berlin' });
const ends = (...texts: string[]) => lives(...texts).map(({ status, due, debtor }) => [status, due, nameOf(debtor)]);

const promise = 'I will send you the signed contract by Monday.';
const offer = 'We can deliver the pumps on Friday 20 March if you confirm by tomorrow.';

test('a promise alone stands as it was said, and nothing changed it', () => {
  expect(ends(promise)).toEqual([['accepted', '2026-03-09', 'Ada Lind']]);
  expect(lives(promise)[0]).toMatchObject({ restatements: [], changes: [] });
});

test('the next sentence of the same message is another promise, however vague', () => {
  expect(
    ends('The permit will be issued to you by Friday. You will hear from me one way or the other by Friday.'),
  ).toHaveLength(2);
});

describe('what the other side answers', () => {
  test.each([
    [offer, 'Bo: Perfect, please go ahead.', 'accepted'],
    [offer, 'Bo: No thanks, that is too late for us.', 'declined'],
    [offer, 'Bo: We are not able to take that on, sorry.', 'declined'],
    [offer, 'Bo: The weather is fine here.', 'proposed'],
    [promise, 'Bo: No need for the contract any more, we dropped the deal.', 'cancelled'],
    [promise, 'Bo: Received the contract this morning, thank you.', 'fulfilled'],
    [promise, 'Bo: Has the contract arrived yet?', 'accepted'],
    [promise, 'Bo: We have not received the contract.', 'accepted'],
  ])('%s | %s', (said, answer, status) => {
    expect(ends(said, answer).map(([end]) => end)).toEqual([status]);
  });
});

describe('what was reported as done and is not', () => {
  const sent = 'The signed contract is attached.';

  test.each([
    ['Bo: The contract does not open here.', 'accepted', '2026-03-09'],
    ['Bo: There is nothing attached, could you try again?', 'accepted', '2026-03-09'],
    ['Bo: The last page is missing.', 'accepted', '2026-03-09'],
    ['Bo: Received, thank you.', 'fulfilled', '2026-03-09'],
    ['Bo: The contract is with our lawyers now.', 'fulfilled', '2026-03-09'],
  ])('%s', (answer, status, due) => {
    expect(ends(promise, sent, answer)).toEqual([[status, due, 'Ada Lind']]);
  });

  test('a new day for it is a new day for the same', () => {
    const [life] = lives(
      promise,
      sent,
      'Bo: The last page is missing.',
      'Sorry, I will send the contract by Thursday.',
    );
    expect(life).toMatchObject({ status: 'renegotiated', due: '2026-03-12' });
    expect(life?.changes.map(({ rule }) => rule).slice(0, 2)).toEqual(['reported-done', 'found-wanting']);
  });

  test('thanks for what is over end nothing else', () => {
    const answer = 'Bo: Much obliged for the contract.';
    expect(ends(promise, 'I will call you about the skip by Friday.', sent, answer).map(([end]) => end)).toEqual([
      'fulfilled',
      'accepted',
    ]);
  });

  test('one who owes it finds nothing wanting', () => {
    expect(ends(promise, sent, 'The old annex is missing in your offer.').map(([end]) => end)).toEqual(['fulfilled']);
  });
});

describe('what the one who owes it reports', () => {
  test.each([
    ['The signed contract is attached.', 'fulfilled'],
    ['I posted the contract an hour ago.', 'fulfilled'],
    ['The contract will be sent once Cy has signed.', 'accepted'],
    ['I have not sent the contract yet.', 'accepted'],
    ['Sorry, I cannot send you the contract after all.', 'cancelled'],
  ])('%s', (report, status) => {
    expect(ends(promise, report)[0]?.[0]).toBe(status);
  });

  test('of two promises only the one that is meant is done', () => {
    const two = 'I will send you the contract by Monday. I will mail you the floor layout by Friday.';
    expect(ends(two, 'The floor layout is attached.').map(([status]) => status)).toEqual(['accepted', 'fulfilled']);
  });

  test('an offer that nobody took is not done because something else is', () => {
    expect(ends(offer, 'The photographs are attached.')[0]?.[0]).toBe('proposed');
  });
});

test('a new date moves the same commitment, with the sentence that moved it', () => {
  const [life, ...more] = lives(promise, "I'm running late, I will send you the signed contract on Wednesday instead.");
  expect(more).toEqual([]);
  expect(life).toMatchObject({ status: 'renegotiated', due: '2026-03-11' });
  expect(life?.restatements).toHaveLength(1);
  expect(life?.changes).toMatchObject([
    { document: 1, due: '2026-03-11', quote: expect.stringContaining('Wednesday') },
  ]);
});

test('"that is off" beside a new date moves, and calls nothing off', () => {
  const [life] = lives(promise, 'Monday is off, sorry. You will have the signed contract on Wednesday.');
  expect(life?.status).not.toBe('cancelled');
});

test('handed over, the other one owes it, and reports it', () => {
  const handed = 'Cy will take the signed contract over from me, the date stays.';
  expect(ends(promise, handed)).toEqual([['delegated', '2026-03-09', 'Cy Frost']]);
});

test('the same promise told twice is one, and another promise is another', () => {
  expect(lives(promise, 'As I said, I will send you the signed contract by Monday.')).toHaveLength(1);
  expect(lives(promise, 'I will also book the hall by Friday 13 March.')).toHaveLength(2);
  // Words of failing nearby do not make another matter the same one moved.
  const late = 'The kiln is running late. On Thursday 12 March I will send you a photograph of the oven.';
  expect(lives(promise, late)).toHaveLength(2);
});

test('a day that hangs on an event is known once a later mail tells it', () => {
  const open = 'We will refund the price within 10 days of receipt of the unit.';
  expect(ends(open)[0]?.[1]).toBeNull();
  expect(ends(open, 'Bo: Hello.', 'We received the unit on Thursday 5 March 2026.')[0]?.[1]).toBe('2026-03-15');
});

test('the same thread gives the same lives, and leaves it as it was', () => {
  const readings = thread(promise, 'The signed contract is attached.');
  const before = structuredClone(readings);
  const once = livesOf(readings, { zone: 'UTC' });
  expect(livesOf(readings, { zone: 'UTC' })).toEqual(once);
  expect(readings).toEqual(before);
});

describe('things with numbers', () => {
  test.each([
    ['I will send you the drawings for lot 1 by Friday.', 'I will send you the drawings for lot 9 by Friday.'],
    ['We will pay invoice 2214 by Friday.', 'We will pay invoice 2215 by Friday.'],
    ['We will ship order PO-77 by Monday.', 'We will ship order PO-78 by Wednesday instead.'],
  ])('another number is another: %s %s', (first, second) => {
    expect(lives(first, second)).toHaveLength(2);
  });

  test('the same number is the same, and so is what leaves it out', () => {
    const first = 'We will pay invoice 2214 by Friday.';
    expect(ends(first, 'As I said, we will pay invoice 2214 by Friday.')).toHaveLength(1);
    expect(lives(first, 'We will pay the invoice by 11 March instead.')).toHaveLength(1);
  });
});
