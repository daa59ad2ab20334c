// For those who run it: liveness, readiness, metrics, status, dead work.
import { routes } from '@vito/contracts/routes';
import { Failure } from '@vito/runtime/failure';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { modelUse } from '../metering/model-call.js';
import { pricesOf } from '../platform/model-prices.js';
import type { Context } from '../spine/context.js';
import { readCursor, writeCursor } from '../spine/cursor.js';
import type { OpenEvent } from '../spine/event.js';
import { deadWork, reviveWork } from '../spine/work.js';
import { recordReveal } from '../tenants/profile.js';
import { readGauges } from './gauges.js';
import { serveRoute } from './serve-route.js';
import type { Services } from './services.js';

export function serveOperations(app: FastifyInstance, services: Services): void {
  const { database, metrics } = services;

  app.get('/healthz', async () => ({ status: 'live' }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await readiness(services);
    const ready = Object.values(checks).every((state) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
  });
  app.get('/metrics', async (_request, reply) => {
    await readGauges(services);
    return reply.type(metrics.contentType).send(await metrics.text());
  });

  serveRoute(app, services, routes.getStatus, async ({ ctx }) => {
    const counted = await database.read(ctx.tenant, async (reader) => {
      const count = async (table: 'document' | 'commitment' | 'outbox') =>
        (
          await reader
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n;
      // Nobody waits for the model or for a collector of traces: what is still to be refined is told apart.
      const { refineWork, traceWork } = services;
      const work = await reader
        .selectFrom('work')
        .select((eb) => [
          sql<number>`count(*) filter (where dead_at is null and subscription not in (${refineWork}, ${traceWork}))`.as(
            'waiting',
          ),
          sql<number>`count(*) filter (where dead_at is null and subscription = ${refineWork})`.as('refining'),
          eb.fn.count<number>('dead_at').as('dead'),
        ])
        .executeTakeFirstOrThrow();
      const { costMicros, ...use } = await modelUse(reader);
      const name = services.config.model?.name ?? null;
      const asked = { name, waiting: work.refining, ...use, cost: costMicros / 1e6, pricesOf };
      return {
        documents: await count('document'),
        commitments: await count('commitment'),
        unsequenced: await count('outbox'),
        work: { waiting: work.waiting, dead: work.dead },
        model: name === null && use.calls === 0 ? null : asked,
      };
    });
    return {
      version: services.version,
      database: services.config.databaseUrl ? ('external' as const) : ('embedded' as const),
      queue: services.config.redisUrl ? ('redis' as const) : ('postgres' as const),
      seq: await services.timeline.lastSeq(ctx.tenant),
      ...counted,
    };
  });

  serveRoute(app, services, routes.revealEvent, ({ ctx, params }) => reveal(services, ctx, params.id));
  serveRoute(app, services, routes.listDeadWork, async ({ ctx, query }) => {
    const cursor = query.cursor ? readCursor(query.cursor, 'dead') : null;
    const before = cursor ? { event: cursor.id, subscription: cursor.at } : null;
    const rows = await database.read(ctx.tenant, (reader) => deadWork(reader, query.limit + 1, before));
    const items = rows.slice(0, query.limit).map((row) => ({
      subscription: row.subscription,
      eventId: row.event_id,
      attempts: row.attempts,
      error: row.error ?? '',
      deadAt: (row.dead_at as Date).toISOString(),
    }));
    const last = items.at(-1);
    return {
      items,
      next: rows.length > query.limit && last ? writeCursor({ at: last.subscription, id: last.eventId }, 'dead') : null,
    };
  });
  serveRoute(app, services, routes.retryDeadWork, async ({ ctx, params }) => {
    if (!(await reviveWork(database, ctx, params.subscription, params.event))) {
      throw new Failure('not-found', 'there is no such dead work');
    }
    services.wake(params.subscription);
  });
}

/** The look is recorded before anything is shown. */
async function reveal({ database, store }: Services, ctx: Context, id: string) {
  const place = await database.read(ctx.tenant, (reader) =>
    reader.selectFrom('event_seq').select(['stream', 'version']).where('event_id', '=', id).executeTakeFirst(),
  );
  if (!place) throw new Failure('not-found', 'there is no such event');
  await recordReveal(store, ctx, id);
  const [event] = await store.open(ctx.tenant, await store.events(ctx.tenant, [place]));
  const { stream, version, type, at, data, secret } = event as OpenEvent;
  return { id, stream, version, type, at, data, secret };
}

async function readiness(services: Services): Promise<Record<string, 'ok' | 'failed'>> {
  const check = async (probe: () => Promise<unknown>) => {
    const late = new Promise<'failed'>((resolve) => setTimeout(() => resolve('failed'), 2000).unref());
    return Promise.race([
      late,
      probe().then(
        (ok) => (ok === false ? 'failed' : 'ok') as 'ok' | 'failed',
        () => 'failed' as const,
      ),
    ]);
  };
  const [database, migrations, queue] = await Promise.all([
    check(() => services.database.app.query('select 1')),
    check(() => services.migrationsDone()),
    check(() => services.probeQueue()),
  ]);
  return { database, migrations, queue };
}
