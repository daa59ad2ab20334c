// What must hold of the tables in which runs, their events and their slots stand.
import { isOver, type Run } from '../../src/agents/run.js';
import type { Parts } from './parts.js';

const checks: [string, string][] = [
  [
    '1: a stream with a gap, or a run that stands elsewhere',
    `select r.run_id from vito.run r where r.tenant_id = $1 and r.version is distinct from (
       select case when count(*) = max(e.version) then max(e.version) end::integer from vito.events e
       where e.tenant_id = r.tenant_id and e.stream = r.run_id)`,
  ],
  [
    '1: a head that is not the last event',
    `select h.stream from vito.stream_head h where h.tenant_id = $1 and h.version <> (
       select max(e.version) from vito.events e where e.tenant_id = h.tenant_id and e.stream = h.stream)`,
  ],
  [
    '1: a sequence with a gap',
    `select 'seq' from vito.event_seq s where s.tenant_id = $1 having count(*) <> coalesce(max(s.seq), 0)`,
  ],
  [
    '2: an event that is not once in the outbox or the sequence',
    `select e.event_id from vito.events e where e.tenant_id = $1 and 1 <> (
       (select count(*) from vito.outbox o where o.tenant_id = e.tenant_id and o.event_id = e.event_id) +
       (select count(*) from vito.event_seq s where s.tenant_id = e.tenant_id and s.event_id = e.event_id))`,
  ],
  [
    '8: a slot of a run that is over, or of none',
    `select s.run_id from vito.run_slot s left join vito.run r on r.tenant_id = s.tenant_id and r.run_id = s.run_id
     where s.tenant_id = $1 and (r.status is null or r.status not in ('open', 'compensating'))`,
  ],
  [
    '8: a child that its parent does not know',
    `select r.run_id from vito.run r where r.tenant_id = $1 and r.parent is not null and not exists (
       select from vito.events e where e.tenant_id = r.tenant_id and e.stream = r.parent
       and e.type = 'run.children-requested' and e.data -> 'runs' ? r.run_id)`,
  ],
];

export async function tableViolations({ sql }: Pick<Parts, 'sql'>, tenant: string): Promise<string[]> {
  const found = await Promise.all(checks.map(async ([what, text]) => [what, await sql(text, [tenant])] as const));
  return found.flatMap(([what, rows]) => (rows.length === 0 ? [] : [`${what}: ${JSON.stringify(rows.slice(0, 3))}`]));
}

/** 8: somebody has it, or it is due, or something will wake it. */
export async function slotViolations(
  { sql }: Pick<Parts, 'sql'>,
  tenant: string,
  id: string,
  run: Run,
): Promise<string[]> {
  if (isOver(run)) return [];
  const [slot] = await sql<{ asleep: boolean }>(
    `select wake_at = 'infinity' and lease_until is null as asleep from vito.run_slot where tenant_id = $1 and run_id = $2`,
    [tenant, id],
  );
  if (!slot) return [`8: ${run.status}, and it has no slot`];
  const open = Object.values(run.steps).filter(({ state }) => state === 'open');
  const awaits = open.some(
    ({ gate, wait, children }) =>
      gate?.state === 'open' || wait?.signal || children?.some(({ status }) => status === null),
  );
  return slot.asleep && !awaits ? ['8: nothing will ever wake it'] : [];
}
