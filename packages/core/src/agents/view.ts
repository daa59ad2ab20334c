// Runs, gates and playbooks, as people see them.
import { isProposal } from '@vito/contracts/playbook';
import type { GateView, PlaybookView, RunEntry, RunSummary, RunView } from '@vito/contracts/run';
import { sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import type { PlaybookRow, RunGateRow, RunRow } from '../platform/run-tables.js';
import { readCursor, writeCursor } from '../spine/cursor.js';
import type { OpenEvent } from '../spine/event.js';
import { noPlaybook } from './playbook.js';
import { foldRun, noRun } from './run.js';
import { noSuchRun } from './tell-run.js';
import type { Json } from './tool.js';

interface Page {
  cursor?: string | undefined;
  limit: number;
}
export interface RunQuery extends Page {
  status?: string | undefined;
  playbook?: string | undefined;
  parent?: string | undefined;
  stuck?: boolean | undefined;
}

const stuckClaims = 3;
const stuckSeconds = 60;

/** Newest first. Stuck: taken up again and again without getting on, or due for a minute and with nobody. */
export async function listRuns(reader: Reader, query: RunQuery): Promise<{ items: RunSummary[]; next: string | null }> {
  let rows = reader.selectFrom('run').selectAll();
  if (query.status !== undefined) rows = rows.where('status', '=', query.status as RunRow['status']);
  if (query.playbook !== undefined) rows = rows.where('playbook', '=', query.playbook);
  if (query.parent !== undefined) rows = rows.where('parent', '=', query.parent);
  if (query.stuck)
    rows = rows.where(
      sql<boolean>`exists (select from vito.run_slot s where s.tenant_id = run.tenant_id and s.run_id = run.run_id and (
        s.claims > ${stuckClaims} or s.wake_at < vito.clock() - make_interval(secs => ${stuckSeconds})
          and coalesce(s.lease_until, '-infinity') < vito.clock()))`,
    );
  if (query.cursor !== undefined) rows = rows.where('run_id', '<', readCursor(query.cursor, 'runs').id);
  const found = await rows
    .orderBy('run_id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  return { items: items.map(summary), next: last ? writeCursor({ at: '', id: last.run_id }, 'runs') : null };
}

/** Throws Failure('not-found'). */
export async function viewSummary(reader: Reader, id: string): Promise<RunSummary> {
  const row = await reader.selectFrom('run').selectAll().where('run_id', '=', id).executeTakeFirst();
  if (!row) throw noSuchRun();
  return summary(row);
}

/** `events`: of the run. */
export async function viewRun(reader: Reader, id: string, events: readonly OpenEvent[]): Promise<RunView> {
  const own = await viewSummary(reader, id);
  const { input, output, problem } = events.reduce(foldRun, noRun);
  const playbook = await playbookAt(reader, own.playbook, own.number);
  const gates = await reader.selectFrom('run_gate').selectAll().where('run_id', '=', id).orderBy('opened_at').execute();
  const children = await listRuns(reader, { parent: id, limit: 200 });
  return {
    ...own,
    title: playbook?.title ?? own.playbook,
    input,
    output,
    problem,
    gates: gates.map((row) => gateView({ ...row, playbook: own.playbook })),
    entries: events.map(entry),
    children: children.items,
  };
}

const entry = (event: OpenEvent): RunEntry => ({
  version: event.version,
  at: event.at,
  type: event.type,
  step: 'step' in event.data ? (event.data.step as string) : null,
  actor: { kind: event.actor.kind, id: event.actor.id },
  data: event.data as Json,
  secret: event.secret as Json,
});

/** Escalated ones first, then what expires soonest; decided ones newest first. */
export async function listGates(
  reader: Reader,
  { decided, cursor, limit }: Page & { decided: boolean },
): Promise<{ items: GateView[]; next: string | null }> {
  const order = decided ? 'decided gates' : 'open gates';
  const from = cursor === undefined ? null : gateCursor(cursor, order);
  const at = sql.ref(decided ? 'g.decided_at' : 'g.expires_at');
  const rank = sql<number>`case when g.state = 'open' and g.escalated then 0 else 1 end`;
  const place = sql`(${rank}, date_trunc('milliseconds', ${at}), g.run_id, g.step)`;
  let rows = reader
    .selectFrom('run_gate as g')
    .innerJoin('run as r', (join) => join.onRef('r.tenant_id', '=', 'g.tenant_id').onRef('r.run_id', '=', 'g.run_id'))
    .selectAll('g')
    .select('r.playbook')
    .where('g.state', decided ? '!=' : '=', 'open');
  if (!decided) rows = rows.where('r.status', '=', 'open');
  if (from)
    rows = rows.where(
      sql<boolean>`${place} ${sql.raw(decided ? '<' : '>')} (${from.rank}::int, ${from.at}::timestamptz, ${from.run}, ${from.step})`,
    );
  const found = await rows
    .orderBy(rank)
    .orderBy(decided ? 'g.decided_at' : 'g.expires_at', decided ? 'desc' : 'asc')
    .orderBy('g.run_id', decided ? 'desc' : 'asc')
    .orderBy('g.step', decided ? 'desc' : 'asc')
    .limit(limit + 1)
    .execute();
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  const ended = last && (decided ? last.decided_at : last.expires_at)?.toISOString();
  const next = last && ended ? `${!decided && last.escalated ? 0 : 1} ${ended}` : null;
  const id = last && `${last.run_id} ${last.step}`;
  return { items: items.map(gateView), next: id && next ? writeCursor({ at: next, id }, order) : null };
}

function gateCursor(cursor: string, order: string): { rank: number; at: string; run: string; step: string } {
  const fits = (at: string) => /^[01] /.test(at) && !Number.isNaN(Date.parse(at.slice(2)));
  const { at, id } = readCursor(cursor, order, fits);
  const [run = '', step = ''] = id.split(' ');
  return { rank: Number(at[0]), at: at.slice(2), run, step };
}

export async function viewGate(reader: Reader, run: string, step: string): Promise<GateView> {
  const row = await reader
    .selectFrom('run_gate')
    .selectAll()
    .where('run_id', '=', run)
    .where('step', '=', step)
    .executeTakeFirst();
  if (!row) throw noSuchRun();
  return gateView({ ...row, playbook: (await viewSummary(reader, run)).playbook });
}

/** A gate that can still be decided, or null. */
export async function openGate(reader: Reader, run: string, step: string, now: Date): Promise<GateView | null> {
  const { status } = await viewSummary(reader, run);
  const gate = await viewGate(reader, run, step);
  const open = status === 'open' && gate.state === 'open' && Date.parse(gate.expiresAt) > now.getTime();
  return open ? gate : null;
}

/** Each in its newest version, where that was not withdrawn. What carries out a proposed action is a means, and nobody's playbook. */
export async function listPlaybooks(reader: Reader): Promise<PlaybookView[]> {
  const rows = await reader
    .selectFrom('playbook as p')
    .innerJoin('run_start as s', (join) => join.onRef('s.tenant_id', '=', 'p.tenant_id').onRef('s.name', '=', 'p.name'))
    .distinctOn('p.name')
    .selectAll('p')
    .select('s.on')
    .orderBy('p.name')
    .orderBy('p.number', 'desc')
    .execute();
  const isMeans = ({ name, shipped }: PlaybookRow) => shipped && isProposal(name);
  return rows.flatMap((row) => (row.withdrawn || isMeans(row) ? [] : playbookView(row)));
}

/** Throws Failure('not-found'). */
export async function viewPlaybook(reader: Reader, name: string): Promise<PlaybookView> {
  const found = (await listPlaybooks(reader)).find((one) => one.name === name);
  if (!found) throw noPlaybook(name);
  return found;
}

/** What each run is called: by the version of its playbook that it is pinned to. */
export async function runNames(
  reader: Reader,
  ids: string[],
): Promise<{ id: string; playbook: string; title: string }[]> {
  const rows = await reader
    .selectFrom('run as r')
    .leftJoin('playbook as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'r.tenant_id')
        .onRef('p.name', '=', 'r.playbook')
        .onRef('p.number', '=', 'r.number'),
    )
    .select(['r.run_id', 'r.playbook', 'p.title'])
    .where('r.run_id', 'in', ids)
    .execute();
  return rows.map(({ run_id: id, playbook, title }) => ({ id, playbook, title: title ?? playbook }));
}

const playbookAt = (reader: Reader, name: string, number: number) =>
  reader
    .selectFrom('playbook')
    .select('title')
    .where('name', '=', name)
    .where('number', '=', number)
    .executeTakeFirst();

const playbookView = (row: PlaybookRow & { on: boolean }): PlaybookView[] =>
  row.definition
    ? [
        {
          name: row.name,
          number: row.number,
          title: row.title,
          shipped: row.shipped,
          publishedAt: row.published_at.toISOString(),
          on: row.on,
          playbook: row.definition,
        },
      ]
    : [];

const summary = (row: RunRow): RunSummary => ({
  id: row.run_id,
  playbook: row.playbook,
  number: row.number,
  status: row.status,
  waitsFor: row.waits_for,
  priority: row.priority,
  parent: row.parent,
  steps: row.steps,
  costMicros: Number(row.cost_micros),
  budgetMicros: row.budget_micros === null ? null : Number(row.budget_micros),
  requestedAt: row.requested_at.toISOString(),
  deadlineAt: row.deadline_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  version: row.version,
});

const gateView = (row: RunGateRow & { playbook: string }): GateView => ({
  run: row.run_id,
  step: row.step,
  playbook: row.playbook,
  tool: row.tool,
  state: row.state,
  summary: row.summary,
  args: row.args as Json,
  hash: row.hash,
  policy: row.policy,
  askedBy: row.asked_by,
  openedAt: row.opened_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  escalated: row.escalated,
  decidedAt: row.decided_at?.toISOString() ?? null,
});
