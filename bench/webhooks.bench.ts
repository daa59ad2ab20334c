// How many webhooks the door takes, and how fast what they lead to is done: against the same door without a database, and
// against one INSERT per request; on the embedded database with its default settings, then with Redis beside it.
import { finish, parseBench, say } from './setup/report.js';
import { drained, leftToDo, stored, timed } from './webhooks/measure.js';
import { send } from './webhooks/sender.js';
import { type Real, startReal, startRedis, startYardstick } from './webhooks/servers.js';

const { quick } = parseBench(
  'npm run bench -- webhooks [--quick]',
  'Signed bodies of 1 kB, 5 % duplicates, autocannon in another process: 1,000/s for 30 s, 300/s end to end, 500 at once.',
);
const seconds = quick ? 4 : 30;
const closedSeconds = quick ? 4 : 10;
const rounded = (value: number) => (Number.isFinite(value) ? value.toFixed(0) : String(value));

async function yardsticks(real: Real) {
  const figures: Record<string, { perSecond: number; burstP99: number }> = {};
  for (const mode of ['no-database', 'insert'] as const) {
    const server = await startYardstick(mode, real);
    const to = { url: `${server.base}/v1/hooks/${real.source}`, secret: real.secret };
    await send({ ...to, connections: 50, seconds: 2, run: `warm-${mode}` });
    const burst = await send({ ...to, connections: 500, amount: 500, run: `burst-${mode}` });
    const closed = await send({ ...to, connections: 500, seconds: closedSeconds, run: `closed-${mode}` });
    figures[mode] = { perSecond: closed.perSecond, burstP99: burst.p99 };
    say(
      `${mode}: 500 connections ${rounded(closed.perSecond)}/s (p99 ${closed.p99} ms); burst of 500 p99 ${burst.p99} ms`,
    );
    await server.stop();
  }
  return figures as Record<'no-database' | 'insert', { perSecond: number; burstP99: number }>;
}

async function measured(redisUrl: string | null) {
  const name = redisUrl ? 'with Redis' : 'embedded';
  const real = await startReal(redisUrl);
  try {
    const warm = await timed(real, { connections: 50, seconds: 2, run: 'warm' });
    await drained(real.owner);
    const yard = await yardsticks(real);
    const burst = await timed(real, { connections: 500, amount: 500, run: 'burst' });
    say(`${name}: burst of 500 p99 ${burst.p99} ms (server ${rounded(burst.serverP99)})`);
    await drained(real.owner);

    const open = await timed(real, { connections: 100, seconds, perSecond: 1000, run: 'open' });
    const behind = await leftToDo(real.owner);
    const doneAfter = await drained(real.owner);
    say(
      `${name}: 1,000/s: ${open.accepted} accepted of ${open.sent}, server p50 ${rounded(open.serverP50)} p99 ${rounded(open.serverP99)} ms; ${behind} left, done ${doneAfter.toFixed(1)} s after`,
    );

    const steady = await timed(real, { connections: 50, seconds, perSecond: 300, run: 'steady' });
    const steadyBehind = await leftToDo(real.owner);
    const steadyAfter = await drained(real.owner);
    say(
      `${name}: 300/s: ${steady.accepted} accepted, p99 ${rounded(steady.serverP99)} ms; ${steadyBehind} left, done ${steadyAfter.toFixed(1)} s after`,
    );

    const closed = await timed(real, { connections: 500, seconds: closedSeconds, run: 'closed' });
    const closedAfter = await drained(real.owner);
    say(
      `${name}: 500 connections ${rounded(closed.perSecond)}/s (p99 ${closed.p99} ms), done ${closedAfter.toFixed(1)} s after`,
    );

    const kept = await stored(real);
    const runs = [warm, burst, open, steady, closed];
    const ids = runs.reduce((sum, run) => sum + run.ids, 0);
    const sentIds = runs.reduce((sum, run) => sum + run.sentIds, 0);
    const failed = runs.reduce((sum, run) => sum + run.refused + run.errors, 0);
    say(
      `${name}: ${ids} ids accepted of ${sentIds}, ${kept.missing} of them missing, ${kept.payloads} stored, ${kept.distinct} distinct, ${kept.mapped} mapped, ${failed} not answered with 2xx`,
    );
    return {
      figures: {
        yard,
        burst,
        open: { ...open, behind, doneAfter },
        steady: { ...steady, behind: steadyBehind, doneAfter: steadyAfter },
        closed: { ...closed, doneAfter: closedAfter },
        ids,
        kept,
        failed,
      },
      checks: [
        [
          `${name}: 1,000/s for ${seconds} s, all accepted`,
          open.refused + open.errors === 0 && open.accepted >= seconds * 950,
        ],
        [`${name}: 1,000/s: server p99 under 100 ms`, open.serverP99 < 100],
        [`${name}: 1,000/s: all derived work within 60 s after`, doneAfter <= 60],
        [`${name}: 300/s end to end: under a second's worth is left`, steadyBehind < 300 && steadyAfter < 3],
        [`${name}: 500 connections >= 3x one INSERT per request`, closed.perSecond >= 3 * yard.insert.perSecond],
        [`${name}: 500 connections >= 0.2 of no database`, closed.perSecond >= 0.2 * yard['no-database'].perSecond],
        [`${name}: burst of 500 p99 <= 2x no database`, burst.p99 <= 2 * yard['no-database'].burstP99],
        [
          `${name}: each accepted id is stored exactly once`,
          kept.missing === 0 && kept.payloads === kept.distinct && kept.payloads <= sentIds,
        ],
        [`${name}: all of them are mapped, none is dead`, kept.mapped === kept.payloads && kept.dead === 0],
      ] as [string, boolean][],
    };
  } finally {
    await real.stop();
  }
}

const embedded = await measured(null);
const redis = await startRedis();
if (!redis) say('there is no redis-server on this machine: the part with Redis is left out');
const beside = redis && (await measured(redis.url));
await redis?.stop();
finish({ bench: 'webhooks', quick, embedded: embedded.figures, redis: beside?.figures ?? null }, [
  ...embedded.checks,
  ...(beside?.checks ?? [['with Redis: measured', false] as [string, boolean]]),
]);
