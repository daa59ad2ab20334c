// What is shown before the server answers, and what is offered at all.
import { commitmentVerbs } from '@vito/contracts/commitment';
import { describe, expect, it } from 'vitest';
import { allowed, bodyOf, type Change, predict } from '../src/data/predict.js';
import { commitment } from './commitment.js';

describe('predict', () => {
  it('moves a date and says how exact it is', () => {
    const moved = predict(commitment(), { verb: 'renegotiate', due: '2026-12-24' });
    expect(moved).toMatchObject({
      due: '2026-12-24',
      precision: 'day',
      status: 'renegotiated',
      undoable: 'renegotiate',
    });
    expect(predict(commitment(), { verb: 'renegotiate', due: null })?.precision).toBe('none');
  });

  it('corrects only what is given', () => {
    const before = commitment();
    const after = predict(before, { verb: 'correct', fields: { action: 'Send the survey' } });
    expect(after).toMatchObject({
      action: 'Send the survey',
      due: before.due,
      status: 'proposed',
      debtor: before.debtor,
    });
  });

  it('hides what is no commitment, and leaves an undo to the server', () => {
    expect(predict(commitment(), { verb: 'dismiss' })?.hidden).toBe('dismissed');
    expect(predict(commitment(), { verb: 'undo' })).toBeNull();
  });

  it('keeps the version, which the server counts', () => {
    expect(predict(commitment({ version: 7 }), { verb: 'accept' })?.version).toBe(7);
  });
});

describe('bodies', () => {
  it('are what the routes take', () => {
    const changes: Change[] = [
      { verb: 'accept' },
      { verb: 'undo' },
      { verb: 'renegotiate', due: '2026-12-24' },
      { verb: 'delegate', debtor: { name: 'Jonas', address: null, organisation: null } },
      { verb: 'correct', fields: { due: null, action: 'Send' } },
    ];
    for (const change of changes) {
      expect(commitmentVerbs[change.verb].safeParse(bodyOf(change)).success, change.verb).toBe(true);
    }
  });
});

describe('allowed', () => {
  const verbs = (fields: Parameters<typeof commitment>[0]) => [...allowed(commitment(fields))].sort();
  it('offers acceptance only of what is not accepted', () => {
    expect(verbs({ status: 'proposed' })).toContain('accept');
    expect(verbs({ status: 'accepted' })).not.toContain('accept');
  });
  it('offers nothing but its undo on what was dismissed', () => {
    expect(verbs({ hidden: 'dismissed', undoable: 'dismiss' })).toEqual(['undo']);
  });
  it('does not offer to move the date of what is over', () => {
    expect(verbs({ status: 'fulfilled', undoable: 'fulfil' })).toEqual(['correct', 'dismiss', 'undo']);
  });
});
