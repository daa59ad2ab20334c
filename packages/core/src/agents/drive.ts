// Drives one claimed run: decides, does, commits, until the run waits or is over, or somebody else has it. While it waits, nothing
// of it is here.
import type { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { createBell } from '@vito/runtime/wait';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { type EventStore, LeaseLost, MovedOn, type SlotMove } from '../spine/event-store.js';
import { movesOf } from './budget.js';
import { type Action, type Decision, decide, fail } from './decide.js';
import { type PerformDeps, perform, type Told } from './perform.js';
import { isOver, type Run } from './run.js';
import { runs } from './run-rows.js';

/** A run that this process has, by the word of `vito.claim_runs`. */
export interface Claimed {
  tenant: string;
  run: string;
  fence: string;
  /** How often it was claimed since it last got on. */
  claims: number;
  /** The database's clock at that moment. */
  now: Date;
}

export interface DriveDeps extends PerformDeps {
  store: EventStore;
  playbookOf: (tenant: string, name: string, number: number) => Promise<Playbook>;
  /** Whether others wait for a worker: then a run lets go after a while. */
  crowded: () => boolean;
}

const mostClaims = 25;
const quantum = 20; // commits in a row while others wait

export interface Driving {
  /** Ends when this process has nothing to do with the run any more; rejects when that is nobody's doing. */
  done: Promise<void>;
  /** Somebody told the run something. */
  ring(): void;
}

export function drive(deps: DriveDeps, claimed: Claimed, signal: AbortSignal): Driving {
  const { store } = deps;
  const { tenant, run: id, fence } = claimed;
  const ctx: Context = { tenant, actor: { kind: 'agent', id, name: null } };
  const began = performance.now();
  const now = () => new Date(claimed.now.getTime() + (performance.now() - began));
  const bell = createBell();
  const calls = new Map<string, { abort: AbortController; settled: boolean }>();
  let playbook: Playbook;
  let loaded: Loaded<Run>;
  let rung = false;
  let gone = false; // parked, over, or lost
  let commits = 0;
  let committing: Promise<void> = Promise.resolve();
  let broken: unknown = null;

  async function load(): Promise<void> {
    loaded = await store.load(ctx, runs, id);
    playbook = await deps.playbookOf(tenant, loaded.state.playbook, loaded.state.number);
  }

  async function go(): Promise<void> {
    await load();
    if (claimed.claims > mostClaims) await commit({ drafts: worn(loaded.state, now()) });
    while (!gone && !signal.aborted) {
      if (broken) throw broken;
      if (rung) {
        rung = false;
        await inTurn(load);
      }
      const decision = decide(playbook, loaded.state, now());
      if (decision.kind === 'over')
        await inTurn(() => store.commit(ctx, [], { slots: [{ run: id, op: 'end', fence }] }).then(leave));
      else if (decision.kind === 'append') await append(decision.drafts);
      else if (decision.kind === 'act' && start(decision.actions)) continue;
      else if (calls.size > 0) await heard(decision.until);
      else if (decision.kind === 'park') await commit({ drafts: [] });
    }
  }

  const leave = () => {
    gone = true;
  };

  /** What ends calls waits for them: what they did may have to be taken back. */
  async function append(drafts: Draft[]): Promise<void> {
    if (calls.size > 0 && drafts.some(({ type }) => type === 'run.undoing' || type === 'run.ended')) {
      for (const { abort } of calls.values()) abort.abort();
      await bell.heard(1000, signal);
    } else await commit({ drafts });
  }

  /** False when all of them are under way already. */
  function start(actions: Action[]): boolean {
    let started = false;
    for (const action of actions) {
      const key = action.kind === 'finish' ? '' : action.step;
      if (calls.has(key)) continue;
      const abort = new AbortController();
      calls.set(key, { abort, settled: false });
      started = true;
      void doing(key, action, abort.signal);
    }
    return started;
  }

  async function doing(key: string, action: Action, ended: AbortSignal): Promise<void> {
    const release = () => calls.delete(key);
    try {
      const situation = { ctx, id, run: loaded.state, now: now(), signal: ended, ahead: (told: Told) => commit(told) };
      const told = await perform(deps, action, situation);
      if (told) await commit(told, release);
    } catch (error) {
      broken ??= error;
    } finally {
      release();
      bell.ring();
    }
  }

  async function heard(until: Date | null): Promise<void> {
    const ms = until === null ? 60_000 : Math.max(1, Math.min(60_000, until.getTime() - now().getTime()));
    await bell.heard(ms, signal);
  }

  /** One commit after the other. `settled`: called first, for the call whose outcome this is. */
  function commit(told: Told, settled?: () => void): Promise<void> {
    return inTurn(async () => {
      settled?.();
      if (!gone && !signal.aborted) await write(told);
    });
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = committing.then(work);
    committing = mine.catch(() => {});
    return mine;
  }

  /**
   * With the events go those that follow from them by themselves, and what becomes of the slot. Should somebody have told the run
   * something meanwhile, the same is written on top of that.
   */
  async function write({ drafts, changes = [], slots = [] }: Told): Promise<void> {
    for (;;) {
      const version = loaded.version;
      const { staged, next } = followed(drafts);
      const slot = slotAfter(staged.after.state, next);
      try {
        await store.commit(ctx, [staged, ...changes], {
          slots: [slot, ...slots],
          budgets: movesOf(staged.events.map(({ draft }) => draft)),
        });
        loaded = staged.after;
        commits++;
        if (slot.op !== 'hold') leave();
        return;
      } catch (error) {
        if (!(error instanceof MovedOn)) throw error;
        await load();
        if (loaded.version === version) throw error; // it is another stream that moved on
        if (isOver(loaded.state)) return leave();
      }
    }
  }

  function followed(drafts: Draft[]) {
    for (let all = drafts; ; ) {
      const staged = store.stage(ctx, runs, loaded, all, { id });
      const next = decide(playbook, staged.after.state, now());
      if (next.kind !== 'append' || calls.size > 0) return { staged, next };
      all = [...all, ...next.drafts];
    }
  }

  function slotAfter(state: Run, next: Decision): SlotMove {
    if (isOver(state)) return { run: id, op: 'end', fence };
    const alone = calls.size === 0 && !rung;
    if (alone && next.kind === 'park') return { run: id, op: 'park', fence, wake: next.until?.toISOString() ?? null };
    if (alone && commits >= quantum && deps.crowded()) return { run: id, op: 'park', fence, wake: now().toISOString() };
    return { run: id, op: 'hold', fence, moved: commits === 0 };
  }

  async function whole(): Promise<void> {
    const abortAll = () => {
      for (const { abort } of calls.values()) abort.abort();
      bell.ring();
    };
    signal.addEventListener('abort', abortAll, { once: true });
    try {
      await go();
    } catch (error) {
      if (!(error instanceof LeaseLost) && !signal.aborted) throw error;
    } finally {
      gone = true;
      abortAll();
      signal.removeEventListener('abort', abortAll);
    }
  }

  return {
    done: whole(),
    ring() {
      rung = true;
      bell.ring();
    },
  };
}

function worn(run: Run, now: Date): Draft[] {
  if (isOver(run) || run.status === 'compensating') return [];
  const { message, code } = new Failure('unavailable', `begun ${mostClaims} times without getting on`);
  return fail(run, now, code, message);
}
