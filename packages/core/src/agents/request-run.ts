// A run begins: its playbook is pinned, its input held to the playbook's schema, its slot made. Asked for twice with one key, it is one run.
import { newId } from '@vito/contracts/ids';
import type { Playbook } from '@vito/contracts/playbook';
import { RunRequest } from '@vito/contracts/run';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { DoneBefore, type EventStore, type SlotMove, type Staged } from '../spine/event-store.js';
import type { Evaluate } from './expressions.js';
import { checkInput } from './input-schema.js';
import { noRun, type Run } from './run.js';
import { runs } from './run-rows.js';
import type { Json } from './tool.js';

export interface Pinned {
  playbook: Playbook;
  number: number;
}

export interface RequestDeps {
  store: EventStore;
  /** The newest version of a playbook, published where it was not. Throws Failure('not-found'). */
  pin: (ctx: Context, name: string) => Promise<Pinned>;
  evaluate: Evaluate;
  clock: () => Date;
  /** Rung after a run's slot was made. */
  rung: () => void;
}

type Parentage = { parent: Run['parent'] };

/** Returns the run's id. `at`: when it begins, where that is not now. Throws Failure('not-found' | 'invalid'). */
export async function requestRun(deps: RequestDeps, ctx: Context, given: RunRequest, at?: Date): Promise<string> {
  const { staged, slot: now } = await stageRun(deps, ctx, given, { parent: null });
  const slot = at && now.op === 'new' ? { ...now, wake: at.toISOString() } : now;
  const key = given.key === undefined ? null : `run ${given.key}`;
  try {
    await deps.store.commit(ctx, [staged], {
      slots: [slot],
      ...(key ? { once: [{ key, stream: staged.stream }] } : {}),
    });
  } catch (error) {
    const taken = error instanceof DoneBefore && key ? await deps.store.onceTaken(ctx.tenant, key) : null;
    if (!taken) throw error;
    return taken;
  }
  deps.rung();
  return staged.stream;
}

/** A new run, not yet committed. */
export async function stageRun(
  deps: RequestDeps,
  ctx: Context,
  given: RunRequest,
  { parent }: Parentage,
): Promise<{ staged: Staged; slot: SlotMove }> {
  const wanted = RunRequest.parse(given);
  const { playbook, number } = await deps.pin(ctx, wanted.playbook);
  checkInput(playbook, wanted.input);
  const now = deps.clock();
  const seconds = wanted.deadlineSeconds ?? playbook.deadlineSeconds;
  const draft: Draft = {
    type: 'run.requested',
    data: {
      playbook: playbook.name,
      number,
      priority: wanted.priority,
      deadlineAt: seconds === null ? null : new Date(now.getTime() + seconds * 1000).toISOString(),
      budgetMicros: least(wanted.budgetMicros ?? null, playbook.budgetMicros),
      parent,
      forkOf: null,
    },
    secret: { input: wanted.input },
  };
  const slot = await slotOf(deps.evaluate, playbook, wanted.input, wanted.priority);
  return begin(deps.store, ctx, [draft], slot);
}

/** `drafts`: the first is the request. */
export function begin(
  store: EventStore,
  ctx: Context,
  drafts: Draft[],
  slot: Omit<SlotMove & { op: 'new' }, 'run' | 'op'>,
): { staged: Staged; slot: SlotMove } {
  const id = newId('run');
  const staged = store.stage(ctx, runs, { stream: id, version: 0, state: noRun }, drafts, { id, isNew: true });
  return { staged, slot: { run: id, op: 'new', ...slot } };
}

/** The limit that its key puts on it. */
export async function slotOf(
  evaluate: Evaluate,
  { name, limit }: Playbook,
  input: Json,
  priority: number,
): Promise<Omit<SlotMove & { op: 'new' }, 'run' | 'op'>> {
  if (!limit) return { priority };
  const [key] = await evaluate([limit.key], { input });
  if (typeof key !== 'string' && typeof key !== 'number')
    throw new Failure('invalid', `the key of the limit of "${name}" is neither text nor number for this input`);
  return { priority, queue: `${name} ${key}`, at_once: limit.atOnce ?? null, per_minute: limit.perMinute ?? null };
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
