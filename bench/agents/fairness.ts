// Fairness: how long the single runs of 99 companies take, alone and while one company has a thousand runs waiting, of one key and
// spread over a thousand.
import type { Context } from '../../packages/core/src/spine/context.js';
import { median, type Part, quantile, say } from '../setup/report.js';
import type { Worker } from './worker.js';

type Crowd = 'alone' | 'beside 1,000' | 'beside 1,000 keys';

const others = 99;
const queued = 1000;

export async function fairness(worker: Worker, { rounds }: { rounds: number }): Promise<Part> {
  const crowd = await worker.person();
  const companies = await Promise.all(Array.from({ length: others }, () => worker.person()));
  await singles(worker, companies); // playbooks are pinned and kept before the first round
  const found: Record<Crowd, { p50: number; p99: number; all: number }[]> = {
    alone: [],
    'beside 1,000': [],
    'beside 1,000 keys': [],
  };
  for (let round = 1; round <= rounds; round++)
    for (const kind of Object.keys(found) as Crowd[]) {
      const ended = kind === 'alone' ? async () => {} : await flood(worker, crowd, kind);
      const times = await singles(worker, companies);
      found[kind].push({ p50: median(times), p99: quantile(times, 0.99), all: Math.max(...times) });
      await ended();
      say(
        `round ${round}/${rounds}, ${kind}: single runs p50 ${median(times).toFixed(0)} ms, last ${Math.max(...times).toFixed(0)} ms`,
      );
    }
  const of = (kind: Crowd) => ({
    p50Ms: median(found[kind].map(({ p50 }) => p50)),
    p99Ms: median(found[kind].map(({ p99 }) => p99)),
    lastMs: median(found[kind].map(({ all }) => all)),
  });
  const [alone, one, many] = [of('alone'), of('beside 1,000'), of('beside 1,000 keys')];
  return {
    figures: { fairness: { others, queued, alone, beside: one, besideKeys: many } },
    checks: [
      ['fairness: single runs beside 1,000 take at most 2x (p50)', one.p50Ms <= 2 * alone.p50Ms],
      ['fairness: single runs beside 1,000 take at most 2x (the last)', one.lastMs <= 2 * alone.lastMs],
      ['fairness: the same, spread over 1,000 keys (p50)', many.p50Ms <= 2 * alone.p50Ms],
      ['fairness: the same, spread over 1,000 keys (the last)', many.lastMs <= 2 * alone.lastMs],
    ],
    lines: [],
  };
}

/** Each company asks for one run at the same moment: how long each takes, from the request to its end. */
async function singles(worker: Worker, companies: readonly Context[]): Promise<number[]> {
  return Promise.all(
    companies.map(async (ctx) => {
      const began = performance.now();
      const { over } = await worker.begin(ctx, { playbook: 'ten-steps' });
      await over;
      return performance.now() - began;
    }),
  );
}

/** A thousand runs wait when it returns, or are at work; what it returns resolves when all are over. */
async function flood(worker: Worker, ctx: Context, kind: Crowd): Promise<() => Promise<void>> {
  const playbook = kind === 'beside 1,000' ? 'ten-steps' : 'ten-steps-by-key';
  const begun: Promise<void>[] = [];
  // The worker is at them while they are asked for: as many as are over by then are asked for again.
  for (let lacking = queued; lacking > queued / 20; lacking = queued - (await left(worker, ctx))) {
    const some = Array.from({ length: lacking }, (_, at) =>
      worker.begin(ctx, { playbook, input: { key: `key ${at}` } }),
    );
    begun.push(...(await Promise.all(some)).map(({ over }) => over));
  }
  return async () => void (await Promise.all(begun));
}

async function left({ owner }: Worker, { tenant }: Context): Promise<number> {
  const text = 'select count(*)::int as n from vito.run_slot where tenant_id = $1';
  return (await owner.query<{ n: number }>(text, [tenant])).rows[0]?.n ?? 0;
}
