// Sends the spans that events of runs have finished. It looks at what is in the log, beside the work: no run waits for it.
import type { EventType } from '@vito/contracts/event';
import type { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import type { Log } from '@vito/runtime/log';
import type { Database } from '../../platform/database.js';
import type { SendSpans } from '../../platform/otlp.js';
import type { Context } from '../../spine/context.js';
import type { OpenEvent } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import { type Fact, factsOf, toolsOf } from './fact.js';
import { spansOf } from './spans.js';
import type { FinishedSpan } from './story.js';

export interface TraceDeps {
  database: Database;
  store: EventStore;
  log: Log;
  /** Throws Failure('not-found'). */
  playbookOf: (tenant: string, name: string, number: number) => Promise<Playbook>;
  provider: string | null;
  send: SendSpans;
}

/** All that finish a span. */
export const tracedTypes = [
  'run.step-completed',
  'run.step-failed',
  'run.gate-decided',
  'run.turn-taken',
  'run.turn-lost',
  'run.undoing',
  'run.step-undone',
  'run.undo-failed',
  'run.completed',
  'run.ended',
  'run.compensated',
  'run.compensation-failed',
] as const satisfies readonly EventType[];

const patience = 30 * 60_000; // ms for which a collector may be away before spans are left unsent

/** `events`: of one tenant. Rejects with Failure('unavailable', later) while the collector is away, and at some time no more. */
export async function traceRuns(
  deps: TraceDeps,
  ctx: Context,
  events: readonly OpenEvent[],
  signal: AbortSignal,
): Promise<void> {
  const versions = new Map<string, Set<number>>();
  for (const { stream, version } of events) versions.set(stream, (versions.get(stream) ?? new Set()).add(version));
  const spans: FinishedSpan[] = [];
  for (const [run, wanted] of versions)
    spans.push(...(await spansOfRun(deps, ctx.tenant, run)).filter(({ by }) => wanted.has(by)));
  try {
    if (spans.length > 0) await deps.send(spans, signal);
  } catch (error) {
    const since = Date.now() - Math.max(...events.map(({ at }) => Date.parse(at)));
    if (signal.aborted || since < patience) throw error;
    deps.log.warn('spans of runs were given up: the collector is away', { count: spans.length });
  }
  await deps.store.commit(ctx, []);
}

async function spansOfRun(deps: TraceDeps, tenant: string, run: string): Promise<FinishedSpan[]> {
  const events = await deps.store.readStream(tenant, run);
  const facts = factsOf(events);
  const [root, playbook] = await Promise.all([rootOf(deps.database, tenant, run), playbookOf(deps, tenant, facts)]);
  return spansOf({ tenant, run, root, provider: deps.provider, facts, tools: toolsOf(events, playbook) });
}

const rootOf = (database: Database, tenant: string, run: string): Promise<string> =>
  database.read(tenant, async (reader) => {
    for (let at = run; ; ) {
      const row = await reader.selectFrom('run').select('parent').where('run_id', '=', at).executeTakeFirst();
      if (!row?.parent) return at;
      at = row.parent;
    }
  });

/** Null where it cannot be found any more: then some tools go without a name. */
async function playbookOf(deps: TraceDeps, tenant: string, facts: readonly Fact[]): Promise<Playbook | null> {
  let [name, number] = ['', 0];
  for (const { type, data } of facts) {
    if (type === 'run.requested') ({ playbook: name, number } = data);
    if (type === 'run.moved') ({ number } = data);
  }
  return deps.playbookOf(tenant, name, number).catch((error) => {
    if (error instanceof Failure && error.code === 'not-found') return null;
    throw error;
  });
}
