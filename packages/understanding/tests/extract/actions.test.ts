// The action in a few words: what is to be done, without the date that stands in a field of its own.
import { describe, expect, test } from 'vitest';
import { commitmentsIn, mail } from '../written.js';

const actions = (text: string) => commitmentsIn(mail(text)).map(({ action }) => action);

describe('the due is not told twice', () => {
  test.each([
    ['I will send you the drawings by Friday.', 'send you the drawings'],
    ['I will send you the drawings no later than 13 March 2026.', 'send you the drawings'],
    ['I will send you the drawings on or before 13 March 2026.', 'send you the drawings'],
    ["I'll send you the drawings tomorrow by noon.", 'send you the drawings'],
    ["I'll call you back at 2 pm on Friday 6 March.", 'call you back'],
    ["I'll send you the draft accounts by the end of the quarter.", 'send you the draft accounts'],
    [
      'I will hand the keys to your foreman, Mr Fenn, on Friday 6 March 2026.',
      'hand the keys to your foreman, Mr Fenn',
    ],
  ])('%s', (text, action) => {
    expect(actions(text)).toEqual([action]);
  });
});

describe('a date that is part of the deed stays', () => {
  test.each([
    ['I will move our meeting to Friday.', 'move our meeting to Friday'],
    ['I will send you the minutes of 2 March by Friday.', 'send you the minutes of 2 March'],
    [
      'I will send you the drawings by Friday, so that you can start.',
      'send you the drawings by Friday, so that you can start',
    ],
    ['I will deliver by Friday.', 'deliver by Friday'],
  ])('%s', (text, action) => {
    expect(actions(text)).toEqual([action]);
  });
});
