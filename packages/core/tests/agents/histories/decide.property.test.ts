// Made-up histories of made-up playbooks: what has to hold of every run, whatever happens to it and in whatever order.
import type { Playbook } from '@vito/contracts/playbook';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../../../src/agents/decide.js';
import { hashOf } from '../../../src/agents/hash.js';
import { foldRun, isOver, noRun, stepOf } from '../../../src/agents/run.js';
import { act, begin, type Made, next, openGates, outcome, type Rolls, settle, write } from './engine.js';
import { live, most } from './live.js';
import { playbook } from './playbooks.js';

const histories = 5000;

function holds(made: Made): void {
  const { events, run } = made;
  const again = events.reduce(foldRun, noRun);
  expect(again).toEqual(run);
  expect(JSON.parse(JSON.stringify(events)).reduce(foldRun, noRun)).toEqual(run);
  expect(decide(made.playbook, again, new Date(made.now))).toEqual(decide(made.playbook, run, new Date(made.now)));
  const of = (type: string) =>
    events.flatMap((event) => (event.type === type ? [(event.data as { step: string }).step] : []));
  for (const type of ['run.step-completed', 'run.gate-decided', 'run.children-requested', 'run.step-undone'])
    expect(of(type), `${type} once a step`).toEqual([...new Set(of(type))]);
  const undoable = events.flatMap((event) =>
    event.type === 'run.step-completed' && event.data.undo ? [event.data.step] : [],
  );
  const undone = events.flatMap((event) =>
    event.type === 'run.step-undone' || (event.type === 'run.undo-failed' && event.data.againAt === null)
      ? [event.data.step]
      : [],
  );
  if (run.status === 'compensated' || run.status === 'compensation-failed') expect(undone).toEqual(undoable.reverse());
  else if (run.status !== 'compensating') expect(undone).toEqual([]);
  if (['failed', 'cancelled', 'timed-out'].includes(run.status)) expect(undoable).toEqual([]);
  if (isOver(run)) expect(openGates(run)).toEqual([]);
  for (const { step, args, approved } of made.done) {
    const { gate } = stepOf(run, step);
    expect(gate !== null).toBe(approved !== null);
    if (gate && approved) expect([hashOf(args), approved]).toEqual([gate.doHash, gate.doHash]);
  }
  const attempts = new Map<string, string>();
  for (const { step, args } of made.done) {
    const before = attempts.get(step);
    if (before !== undefined) expect(hashOf(args), 'tried again with the same').toBe(before);
    attempts.set(step, hashOf(args));
  }
}

it(`holds for ${histories} made-up histories`, () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(
      playbook,
      fc.constantFrom(null, 30, 500),
      fc.infiniteStream(fc.nat({ max: 1 << 20 })),
      (made, deadline, stream) => {
        const roll: Rolls = (below) => (stream.next().value as number) % below;
        const one = begin(made, deadline);
        live(one, roll);
        holds(one);
        ends.set(one.run.status, (ends.get(one.run.status) ?? 0) + 1);
      },
    ),
    { numRuns: histories },
  );
  for (const status of ['completed', 'failed', 'cancelled', 'timed-out', 'compensated', 'compensation-failed'])
    expect(ends.get(status) ?? 0, `some are ${status}`).toBeGreaterThan(histories / 500);
}, 120_000);

/** Of branches that wait for one signal, whoever waits first has it: which that is goes by the time, and so may the end. */
const competes = ({ steps }: Playbook): boolean =>
  steps.some((step) => {
    if (step.kind !== 'parallel') return false;
    const each = step.branches.map(
      (branch) => new Set(branch.flatMap((one) => (one.kind === 'wait' ? one.signal : []))),
    );
    return each.some((one, at) => each.slice(at + 1).some((other) => [...one].some((signal) => other.has(signal))));
  });

it('16: a signal before the wait is the same as one after it', () => {
  const playbooks = playbook.filter((made) => !competes(made));
  fc.assert(
    fc.property(playbooks, fc.array(fc.constantFrom('one', 'two'), { minLength: 1, maxLength: 6 }), (made, names) => {
      const tell = (one: Made) => {
        for (const name of names)
          if (!isOver(one.run)) write(one, [{ type: 'run.signalled', data: { name }, secret: { payload: name } }]);
      };
      const before = begin(made, null);
      tell(before);
      straight(before);
      const after = begin(made, null);
      straight(after);
      tell(after);
      straight(after);
      const results = ({ run }: Made) =>
        Object.entries(run.steps).map(([step, { state, result }]) => [step, state, result]);
      expect(new Map(results(before).map(([step, ...rest]) => [step, rest]))).toEqual(
        new Map(results(after).map(([step, ...rest]) => [step, rest])),
      );
      expect(before.run.status).toBe(after.run.status);
    }),
    { numRuns: 2000 },
  );
}, 60_000);

/** As far as it goes when everything succeeds, without any time going by. */
function straight(made: Made): void {
  for (let n = 0; n < most; n++) {
    const decision = settle(made);
    if (decision.kind !== 'act') return;
    act(made, decision.actions);
    for (const call of [...made.calls.values()]) outcome(made, call, () => (call.kind === 'call' ? 1 : 0));
  }
  expect(next(made).kind).not.toBe('act');
}
