// Webhooks in and out, and a sync, through two api processes and two workers, while any of them is killed or stands still, the queue is
// wiped, the database restarts, and all are restarted in turn: nothing accepted is lost, nothing is kept twice, each has one effect.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@vito/contracts/client';
import { wait } from '@vito/runtime/wait';
import { openReceiver } from '../packages/core/tests/connect/receiver.js';
import { faults, type Standing } from './doors/faults.js';
import { ordersTap, startOrders } from './doors/orders.js';
import { startSender } from './doors/sender.js';
import { verify } from './doors/verify.js';
import { type Node, openCluster } from './setup/cluster.js';
import { finish, parseBench, say } from './setup/report.js';
import { startRedis } from './webhooks/servers.js';

const { quick } = parseBench(
  'npm run drill -- doors [--quick]',
  '50 rounds of kill -9, SIGSTOP, FLUSHALL, PostgreSQL and rolling restarts under webhooks in, sync and webhooks out. Prints counts.',
);
const rounds = quick ? 6 : 50;
const names = Object.keys(faults);

const redis = await startRedis();
const folder = await mkdtemp(join(tmpdir(), 'vito-drill-'));
const cluster = await openCluster({
  redisUrl: redis?.url ?? null,
  env: { VITO_ALLOW_PRIVATE_ADDRESSES: '1', VITO_TAPS: ordersTap },
});
const receiver = await openReceiver();
try {
  const nodes: Node[] = [];
  for (const roles of ['api', 'api', 'worker', 'worker'] as const) nodes.push(await cluster.start(roles));
  const standing: Standing = { cluster, nodes, redisUrl: redis?.url ?? null };
  const apis = () => nodes.filter(({ roles, alive }) => roles === 'api' && alive());
  const { tenant, token } = await cluster.company();
  const client = createClient({ baseUrl: apis()[0]?.base ?? '', token });
  const { source, secret } = await client.call('addSource', { body: { name: 'Drill', kind: 'standard' } });
  await client.call('addEndpoint', { body: { name: 'Drill', url: receiver.url, types: ['fact.*'] } });
  receiver.answers(() => ({ status: Math.random() < 0.02 ? 500 : 204 }));
  const sender = startSender(apis, source.path, secret, 40);
  const orders = await startOrders(apis, token, join(folder, 'orders.jsonl'), 20);
  const happened: Record<string, number> = {};
  for (let round = 1; round <= rounds; round++) {
    await wait(500 + Math.random() * 1500);
    const name = names[round % names.length] as string;
    happened[name] = (happened[name] ?? 0) + 1;
    await (faults[name] as (typeof faults)[string])(standing);
    say(`round ${round}/${rounds}: ${name}; ${sender.accepted.size} accepted, ${receiver.got.length} arrived`);
  }
  await wait(1000);
  await Promise.all([sender.stop(), orders.stop()]);
  say(`all ${sender.accepted.size} are accepted; waiting for what they lead to`);
  receiver.answers(() => ({ status: 204 }));
  for (const until = Date.now() + 180_000; Date.now() < until; await wait(500)) {
    const { rows } = await cluster.owner.query<{ n: number }>(
      'select ((select coalesce(sum(items), 0) from vito.inbox) + (select count(*) from vito.outbox) + (select count(*) from vito.work where dead_at is null))::int as n',
    );
    // What failed once waits for its second attempt: its time is moved up.
    await cluster.owner.query(
      "update vito.work set due_at = now() where subscription = 'deliver' and lease is null and dead_at is null",
    );
    if (rows[0]?.n === 0) break;
  }
  const { counts, violations } = await verify(cluster, tenant, { sender, orders, got: receiver.got });
  for (const [what, n] of Object.entries(counts)) say(`  ${what.padEnd(12)} ${n}`);
  for (const violation of violations) say(`  VIOLATED: ${violation}`);
  finish({ drill: 'doors', quick, rounds, queue: redis ? 'redis' : 'postgres', happened, counts, violations }, [
    [`${rounds} rounds without a violation`, violations.length === 0],
    ['something was accepted', counts.accepted > rounds * 10],
  ]);
} finally {
  await receiver.close();
  await cluster.close();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
}
