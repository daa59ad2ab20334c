// What people and others tell a run: a signal, that it is to be cancelled, that it goes on by another version.
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { type EventStore, MovedOn, movedOn } from '../spine/event-store.js';
import { isOver, type Run } from './run.js';
import { runs } from './run-rows.js';
import type { Json } from './tool.js';

export interface TellDeps {
  store: EventStore;
  /** Rung after the run was told. */
  rung: () => void;
}

const tries = 20; // a run that is at work moves on all the time

/** Appends what `decide` says of the run as it stands, and rings its slot in the same commit. Returns how it stands after. */
export async function tell(
  { store, rung }: TellDeps,
  ctx: Context,
  id: string,
  decide: (run: Run) => Draft[],
): Promise<Run> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await store.load(ctx, runs, id);
    if (loaded.state.status === 'none') throw noSuchRun();
    const drafts = decide(loaded.state);
    const staged = store.stage(ctx, runs, loaded, drafts, { id });
    if (drafts.length === 0) return loaded.state;
    try {
      await store.commit(ctx, [staged], { slots: [{ run: id, op: 'ring' }] });
      rung();
      return staged.after.state;
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      if (attempt >= tries) throw movedOn();
    }
  }
}

/** An event even if nobody waits for it yet. Throws Failure('not-found' | 'conflict'). */
export const signalRun = (deps: TellDeps, ctx: Context, id: string, name: string, payload: Json): Promise<Run> =>
  tell(deps, ctx, id, (run) => {
    if (isOver(run)) throw over(run);
    return [{ type: 'run.signalled', data: { name }, secret: { payload } }];
  });

/** Undone as far as it has come. Asked for twice it is asked for once. */
export const cancelRun = (deps: TellDeps, ctx: Context, id: string, reason: string): Promise<Run> =>
  tell(deps, ctx, id, (run) => {
    if (isOver(run)) throw over(run);
    if (run.cancel !== null || run.status === 'compensating') return [];
    return [{ type: 'run.cancel-requested', data: {}, secret: { reason } }];
  });

/** As `cancelRun`, of a run whose parent has ended: nothing to do where it is over. */
export const cancelChild = (deps: TellDeps, ctx: Context, id: string): Promise<Run> =>
  tell(deps, ctx, id, (run) => {
    if (isOver(run) || run.cancel !== null || run.status === 'compensating') return [];
    return [{ type: 'run.cancel-requested', data: {}, secret: { reason: 'the run that asked for it has ended' } }];
  });

/** Its next steps are those of another version of its playbook. */
export const moveRun = (deps: TellDeps, ctx: Context, id: string, number: number): Promise<Run> =>
  tell(deps, ctx, id, (run) => {
    if (isOver(run)) throw over(run);
    return run.number === number ? [] : [{ type: 'run.moved', data: { number }, secret: {} }];
  });

/** How a child ended, told to the step that asked for it. */
export const tellParent = (
  deps: TellDeps,
  ctx: Context,
  parent: string,
  child: { step: string; run: string; status: string; output: Json },
): Promise<Run> =>
  tell(deps, ctx, parent, (run) => {
    const known = run.steps[child.step]?.children?.find((one) => one.run === child.run);
    if (isOver(run) || known?.status !== null) return [];
    const { step, status, output } = child;
    return [{ type: 'run.child-ended', data: { step, run: child.run, status }, secret: { output } }];
  });

export const noSuchRun = () => new Failure('not-found', 'there is no such run');
export const over = ({ status }: Run) => new Failure('conflict', `this run is over (${status})`);
