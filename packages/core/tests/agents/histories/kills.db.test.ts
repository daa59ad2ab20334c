// Made-up runs on a real database, in processes that are killed and stand still, while people decide, signal and cancel at random.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '../../../src/spine/context.js';
import { openCrew } from '../../setup/open-crew.js';
import type { TestProcess } from '../../setup/processes.js';
import type { Crew } from '../../setup/run-crew.js';
import { until } from '../../setup/until.js';
import { realPlaybooks } from './real-playbooks.js';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const histories = 300;
const kinds = 30;
const rounds = 2; // of kills
let crew: Crew;
let tenants: Context[];
let ready: Promise<TestProcess>[];

beforeAll(async () => {
  crew = await openCrew(realPlaybooks(seed, kinds), 1);
  tenants = [await crew.tenant(), await crew.tenant(), await crew.tenant()];
  let last: Promise<unknown> = Promise.resolve();
  ready = Array.from({ length: rounds + 2 }, () => {
    const one = last.then(() => crew.start({ waits: true, atOnce: 40 }));
    last = one;
    return one;
  });
}, 120_000);
afterAll(() => crew.close());

async function next(): Promise<TestProcess> {
  const process = await (ready.shift() as Promise<TestProcess>);
  process.signal('SIGUSR2');
  return process;
}

/** Decides what is open, twice at once. Returns how often both were heard. */
async function decideAll(): Promise<number> {
  const gates = await crew.sql<{ tenant_id: string; run_id: string; step: string; hash: string }>(
    "select tenant_id, run_id, step, hash from vito.run_gate where state = 'open'",
  );
  const both = await Promise.all(
    gates.map(async ({ tenant_id, run_id, step, hash }, n) => {
      const ctx: Context = { tenant: tenant_id, actor: { kind: 'person', id: 'act_somebody', name: null } };
      const verdicts = await Promise.allSettled(
        (n % 5 ? (['approved', 'approved'] as const) : (['rejected', 'approved'] as const)).map((decision) =>
          crew.agents.decide(ctx, { run: run_id, step }, { decision, hash }, 'api'),
        ),
      );
      return verdicts.every(({ status }) => status === 'fulfilled');
    }),
  );
  return both.filter(Boolean).length;
}

it(`every invariant holds for ${histories} histories with kills (SEED=${seed})`, async () => {
  const workers = [await next(), await next()];
  const asked: [Context, string][] = [];
  let both = 0;
  for (let round = 0; round < rounds; round++) {
    const more = Array.from({ length: histories / rounds }, (_, n) => asked.length + n);
    const ids = await Promise.all(
      more.map(async (n): Promise<[Context, string]> => {
        const ctx = tenants[n % 3] as Context;
        const deadline = n % 11 === 5 ? { deadlineSeconds: 0.5 } : {};
        return [ctx, await crew.agents.request(ctx, { playbook: `made-up-${n % kinds}`, ...deadline })];
      }),
    );
    asked.push(...ids);
    await Promise.all(
      ids.map(async ([ctx, id], n) => {
        if (n % 2) await crew.agents.signal(ctx, id, 'go', n).catch(() => {});
        if (n % 9 === 4) await crew.agents.cancel(ctx, id, 'enough').catch(() => {});
      }),
    );
    both += await decideAll();
    await workers.shift()?.kill();
    const [other] = workers;
    other?.signal('SIGSTOP');
    workers.push(await next()); // what the other one held is taken from it meanwhile
    both += await decideAll();
    other?.signal('SIGCONT');
  }
  await until(
    'all runs to end',
    async () => {
      both += await decideAll();
      const rows = await crew.sql(
        '(select 1 from vito.run_slot limit 1) union all (select 1 from vito.outbox limit 1)',
      );
      return rows.length === 0;
    },
    120_000,
  );
  expect(both).toBe(0);
  for (const ctx of tenants) expect(await crew.violations(ctx), `SEED=${seed}`).toEqual([]);
}, 400_000);
