// A database with runs, somebody who asks for them, and worker processes that take them further and can be killed.
import type { Playbook } from '@vito/contracts/playbook';
import { isOver, type Run } from '../../src/agents/run.js';
import { runs } from '../../src/agents/run-rows.js';
import type { Context } from '../../src/spine/context.js';
import { effectTools, type ToldEffect } from './effect-tools.js';
import type { Parts } from './parts.js';
import { startProcess, type TestProcess } from './processes.js';
import { violations } from './run-checks.js';
import type { RunProcessInput } from './run-process.js';
import { agentsOn } from './run-worker.js';
import { until } from './until.js';

export type Crew = Awaited<ReturnType<typeof crewOn>>;
type Row = ToldEffect & { pid: number };

/** `parts`: of a migrated database. */
export async function crewOn(
  parts: Parts & { url: string; close(): Promise<void> },
  playbooks: Playbook[],
  leaseSeconds: number,
) {
  await parts.sql(`create table public.effect (id serial primary key, tool text, key text, run text, step text, attempt int,
    args jsonb, pid int, at timestamptz default clock_timestamp())`);
  const tools = effectTools({ record: () => Promise.reject(new Error('nobody runs anything here')) });
  const agents = agentsOn(parts, { tools, playbooks });
  const workers = new Set<TestProcess>();
  const load = async (ctx: Context, id: string): Promise<Run> => (await parts.store.load(ctx, runs, id)).state;
  const effects = (run?: string) =>
    parts.sql<Row>('select * from public.effect where $1::text is null or run = $1 order by id', [run ?? null]);
  async function once(ctx: Context, id: string, stands: (run: Run) => boolean, within = 40_000): Promise<Run> {
    let run = await load(ctx, id);
    await until(
      'the run',
      async () => {
        run = await load(ctx, id);
        return stands(run);
      },
      within,
    );
    return run;
  }
  return {
    ...parts,
    agents,
    load,
    effects,
    once,
    over: (ctx: Context, id: string) => once(ctx, id, isOver),
    /** Until every run of the tenant is over. */
    allOver: (ctx: Context, within = 40_000) =>
      until(
        'all runs to end',
        async () => {
          const rows = await parts.sql('select from vito.run_slot where tenant_id = $1 limit 1', [ctx.tenant]);
          return rows.length === 0;
        },
        within,
      ),
    violations: async (ctx: Context) => violations(parts, ctx.tenant, await effects()),
    /** The next process; it says `ready` first. */
    async start(more: Partial<RunProcessInput> = {}): Promise<TestProcess> {
      const input: RunProcessInput = {
        url: parts.url,
        master: parts.master.toString('hex'),
        playbooks,
        leaseSeconds,
        ...more,
      };
      const worker = startProcess(new URL('./run-process.ts', import.meta.url), input);
      workers.add(worker);
      await worker.line(120_000); // a machine with much to do loads for long
      return worker;
    },
    /** Ends all processes that are left. */
    async killAll(): Promise<void> {
      await Promise.all([...workers].map((worker) => worker.kill()));
      workers.clear();
    },
    async close(): Promise<void> {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await parts.close();
    },
  };
}
