// Ten thousand runs that wait at gates: what they add to the worker's memory, and how soon a decision brings one on.

import type { RunRequest } from '@vito/contracts/run';
import { wait } from '@vito/runtime/wait';
import type { Context } from '../../packages/core/src/spine/context.js';
import { type Part, quantile, say } from '../setup/report.js';
import { collect } from './collect.js';
import type { Worker } from './worker.js';

const together = 50; // asked for at the same moment

export async function waitingRuns(
  worker: Worker,
  { runs, decisions }: { runs: number; decisions: number },
): Promise<Part> {
  const ctx = await worker.person();
  await park(worker, ctx, 200); // caches and code are warm before the first look
  const before = await settled();
  await park(worker, ctx, runs);
  const after = await settled();
  say(
    `${runs} runs wait: heap ${mb(after.heapUsed - before.heapUsed)} MB, resident ${mb(after.rss - before.rss)} MB more than without them`,
  );

  const gates = await open(worker, ctx, decisions);
  const resumed: number[] = [];
  for (const { run_id: run, hash } of gates) {
    const next = nextCall(worker, run);
    const began = performance.now();
    await worker.agents.decide(ctx, { run, step: 's2' }, { decision: 'approved', hash }, 'app');
    resumed.push((await next) - began);
  }
  worker.seen.onCall = async () => {};
  const [p50, p99] = [quantile(resumed, 0.5), quantile(resumed, 0.99)];
  say(`a decision brings a run on in ${p50.toFixed(1)} ms (p99 ${p99.toFixed(1)}; ${resumed.length} decisions)`);
  const heapMb = (after.heapUsed - before.heapUsed) / 2 ** 20;
  const residentMb = (after.rss - before.rss) / 2 ** 20;
  return {
    figures: { waiting: { runs, heapMb, residentMb, decisions: resumed.length, resumeP50Ms: p50, resumeP99Ms: p99 } },
    checks: [
      [`${runs} runs that wait add under 50 MB`, Math.max(heapMb, residentMb) < 50],
      ['a decision resumes in under 200 ms p99', p99 < 200],
    ],
    lines: [],
  };
}

async function park(worker: Worker, ctx: Context, runs: number): Promise<void> {
  const wanted: RunRequest = { playbook: 'asks' };
  const had = await parked(worker, ctx);
  for (let asked = 0; asked < runs; asked += together)
    await Promise.all(
      Array.from({ length: Math.min(together, runs - asked) }, () => worker.agents.request(ctx, wanted)),
    );
  while ((await parked(worker, ctx)) < had + runs) await wait(100);
}

/** Runs of this company that nobody has and that nothing but a decision or their deadline wakes. */
async function parked({ owner }: Worker, { tenant }: Context): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from vito.run where tenant_id = $1 and waits_for = 'gate'`,
    [tenant],
  );
  return rows[0]?.n ?? 0;
}

async function open({ owner }: Worker, { tenant }: Context, most: number) {
  const { rows } = await owner.query<{ run_id: string; hash: string }>(
    `select run_id, hash from vito.run_gate where tenant_id = $1 and state = 'open' order by md5(run_id) limit $2`,
    [tenant, most],
  );
  return rows;
}

/** When the tool behind the gate is called. */
const nextCall = ({ seen }: Worker, run: string): Promise<number> =>
  new Promise((resolve) => {
    seen.onCall = async (call) => {
      if (call.run === run && call.step === 's2') resolve(performance.now());
    };
  });

/** Memory once the sequencer is through and what is garbage is collected. */
async function settled(): Promise<NodeJS.MemoryUsage> {
  for (let turn = 0; turn < 5; turn++) {
    await wait(400);
    collect();
  }
  return process.memoryUsage();
}

const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
