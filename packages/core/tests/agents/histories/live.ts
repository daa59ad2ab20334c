// A made-up history: a run is taken further while people, children and the clock tell it things at random.
import { expect } from 'vitest';
import { hashOf } from '../../../src/agents/hash.js';
import { stepOf } from '../../../src/agents/run.js';
import { act, type Made, openChildren, openGates, outcome, type Rolls, settle, write } from './engine.js';

export const most = 400; // inputs of a history

/** What people, children and other processes tell a run, guarded as the doors guard it. */
function input(made: Made, roll: Rolls): void {
  const { run } = made;
  const gates = openGates(run);
  const children = openChildren(run);
  const what = roll(12);
  if (what < 2)
    write(made, [{ type: 'run.signalled', data: { name: roll(2) ? 'one' : 'two' }, secret: { payload: roll(9) } }]);
  else if (what < 5 && gates.length > 0 && run.status === 'open' && run.cancel === null) {
    const step = gates[roll(gates.length)] as string;
    const { hash, expiresAt } = stepOf(run, step).gate as { hash: string; expiresAt: string };
    if (Date.parse(expiresAt) <= made.now) return;
    const decision = (['approved', 'edited', 'rejected'] as const)[roll(3)] ?? 'approved';
    const args = { edited: roll(9) };
    const decided = decision === 'edited' ? hashOf(args) : decision === 'approved' ? hash : null;
    const data = { step, decision, hash: decided, seen: hash, by: 'api' as const };
    write(made, [{ type: 'run.gate-decided', data, secret: decision === 'edited' ? { args } : {} }]);
  } else if (what < 8 && children.length > 0) {
    const { step, child } = children[roll(children.length)] as { step: string; child: string };
    const status = roll(4) ? 'completed' : 'failed';
    write(made, [{ type: 'run.child-ended', data: { step, run: child, status }, secret: { output: child } }]);
  } else if (what === 8 && roll(6) === 0 && run.cancel === null && run.status === 'open')
    write(made, [{ type: 'run.cancel-requested', data: {}, secret: { reason: 'enough' } }]);
  else if (what === 9)
    made.calls.clear(); // the process was killed; another one goes on
  else made.now += [100, 3000, 20_000, 90_000][roll(4)] as number;
}

/** Takes a run further at random until it is over; then nothing can wait for ever. */
export function live(made: Made, roll: Rolls): void {
  for (let n = 0; n < most; n++) {
    const decision = settle(made);
    if (decision.kind === 'over') return;
    if (decision.kind === 'act') act(made, decision.actions);
    if (decision.kind === 'park' && made.calls.size === 0) wakes(made, decision.until);
    const calls = [...made.calls.values()];
    if (calls.length > 0 && roll(3) > 0) {
      const call = calls[roll(calls.length)] as (typeof calls)[number];
      outcome(made, call, roll);
    } else input(made, roll);
  }
}

function wakes(made: Made, until: Date | null): void {
  const waits = Object.values(made.run.steps).some(({ state, wait }) => state === 'open' && wait?.signal);
  const told = openGates(made.run).length > 0 || openChildren(made.run).length > 0 || waits;
  expect(until !== null || told, 'something can wake it').toBe(true);
  if (until) expect(until.getTime()).toBeGreaterThan(made.now);
}
