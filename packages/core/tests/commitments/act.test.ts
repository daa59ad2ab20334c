// What people can do to a commitment: given what happened, when a verb comes, then this event, or a refusal with its reason.
import { type CommitmentStatus, type CommitmentVerb, commitmentVerbs } from '@vito/contracts/commitment';
import { Failure } from '@vito/runtime/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/commitments/act.js';
import { commitment } from '../../src/commitments/commitment.js';
import { checkDraft, type Draft } from '../../src/spine/event.js';
import { eventOf, fold } from '../setup/fold.js';
import { party, proposal } from '../setup/stories.js';

const proposed = proposal('doc_01jq0m7x8k3c5v9w2d4f6h8n0p');
const bo = party('Bo Reed', 'bo@reed.example');
type Wanted = Parameters<typeof decide>[1];
const want = (verb: CommitmentVerb, input: object = {}): Wanted =>
  ({ verb, input: commitmentVerbs[verb].parse(input) }) as Wanted;

const plain: Record<Exclude<CommitmentVerb, 'undo' | 'refuse'>, Wanted> = {
  accept: want('accept'),
  decline: want('decline'),
  fulfil: want('fulfil'),
  cancel: want('cancel'),
  dismiss: want('dismiss'),
  renegotiate: want('renegotiate', { due: '2026-04-01' }),
  delegate: want('delegate', { debtor: bo }),
  correct: want('correct', { action: 'send the plans' }),
};

/** The events of a history given by verbs, after the proposal. */
function history(...steps: Wanted[]): Draft[] {
  const events: Draft[] = [proposed];
  for (const step of steps) events.push(decide(fold(commitment, events), step));
  return events;
}
const when = (given: Draft[], wanted: Wanted): Draft => decide(fold(commitment, given), wanted);
const refusal = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

describe('a verb on a proposed commitment', () => {
  const from = 'proposed';
  it.each<[string, Wanted, Draft]>([
    [
      'accept',
      want('accept', { note: 'yes' }),
      { type: 'commitment.accepted', data: { from }, secret: { note: 'yes' } },
    ],
    ['decline', plain.decline, { type: 'commitment.declined', data: { from }, secret: {} }],
    ['fulfil', plain.fulfil, { type: 'commitment.fulfilled', data: { from }, secret: {} }],
    ['cancel', plain.cancel, { type: 'commitment.cancelled', data: { from }, secret: {} }],
    ['dismiss', plain.dismiss, { type: 'commitment.dismissed', data: {}, secret: {} }],
    [
      'renegotiate',
      plain.renegotiate,
      {
        type: 'commitment.renegotiated',
        data: { from, due: '2026-04-01', precision: 'day', fromDue: '2026-03-06' },
        secret: {},
      },
    ],
    ['delegate', plain.delegate, { type: 'commitment.delegated', data: { from }, secret: { debtor: bo } }],
    ['correct', plain.correct, { type: 'commitment.corrected', data: {}, secret: { action: 'send the plans' } }],
    [
      'correct, the due taken away',
      want('correct', { due: null }),
      { type: 'commitment.corrected', data: { due: null, precision: 'none', fromDue: '2026-03-06' }, secret: {} },
    ],
  ])('%s is one event, as it may be stored', (_name, wanted, expected) => {
    const event = when([proposed], wanted);
    expect(event).toEqual(expected);
    expect(() => checkDraft(event)).not.toThrow();
  });
});

describe('what a verb is allowed from', () => {
  const open: CommitmentStatus[] = ['proposed', 'accepted', 'renegotiated', 'delegated'];
  const statuses: [CommitmentStatus, Draft[]][] = [
    ['proposed', history()],
    ['accepted', history(plain.accept)],
    ['declined', history(plain.decline)],
    ['renegotiated', history(plain.renegotiate)],
    ['delegated', history(plain.delegate)],
    ['fulfilled', history(plain.fulfil)],
    ['cancelled', history(plain.cancel)],
  ];
  const allowed: Record<keyof typeof plain, CommitmentStatus[]> = {
    accept: ['proposed', 'renegotiated', 'declined'],
    decline: open,
    fulfil: open,
    cancel: open,
    renegotiate: open,
    delegate: open,
    dismiss: statuses.map(([status]) => status),
    correct: statuses.map(([status]) => status),
  };
  const cases = statuses.flatMap(([status, given]) =>
    (Object.keys(plain) as (keyof typeof plain)[]).map((verb) => ({
      status,
      given,
      verb,
      may: allowed[verb].includes(status),
    })),
  );

  it.each(cases)('$verb when it is $status: $may', ({ status, given, verb, may }) => {
    expect(fold(commitment, given).terms.status).toBe(status);
    if (may) expect(when(given, plain[verb]).type).toMatch(/^commitment\./);
    else expect(() => when(given, plain[verb])).toThrow(refusal('conflict', new RegExp(status)));
  });

  it('is nothing but undo once it was dismissed', () => {
    const given = history(plain.dismiss);
    for (const wanted of Object.values(plain))
      expect(() => when(given, wanted)).toThrow(refusal('conflict', /undo that first/));
    expect(when(given, want('undo'))).toEqual({ type: 'commitment.undone', data: { verb: 'dismiss' }, secret: {} });
  });

  it('is nothing at all once its document is gone or says it no longer', () => {
    for (const reason of ['document-deleted', 'reread'] as const) {
      const given: Draft[] = [...history(plain.accept), { type: 'commitment.withdrawn', data: { reason }, secret: {} }];
      for (const wanted of [...Object.values(plain), want('undo')]) {
        expect(() => when(given, wanted)).toThrow(refusal('conflict', /is gone/));
      }
    }
  });

  it('is nothing on a commitment that never was', () => {
    for (const wanted of [...Object.values(plain), want('undo')]) {
      expect(() => when([], wanted)).toThrow(refusal('not-found', /no such commitment/));
    }
  });
});

describe('what is given', () => {
  it('must correct something', () => {
    expect(() => when([proposed], want('correct', { note: 'hm' }))).toThrow(refusal('invalid', /at least one of/));
  });

  it.each(['2026-02-30', '2026-06-31', '2025-02-29', '0000-01-01', '2026-04-31T10:00:00+02:00'])(
    'must be a day that there is: %s is none',
    (due) => {
      expect(() => when([proposed], want('renegotiate', { due }))).toThrow(refusal('invalid', /no calendar/));
      expect(() => when([proposed], want('correct', { due }))).toThrow(refusal('invalid', /no calendar/));
    },
  );

  it('can set each field to nothing, and leaves what is not given alone', () => {
    const before = fold(commitment, [proposed]).terms;
    const after = fold(commitment, history(want('correct', { debtor: null, condition: null }))).terms;
    expect(after).toEqual({ ...before, debtor: null, condition: null });
  });
});

describe('undo', () => {
  it('has nothing to take back on what nobody has touched', () => {
    expect(() => when([proposed], want('undo'))).toThrow(refusal('conflict', /nothing to take back/));
  });

  it('takes back the last change, names it, and can be repeated back to the first terms', () => {
    const verb = fc.constantFrom(
      ...Object.values(plain),
      want('correct', { due: null, creditor: null }),
      want('renegotiate', { due: null }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: verb }, { weight: 1, arbitrary: fc.constant(want('undo')) }), {
          maxLength: 30,
        }),
        (steps) => {
          const events: Draft[] = [proposed];
          const first = fold(commitment, events);
          const states = [first];
          for (const step of steps) {
            const state = states.at(-1) ?? first;
            try {
              events.push(decide(state, step));
            } catch (error) {
              expect(error).toBeInstanceOf(Failure);
              continue;
            }
            states.push(commitment.fold(state, eventOf(events.at(-1) as Draft, events.length)));
          }
          const before = new Map(states.map(({ history, terms }) => [history.at(-1), terms]));
          let state = states.at(-1) ?? first;
          for (let left = state.history.length; left > 0; left--) {
            const last = state.history.at(-1);
            const undone = decide(state, want('undo'));
            expect(undone).toMatchObject({ type: 'commitment.undone', data: { verb: last?.verb } });
            state = commitment.fold(state, eventOf(undone, events.length + 1));
            expect(state.terms).toEqual(before.get(state.history.at(-1)) ?? first.terms);
          }
          expect(state.terms).toEqual(first.terms);
          expect(state.touched).toBe(events.length > 1);
          expect(() => decide(state, want('undo'))).toThrow(refusal('conflict', /nothing/));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a commitment whose document was deleted', () => {
  it('keeps nothing personal, whether or not its key is destroyed already', () => {
    const events: Draft[] = [
      ...history(
        want('correct', { action: 'send the plans', condition: 'if dry' }),
        plain.delegate,
        want('fulfil', { note: 'done' }),
      ),
      { type: 'commitment.withdrawn', data: { reason: 'document-deleted' }, secret: {} },
    ];
    const [before, after] = [fold(commitment, events), fold(commitment, events, { erased: true })];
    expect(after).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/Ada|Bo|plans|dry|drawings/);
    expect(before).toMatchObject({
      quote: '[erased]',
      terms: { hidden: 'withdrawn', action: '[erased]', debtor: null },
    });
  });
});
