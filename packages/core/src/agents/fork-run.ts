// A fork: a new run that begins with what another one did before a step, and does that step and what follows anew.

import { idsOf, type Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { begin, type RequestDeps, slotOf } from './request-run.js';
import { foldRun, noRun, stepOf } from './run.js';
import { noSuchRun } from './tell-run.js';

/** Nothing that is copied can be undone by the fork: it was not the fork that did it. */
export async function forkRun(
  deps: RequestDeps & { playbookOf: (tenant: string, name: string, number: number) => Promise<Playbook> },
  ctx: Context,
  from: string,
  step: string,
): Promise<string> {
  const events = await deps.store.readStream(ctx.tenant, from);
  if (events.length === 0) throw noSuchRun();
  const run = events.reduce(foldRun, noRun);
  const playbook = await deps.playbookOf(ctx.tenant, run.playbook, run.number);
  // A parallel step itself is nothing that a run does.
  const containers = new Set(playbook.steps.flatMap(({ kind, id }) => (kind === 'parallel' ? [id] : [])));
  const ids = idsOf(playbook.steps);
  const at = ids.indexOf(step);
  if (at < 0) throw new Failure('not-found', `this run has no step "${step}": it has ${ids.join(', ')}`);
  const before = new Set(ids.slice(0, at).filter((id) => !containers.has(id)));
  const missing = [...before].find((id) => {
    const { state, optional } = stepOf(run, id);
    return state === 'open' || (state === 'failed' && !optional);
  });
  if (missing !== undefined)
    throw new Failure('conflict', `this run did not come to "${step}": "${missing}" is not over`);
  const { priority, budgetMicros, input } = run;
  const data = { playbook: run.playbook, number: run.number, priority, budgetMicros, deadlineAt: null, parent: null };
  const drafts: Draft[] = [
    { type: 'run.requested', data: { ...data, forkOf: { run: from, step } }, secret: { input } },
  ];
  for (const event of events) {
    if (event.type === 'run.step-completed' && before.has(event.data.step) && event.secret) {
      const { step: key, tool, attempt, ms } = event.data;
      const copied = { step: key, tool, attempt, ms, undo: false, copied: true };
      drafts.push({ type: event.type, data: copied, secret: { result: event.secret.result } });
    }
    if (event.type === 'run.step-failed' && before.has(event.data.step) && event.data.againAt === null && event.secret)
      drafts.push({ type: event.type, data: event.data, secret: event.secret });
    if (event.type === 'run.step-skipped' && before.has(event.data.step))
      drafts.push({ type: event.type, data: { step: event.data.step }, secret: {} });
  }
  const slot = await slotOf(deps.evaluate, playbook, input, priority);
  const forked = begin(deps.store, ctx, drafts, slot);
  await deps.store.commit(ctx, [forked.staged], { slots: [forked.slot] });
  deps.rung();
  return forked.staged.stream;
}
