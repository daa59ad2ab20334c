// The sequencer: moves committed events from the outbox to each tenant's dense sequence and to work, batch by batch.
// Any number of processes may run it: a transaction-scoped lock in vito.sequence lets one batch through at a time.
import { errorKind, type Log } from '@vito/runtime/log';
import { type Bell, wait } from '@vito/runtime/wait';
import type pg from 'pg';

export interface Sequenced {
  tenant: string;
  /** How far this tenant's sequence reaches now. */
  last: number;
  events: number;
}

export interface SequencerOptions {
  /** A pool of vito_dispatch whose statements are cut off after a second. */
  pool: pg.Pool;
  subscriptions: readonly { type: string; subscription: string; watched?: true }[];
  bell: Bell;
  /** After a batch is committed, and only then. */
  onSequenced: (batch: Sequenced[]) => void;
  onWork: (subscriptions: string[]) => void;
  log: Log;
  batch?: number;
}

const fullBatch = 1000;
const idle = 250; // ms between looks when nobody rings: commits of processes whose ring was lost
// Milliseconds between busy batches, so that they fill: each costs the same for one event as for many. Longer when there is
// much to do, where a few milliseconds more are not felt and the disk is shared with the appends.
const breath = (moved: number) => (moved < 8 ? 6 : 12);

/** Runs until the signal aborts. Errors are logged and tried again: the outbox keeps everything. */
export async function runSequencer(options: SequencerOptions, signal: AbortSignal): Promise<void> {
  const { bell, log } = options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      // Smaller batches after a failure: one that never fits into its second would be tried for ever.
      const moved = await sequenceOnce({
        ...options,
        batch: Math.max(1, (options.batch ?? fullBatch) >> Math.min(failures, 10)),
      });
      failures = 0;
      if (moved > 0) await wait(breath(moved), signal);
      else await bell.heard(idle, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (failures++ % 20 === 0) log.warn('sequencing failed, trying again', { error: errorKind(error) });
      await wait(Math.min(50 * failures, 1000), signal);
    }
  }
}

/** One batch. Returns how many events moved; 0 as well when another process holds the lock. */
export async function sequenceOnce(options: Omit<SequencerOptions, 'bell' | 'log'>): Promise<number> {
  const { rows } = await options.pool.query<{
    tenant_id: string;
    last: number;
    events: number;
    woken: string[] | null;
  }>({
    name: 'sequence',
    text: 'select * from vito.sequence($1::smallint, $2, $3::jsonb)',
    values: [0, options.batch ?? fullBatch, JSON.stringify(options.subscriptions)],
  });
  if (rows.length === 0) return 0;
  options.onSequenced(rows.map((row) => ({ tenant: row.tenant_id, last: row.last, events: row.events })));
  const woken = rows[0]?.woken ?? [];
  if (woken.length > 0) options.onWork(woken);
  return rows.reduce((sum, row) => sum + row.events, 0);
}
