// Gauges: read from the truth when somebody asks for the metrics.
import { mostAttempts } from '../connect/unpack.js';
import type { Services } from './services.js';

export async function readGauges({ database, metrics, live }: Services): Promise<void> {
  metrics.sockets.set(live.count());
  const { rows } = await database.dispatch.query<{ n: number }>('select count(*) as n from vito.outbox');
  metrics.unsequenced.set(rows[0]?.n ?? 0);
  const inbox = await database.dispatch.query<{ n: number; stuck: number }>(
    `select coalesce(sum(items), 0)::float8 as n, coalesce(sum(items) filter (where attempts >= ${mostAttempts}), 0)::float8 as stuck
     from vito.inbox`,
  );
  metrics.inbox.set(inbox.rows[0]?.n ?? 0);
  metrics.inboxStuck.set(inbox.rows[0]?.stuck ?? 0);
  const months = await database.dispatch.query<{ n: number }>(
    `select count(*) as n from generate_series(1, 12) m
     where to_regclass('vito.events_' || to_char(now() at time zone 'UTC' + make_interval(months => m), 'YYYY_MM')) is not null`,
  );
  metrics.monthsAhead.set(months.rows[0]?.n ?? 0);
  const work = await database.dispatch.query<{ subscription: string; waiting: number; dead: number }>(
    'select subscription, count(*) filter (where dead_at is null) as waiting, count(dead_at) as dead from vito.work group by 1',
  );
  metrics.waiting.reset();
  metrics.dead.reset();
  for (const row of work.rows) {
    metrics.waiting.set({ subscription: row.subscription }, row.waiting);
    metrics.dead.set({ subscription: row.subscription }, row.dead);
  }
}
