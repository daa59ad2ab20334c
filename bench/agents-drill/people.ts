// People of the drill: they ask for runs, decide every gate twice at once, send signals, and call runs off.
import { randomUUID } from 'node:crypto';
import { wait } from '@vito/runtime/wait';
import type { Context } from '../../packages/core/src/spine/context.js';
import type { Crew } from '../../packages/core/tests/setup/run-crew.js';

type Gate = { tenant_id: string; run_id: string; step: string; hash: string };

const person = (tenant: string): Context => ({
  tenant,
  actor: { kind: 'person', id: `act_${randomUUID()}`, name: null },
});

export function startPeople(crew: Crew, tenants: Context[]) {
  const counts = { asked: 0, gates: 0, decidedTwice: 0, signals: 0, cancels: 0 };
  const ids: string[] = [];
  const decided = new Set<string>();
  const signalled = new Set<string>();
  const late = new Set<Promise<unknown>>();
  let ended = false;

  /** Until the database is there again; a key makes it one run. */
  async function ask(n: number): Promise<void> {
    const ctx = person((tenants[n % tenants.length] as Context).tenant);
    const playbook = n % 10 === 3 ? 'sticks' : n % 5 === 1 ? 'breaks' : 'order';
    const more = n % 10 === 7 ? { deadlineSeconds: 6 } : {};
    const id = await insisting(() =>
      crew.agents.request(ctx, { playbook, input: { n }, key: `drill ${n}`, priority: (n % 3) as 0 | 1 | 2, ...more }),
    );
    counts.asked++;
    ids.push(id);
    if (n % 2 === 0) await signal(ctx.tenant, id); // before anybody waits for it
    if (n % 10 === 5) {
      const calling = wait(2000 + Math.random() * 4000).then(() =>
        insisting(() => crew.agents.cancel(ctx, id, 'called off').then(() => counts.cancels++)).catch(() => {}),
      );
      late.add(calling);
      void calling.finally(() => late.delete(calling));
    }
  }

  async function signal(tenant: string, id: string): Promise<void> {
    if (signalled.has(id)) return;
    signalled.add(id);
    await insisting(() => crew.agents.signal(person(tenant), id, 'go', 'now').then(() => counts.signals++)).catch(
      () => {},
    );
  }

  async function decide({ tenant_id, run_id, step, hash }: Gate): Promise<void> {
    counts.gates++;
    decided.add(`${run_id} ${step}`);
    const verdict = (n: number) =>
      n % 20 === 0
        ? ({ decision: 'rejected', hash } as const)
        : n % 2 === 0
          ? ({ decision: 'edited', hash, args: { edited: n, ms: 50 } } as const)
          : ({ decision: 'approved', hash } as const);
    const both = await Promise.allSettled(
      [2 * counts.gates, 2 * counts.gates + 1].map((n) =>
        insisting(() => crew.agents.decide(person(tenant_id), { run: run_id, step }, verdict(n), 'api')),
      ),
    );
    if (both.every(({ status }) => status === 'fulfilled')) counts.decidedTwice++;
  }

  const looking = (async () => {
    while (!ended) {
      await wait(200);
      try {
        const gates = await crew.sql<Gate>(
          "select tenant_id, run_id, step, hash from vito.run_gate where state = 'open'",
        );
        await Promise.all(gates.filter(({ run_id, step }) => !decided.has(`${run_id} ${step}`)).map(decide));
        const waiting = await crew.sql<{ tenant_id: string; run_id: string }>(
          "select tenant_id, run_id from vito.run where status = 'open' and parent is null and requested_at < now() - interval '4 seconds'",
        );
        await Promise.all(waiting.map(({ tenant_id, run_id }) => signal(tenant_id, run_id)));
      } catch {
        // the database is away
      }
    }
  })();

  return {
    counts,
    ids,
    ask,
    async stop(): Promise<void> {
      ended = true;
      await Promise.all([looking, ...late]);
    },
  };
}

/** As long as the database is away; what it refuses is refused. */
async function insisting<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 60_000; ; await wait(200)) {
    try {
      return await work();
    } catch (error) {
      if ((error as { name?: string }).name === 'Failure' || Date.now() > until) throw error;
    }
  }
}
