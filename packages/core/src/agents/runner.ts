// The runner of a worker: claims runs as there is room for them, keeps their leases, and passes on what others tell them.
import { randomUUID } from 'node:crypto';
import { errorKind, type Log } from '@vito/runtime/log';
import { createBell, wait } from '@vito/runtime/wait';
import type pg from 'pg';
import { type Claimed, type DriveDeps, type Driving, drive } from './drive.js';

export interface RunnerOptions {
  /** Of the dispatching role. */
  pool: Pick<pg.Pool, 'query'>;
  deps: Omit<DriveDeps, 'crowded'>;
  log: Log;
  /** Runs at once in this process. */
  atOnce: number;
  /** How long a run is this process's without a word from it. */
  leaseSeconds?: number;
}

const sweep = 1; // seconds between looks for what nobody told us of
const soon = 50; // ms

interface Running extends Claimed {
  driving: Driving;
  abort: AbortController;
}

export function createRunner({ pool, deps, log, atOnce, leaseSeconds = 5 }: RunnerOptions) {
  const owner = randomUUID();
  const running = new Map<string, Running>();
  const bell = createBell();
  let others = false; // more were due than there was room for
  let told = false; // somebody told some run something

  /** Runs until the signal aborts, then gives back what it holds. */
  async function run(signal: AbortSignal): Promise<void> {
    const renewing = keepLeases(signal);
    while (!signal.aborted) {
      const free = atOnce - running.size;
      const looked = performance.now();
      const claimed = await claim(free);
      for (const one of claimed) begin(one);
      if (free > 0) others = claimed.length === free; // a full process cannot tell: it stays as it was
      if (told && running.size > 0) await passOn();
      else if (free === 0) await bell.heard(1000 * sweep, signal);
      else if (claimed.length === 0) await bell.heard(1000 * (await untilNext(looked)), signal);
      else if (claimed.length < free) await bell.heard(soon, signal);
    }
    const held = [...running.values()];
    for (const { abort } of held) abort.abort();
    await Promise.allSettled(held.map(({ driving }) => driving.done));
    await renewing;
    await pool.query('select vito.release_runs($1, $2, $3)', columnsOf(held)).catch(() => {});
  }

  async function claim(free: number): Promise<Claimed[]> {
    if (free <= 0) return [];
    try {
      const { rows } = await pool.query<{
        tenant_id: string;
        run_id: string;
        fence: string;
        claims: number;
        now: Date;
      }>({
        name: 'claim-runs',
        text: 'select * from vito.claim_runs($1, $2, $3)',
        values: [owner, free, leaseSeconds],
      });
      return rows.map(({ tenant_id, run_id, ...rest }) => ({ tenant: tenant_id, run: run_id, ...rest }));
    } catch (error) {
      log.warn('claiming runs failed, trying again', { error: errorKind(error) });
      return [];
    }
  }

  /** Nothing was due when a look began at `looked`: what became due since then counts. */
  async function untilNext(looked: number): Promise<number> {
    const back = (performance.now() - looked) / 1000;
    const { rows } = await pool
      .query<{ seconds: number }>('select vito.next_run($1, $2) as seconds', [sweep, back])
      .catch(() => ({ rows: [] }));
    return rows[0]?.seconds ?? sweep;
  }

  function begin(claimed: Claimed): void {
    const abort = new AbortController();
    const driving = drive({ ...deps, crowded: () => others }, claimed, abort.signal);
    running.set(claimed.run, { ...claimed, driving, abort });
    driving.done
      .catch((error) =>
        log.warn('a run was let go, and will be taken up again', { stream: claimed.run, error: errorKind(error) }),
      )
      .finally(() => {
        if (running.get(claimed.run)?.driving === driving) running.delete(claimed.run);
        bell.ring();
      });
  }

  async function keepLeases(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await wait((leaseSeconds * 1000) / 3, signal);
      if (running.size > 0 && !signal.aborted) await renew();
    }
  }

  /** All in one call. Whoever is not in the answer has lost its run and is stopped. */
  async function renew(): Promise<void> {
    const held = [...running.values()];
    const { rows } = await pool
      .query<{ run_id: string; rung: boolean }>({
        name: 'renew-runs',
        text: 'select * from vito.renew_runs($1, $2, $3, $4)',
        values: [...columnsOf(held), leaseSeconds],
      })
      .catch(() => ({ rows: null }));
    if (rows === null) return;
    const answered = new Map(rows.map(({ run_id, rung }) => [run_id, rung]));
    for (const one of held) {
      const rung = answered.get(one.run);
      if (rung) one.driving.ring();
      if (rung === undefined && running.get(one.run) === one) one.abort.abort();
    }
  }

  /** A look, and no renewing: that would lock each slot, and every commit of these runs would wait for all of them. */
  async function passOn(): Promise<void> {
    told = false;
    const { rows } = await pool
      .query<{ run_id: string }>({
        name: 'rung-runs',
        text: 'select run_id from vito.rung_runs($1, $2, $3) as run_id',
        values: columnsOf([...running.values()]),
      })
      .catch(() => ({ rows: [] }));
    for (const { run_id } of rows) running.get(run_id)?.driving.ring();
  }

  return {
    run,
    /** A run begins: there is something to claim. */
    begun: () => bell.ring(),
    /** A run was told something, or begins. */
    ring(): void {
      told = true;
      bell.ring();
    },
  };
}
export type Runner = ReturnType<typeof createRunner>;

const columnsOf = (held: Running[]): [string[], string[], string[]] => [
  held.map(({ tenant }) => tenant),
  held.map(({ run }) => run),
  held.map(({ fence }) => fence),
];
