// What must hold after all: nothing accepted is lost, nothing is kept twice, one effect each, everything sent out at least once.
import type { Got } from '../../packages/core/tests/connect/receiver.js';
import type { Cluster } from '../setup/cluster.js';
import type { Orders } from './orders.js';
import type { Sender } from './sender.js';

export interface Found {
  counts: Record<string, number> & { accepted: number };
  violations: string[];
}

interface Done {
  sender: Sender;
  orders: Orders;
  got: Got[];
}

export async function verify(cluster: Cluster, tenant: string, { sender, orders, got }: Done): Promise<Found> {
  const one = async <T>(text: string): Promise<T[]> => (await cluster.owner.query(text, [tenant])).rows as T[];
  const payloads = await one<{ external_id: string; state: string; n: number }>(
    `select external_id, min(state) as state, count(*)::int as n from vito.payload where tenant_id = $1 group by 1`,
  );
  const facts = await one<{ entity: string; n: number }>(
    `select f.entity, (select count(*)::int from vito.events e where e.tenant_id = f.tenant_id and e.stream = f.fact_id) as n
     from vito.fact f where f.tenant_id = $1`,
  );
  const sendings = await one<{ sending_id: string; event_id: string; state: string }>(
    'select sending_id, event_id, state from vito.sending where tenant_id = $1',
  );
  const records = await one<{ id: number; total: number }>(
    "select (data ->> 'id')::int as id, (data ->> 'total')::int as total from vito.synced_record where tenant_id = $1 and not deleted",
  );
  const [runs] = await one<{ runs: number; again: number; ended: number; held: number }>(
    `select count(*)::int as runs, count(*) filter (where attempts > 1)::int as again,
            count(*) filter (where state = 'finished')::int as ended,
            (select count(*)::int from vito.held_record where tenant_id = $1 and held) as held from vito.sync_run where tenant_id = $1`,
  );
  const [log] = await one<{ events: number; sequenced: number; gaps: number }>(
    `select (select count(*)::int from vito.events where tenant_id = $1) as events, count(*)::int as sequenced,
            (max(seq) - count(*))::int as gaps from vito.event_seq where tenant_id = $1`,
  );
  const [left] = await one<{ inbox: number; outbox: number; work: number; dead: number }>(
    `select (select count(*)::int from vito.inbox where tenant_id = $1) as inbox, (select count(*)::int from vito.outbox where tenant_id = $1) as outbox,
            count(*) filter (where dead_at is null)::int as work, count(dead_at)::int as dead from vito.work where tenant_id = $1`,
  );
  const kept = new Set(payloads.map((row) => row.external_id));
  const arrived = new Map<string, Set<string>>();
  for (const { id, body } of got) arrived.set(id, (arrived.get(id) ?? new Set()).add(body));
  const counts = {
    sent: sender.sent.size,
    tries: sender.tries(),
    accepted: sender.accepted.size,
    payloads: payloads.length,
    facts: facts.length,
    sendings: sendings.length,
    arrivals: got.length,
    arrivedIds: arrived.size,
    orders: orders.totals.size,
    records: records.length,
    syncs: runs?.runs ?? 0,
    syncsResumed: runs?.again ?? 0,
    events: log?.events ?? 0,
  };
  const checks: [string, number][] = [
    ['accepted and not kept', [...sender.accepted].filter((id) => !kept.has(id)).length],
    ['kept, and never sent', [...kept].filter((id) => !sender.sent.has(id)).length],
    ['kept more than once', payloads.filter(({ n }) => n > 1).length],
    ['not mapped', payloads.filter(({ state }) => state !== 'mapped').length],
    ['payloads without their fact', payloads.length - facts.length],
    ['facts told more than once', facts.filter(({ n }) => n !== 1).length],
    ['facts without a sending', facts.length - sendings.length],
    ['events planned more than once', sendings.length - new Set(sendings.map(({ event_id }) => event_id)).size],
    ['sendings not delivered', sendings.filter(({ state }) => state !== 'delivered').length],
    ['sendings that never arrived', sendings.filter(({ sending_id }) => !arrived.has(sending_id)).length],
    [
      'arrivals under an unknown id',
      [...arrived.keys()].filter((id) => !sendings.some((row) => row.sending_id === id)).length,
    ],
    ['one id with several bodies', [...arrived.values()].filter((bodies) => bodies.size > 1).length],
    [
      'orders without their record',
      [...orders.totals.keys()].filter((id) => !records.some((row) => row.id === id)).length,
    ],
    ['records more than once', records.length - new Set(records.map(({ id }) => id)).size],
    ['records that are not the latest', records.filter(({ id, total }) => orders.totals.get(id) !== total).length],
    ['records held back', runs?.held ?? 0],
    ['syncs without an end', (runs?.runs ?? 0) - (runs?.ended ?? 0)],
    ['events not sequenced, or twice', (log?.events ?? 0) - (log?.sequenced ?? 0)],
    ['gaps in the sequence', log?.gaps ?? 0],
    ['left in the inbox', left?.inbox ?? 0],
    ['left in the outbox', left?.outbox ?? 0],
    ['work left', left?.work ?? 0],
    ['dead work', left?.dead ?? 0],
  ];
  return { counts, violations: checks.filter(([, n]) => n !== 0).map(([what, n]) => `${what}: ${n}`) };
}
