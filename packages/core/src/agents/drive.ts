// Drives one claimed run: decides, does, commits, until the run waits or is over, or somebody else has it. While it waits, nothing
// of it is here.
import type { Playbook } from '@vito/contracts/playbook';
import type { Failure } from '@vito/runtime/failure';
import { createBell } from '@vito/runtime/wait';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { type EventStore, LeaseLost, MovedOn, type SlotMove } from '../spine/event-store.js';
import { movesOf } from './budget.js';
import { Ended } from './call-tool.js';
import type { Action, Decision } from './decide.js';
import { decideDriven, endsCalls, ifMissing, mostClaims } from './decide-driven.js';
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

const quantum = 20; // commits in a row while others wait

export interface Driving {
  /** Ends when this process has nothing to do with the run any more; rejects when that is nobody's doing. */
  done: Promise<void>;
  /** Somebody told the run something. */
  ring(): void;
}

interface Call {
  abort: AbortController;
  /** What came of it is being committed. */
  settled: boolean;
}

export function drive(deps: DriveDeps, claimed: Claimed, signal: AbortSignal): Driving {
  const { store } = deps;
  const { tenant, run: id, fence } = claimed;
  const ctx: Context = { tenant, actor: { kind: 'agent', id, name: null } };
  const began = performance.now();
  const now = () => new Date(claimed.now.getTime() + (performance.now() - began));
  const bell = createBell();
  const calls = new Map<string, Call>();
  let playbook: Playbook | Failure;
  let loaded: Loaded<Run>;
  let worn = claimed.claims > mostClaims;
  let rung = false;
  let gone = false; // parked, over, or lost
  let commits = 0;
  let committing: Promise<void> = Promise.resolve();
  let broken: unknown = null;

  async function load(): Promise<void> {
    const next = await store.load(ctx, runs, id);
    playbook = await deps.playbookOf(tenant, next.state.playbook, next.state.number).catch(ifMissing);
    loaded = next;
  }

  /** That it is worn ends what it was at, and not what follows from that. */
  const nextOf = (run: Run): Decision => decideDriven({ playbook, worn: worn && run === loaded.state }, run, now());

  async function go(): Promise<void> {
    await load();
    while (!gone && !signal.aborted) {
      if (broken) throw broken;
      if (rung) {
        rung = false;
        await inTurn(load);
      }
      const decision = nextOf(loaded.state);
      if (decision.kind === 'over')
        await inTurn(() => store.commit(ctx, [], { slots: [{ run: id, op: 'end', fence }] }).then(leave));
      else if (decision.kind === 'append' && calls.size > 0 && endsCalls(decision.drafts)) await endCalls();
      else if (decision.kind === 'append') await commit(follows);
      else if (decision.kind === 'act' && start(decision.actions)) continue;
      else if (calls.size > 0) await heard(decision.until);
      else if (decision.kind === 'park') await commit(follows);
    }
  }

  const leave = () => {
    gone = true;
  };

  /** What was done by a call that is under way may have to be taken back: its outcome is waited for. */
  async function endCalls(): Promise<void> {
    for (const { abort } of calls.values()) abort.abort();
    await bell.heard(1000, signal);
  }

  /** Decided in the turn in which it is written: what was decided before may not hold any more. */
  function follows(): Told {
    const next = nextOf(loaded.state);
    return { drafts: next.kind === 'append' && (calls.size === 0 || !endsCalls(next.drafts)) ? next.drafts : [] };
  }

  /** False when all of them are under way already. */
  function start(actions: Action[]): boolean {
    let started = false;
    for (const action of actions) {
      const key = action.kind === 'finish' ? '' : action.step;
      if (calls.has(key)) continue;
      const call = { abort: new AbortController(), settled: false };
      calls.set(key, call);
      started = true;
      void doing(action, call).finally(() => {
        calls.delete(key);
        bell.ring();
      });
    }
    return started;
  }

  async function doing(action: Action, call: Call): Promise<void> {
    try {
      const ahead = async (told: Told) => {
        if (!(await commit(() => told))) throw new Ended('ended'); // nothing may be done that was not begun
      };
      const situation = { ctx, id, run: loaded.state, now: now(), signal: call.abort.signal, ahead };
      const told = await perform(deps, action, situation);
      // That a run is complete is no outcome of a call: it has to be so still.
      if (told) await commit(() => (action.kind !== 'finish' || finishes() ? told : null), call);
    } catch (error) {
      if (!(error instanceof Ended)) broken ??= error;
    }
  }

  function finishes(): boolean {
    const next = nextOf(loaded.state);
    return next.kind === 'act' && next.actions.some(({ kind }) => kind === 'finish');
  }

  async function heard(until: Date | null): Promise<void> {
    const ms = until === null ? 60_000 : Math.max(1, Math.min(60_000, until.getTime() - now().getTime()));
    await bell.heard(ms, signal);
  }

  /** One commit after the other. `call`: whose outcome this is. False when nothing was written. */
  function commit(told: () => Told | null, call?: Call): Promise<boolean> {
    return inTurn(async () => {
      if (call) call.settled = true;
      return !gone && !signal.aborted && write(told);
    });
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = committing.then(work);
    committing = mine.then(
      () => {},
      () => {},
    );
    return mine;
  }

  /**
   * With the events go those that follow from them by themselves, and what becomes of the slot. Should somebody have told the run
   * something meanwhile, what was done is written on top of that; what was only decided is decided anew.
   */
  async function write(told: () => Told | null): Promise<boolean> {
    for (;;) {
      const outcome = told();
      if (!outcome) return false;
      const { drafts, changes = [], slots = [] } = outcome;
      const version = loaded.version;
      const { staged, next } = followed(drafts);
      const slot = slotAfter(staged.after.state, next);
      if (staged.events.length === 0 && slot.op === 'hold') return false;
      try {
        await store.commit(ctx, [staged, ...changes], {
          slots: [slot, ...slots],
          budgets: movesOf(staged.events.map(({ draft }) => draft)),
        });
        loaded = staged.after;
        worn = false;
        commits++;
        if (slot.op !== 'hold') leave();
        return true;
      } catch (error) {
        if (!(error instanceof MovedOn)) throw error;
        await load();
        if (loaded.version === version) throw error; // it is another stream that moved on
        if (isOver(loaded.state)) throw new LeaseLost('somebody else has ended this run');
        bell.ring();
      }
    }
  }

  function followed(drafts: Draft[]) {
    for (let all = drafts; ; ) {
      const staged = store.stage(ctx, runs, loaded, all, { id });
      const next = nextOf(staged.after.state);
      if (next.kind !== 'append' || underWay() > 0) return { staged, next };
      all = [...all, ...next.drafts];
    }
  }

  /** Calls but for the one whose outcome is being committed. */
  const underWay = (): number => [...calls.values()].filter(({ settled }) => !settled).length;

  function slotAfter(state: Run, next: Decision): SlotMove {
    if (isOver(state)) return { run: id, op: 'end', fence };
    const alone = underWay() === 0 && !rung;
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
