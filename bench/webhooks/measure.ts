// What the webhook bench asks of a running server: its own times, what is stored, and what is still to be done.
import { readFile } from 'node:fs/promises';
import { wait } from '@vito/runtime/wait';
import type pg from 'pg';
import { say } from '../setup/report.js';
import { send } from './sender.js';
import type { Real } from './servers.js';

const bucket =
  /vito_http_request_seconds_bucket\{le="([^"]*)",method="POST",route="\/v1\/hooks\/:source",status="(\d+)"\} (\d+)/g;

/** The server's own histogram of a route: cumulative counts by upper bound in ms. */
async function histogram(base: string): Promise<Map<number, number>> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const counts = new Map<number, number>();
  for (const [, le = '', status = '', count] of text.matchAll(bucket)) {
    if (!status.startsWith('2')) continue;
    const bound = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le) * 1000;
    counts.set(bound, (counts.get(bound) ?? 0) + Number(count));
  }
  return counts;
}

/** Milliseconds that 99 of 100 requests between two looks stayed under, as far as the buckets tell (linear between them). */
function quantileBetween(before: Map<number, number>, after: Map<number, number>, q: number): number {
  const bounds = [...after.keys()].sort((a, b) => a - b);
  const grown = bounds.map((bound) => (after.get(bound) ?? 0) - (before.get(bound) ?? 0));
  const wanted = (grown.at(-1) ?? 0) * q;
  const at = grown.findIndex((count) => count >= wanted);
  const [low, high] = [bounds[at - 1] ?? 0, bounds[at] ?? Number.POSITIVE_INFINITY];
  if (!Number.isFinite(high)) return high;
  const [from, to] = [grown[at - 1] ?? 0, grown[at] ?? 0];
  return to === from ? high : low + ((high - low) * (wanted - from)) / (to - from);
}

/** Runs a load and returns what the sender saw, with the server's own p50 and p99. */
export async function timed(
  real: Real,
  load: { connections: number; seconds?: number; amount?: number; perSecond?: number; run: string },
) {
  const before = await histogram(real.base);
  const seen = await send({
    url: `${real.base}/v1/hooks/${real.source}`,
    secret: real.secret,
    idsFile: real.idsFile,
    ...load,
  });
  const after = await histogram(real.base);
  return { ...seen, serverP50: quantileBetween(before, after, 0.5), serverP99: quantileBetween(before, after, 0.99) };
}

export async function leftToDo(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'select ((select coalesce(sum(items), 0) from vito.inbox) + (select count(*) from vito.outbox) + (select count(*) from vito.work where dead_at is null))::int as n',
  );
  return rows[0]?.n ?? 0;
}

/** Seconds until nothing is left to do. Gives up after `most`. */
export async function drained(owner: pg.Client, most = 300): Promise<number> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  for (let left = await leftToDo(owner); left > 0; left = await leftToDo(owner)) {
    if (seconds() > most) {
      say(`${left} pieces of work are still to be done after ${most} s`);
      return Number.POSITIVE_INFINITY;
    }
    await wait(100);
  }
  return seconds();
}

export interface Stored {
  /** Accepted, and not there. */
  missing: number;
  payloads: number;
  distinct: number;
  mapped: number;
  dead: number;
}

/** What is stored of a source, and of that how much was mapped. */
export async function stored(real: Real): Promise<Stored> {
  const accepted = (await readFile(real.idsFile, 'utf8')).trim().split('\n');
  const { rows } = await real.owner.query<Stored>(
    `select count(*)::int as payloads, count(distinct external_id)::int as distinct,
            count(*) filter (where state = 'mapped')::int as mapped,
            (select count(*)::int from vito.work where dead_at is not null) as dead,
            (select count(*)::int from (select unnest($2::text[]) except select external_id from vito.payload) x) as missing
     from vito.payload where source_id = $1`,
    [real.source, accepted],
  );
  return rows[0] as Stored;
}
