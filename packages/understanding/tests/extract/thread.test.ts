// Commitments in a thread: a request and its acceptance, a moved date, a hand-over, and never what comes later.
import { expect, test } from 'vitest';
import { ada, bo, brief, commitmentsIn, mail, person } from '../written.js';

/** Bo to Ada on Tuesday, 3 March 2026; answers are Ada's, a day later. */
const fromBo = (text: string) => mail(text, { id: 'a@x', from: bo, to: [ada], sentAt: '2026-03-03T10:00:00+01:00' });
const answer = (text: string) => mail(text, { id: 'b@x', inReplyTo: 'a@x' });
const request = fromBo('Hi Ada,\n\nCan you send me the signed contract by Friday?\n\nBo');

test.each(['Sure, will do.', 'Yes, of course.', "I'll do it.", 'Consider it done.', 'No problem.'])(
  'accepting takes on what was asked, by when it was asked: %s',
  (words) => {
    expect(brief(commitmentsIn(answer(words), request))).toEqual([['Ada Lind', '2026-03-06', 'accepted']]);
  },
);

test.each(['Dear Bo,', 'Hello Bo,', 'Thanks, Bo.', 'Good morning Bo,'])('a greeting takes on nothing: %s', (words) => {
  expect(brief(commitmentsIn(answer(`${words}\n\nwhat a week.\n`), request))).toEqual([]);
});

test('the one who asked is the one to whom it is owed', () => {
  expect(commitmentsIn(answer('Sure, will do.'), request)).toMatchObject([{ creditor: { name: 'Bo Marsh' } }]);
});

test('a promise without a date answers the request by its date', () => {
  const found = commitmentsIn(answer("Sure, I'll send you the signed contract."), request);
  expect(brief(found)).toEqual([['Ada Lind', '2026-03-06', 'accepted']]);
});

test('a promise with a date of its own keeps it', () => {
  const found = commitmentsIn(answer('I will send you the signed contract on Monday.'), request);
  expect(brief(found)).toMatchObject([['Ada Lind', '2026-03-09', expect.any(String)]]);
});

test.each(['Thanks for the call.', 'No, sorry.', 'Sure?', 'What is it for?'])('no acceptance: %s', (words) => {
  expect(commitmentsIn(answer(words), request)).toEqual([]);
});

test.each(['Sure.', 'Yes, of course.'])('assent without a request takes nothing on: %s', (words) => {
  expect(commitmentsIn(answer(words))).toEqual([]);
  expect(commitmentsIn(answer(words), fromBo('The weather is fine here.'))).toEqual([]);
});

test('the request is found in the quoted text where the thread is not there', () => {
  const quoted =
    '\n\nOn Tue, 3 March 2026 at 10:00, Bo Marsh wrote:\n> Can you send me the signed contract by Friday?\n';
  expect(brief(commitmentsIn(mail('Sure, will do.', { inReplyTo: 'a@x' }, quoted)))).toEqual([
    ['Ada Lind', '2026-03-06', 'accepted'],
  ]);
});

test('a new date for what was promised before', () => {
  const promised = mail('I will send you the report by Friday.', { sentAt: '2026-03-03T10:00:00+01:00' });
  const found = commitmentsIn(answer('I will send you the report by Monday instead.'), promised);
  expect(brief(found)).toEqual([['Ada Lind', '2026-03-09', 'renegotiated']]);
});

test('somebody else takes over', () => {
  const promised = mail('I will send you the report by Friday.', {
    cc: [person('Ruth Stone', 'ruth@tarn-instruments.example')],
    sentAt: '2026-03-03T10:00:00+01:00',
  });
  const found = commitmentsIn(answer("I'm handing the report over to Ruth."), promised);
  expect(brief(found)).toEqual([['Ruth Stone', '2026-03-06', 'delegated']]);
});

test('an earlier mail is not told again, and its own list does not change', () => {
  const promised = mail('I will send you the report by Friday.');
  expect(commitmentsIn(answer('The weather is fine here.'), promised)).toEqual([]);
  expect(commitmentsIn(promised)).toEqual(commitmentsIn(promised, request));
});
