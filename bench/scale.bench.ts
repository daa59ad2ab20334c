// One, two and four processes with both roles on one PostgreSQL: webhooks taken, and what they lead to done. On two cores this shows
// how they get in each other's way, not how they scale.
import { createClient } from '@vito/contracts/client';
import { type Node, openCluster } from './setup/cluster.js';
import { finish, parseBench, say } from './setup/report.js';
import { drained } from './webhooks/measure.js';
import { send } from './webhooks/sender.js';
import { startRedis } from './webhooks/servers.js';

const { quick } = parseBench(
  'npm run bench -- scale [--quick]',
  'Webhooks a second into 1, 2 and 4 processes, and until all that they lead to is done.',
);
const seconds = quick ? 3 : 10;
const figures: Record<string, { accepted: number; p99: number; doneAfter: number; mappedPerSecond: number }> = {};
let whole = true;

for (const count of [1, 2, 4]) {
  const redis = await startRedis();
  const cluster = await openCluster({ redisUrl: redis?.url ?? null });
  try {
    const nodes: Node[] = [];
    for (let n = 0; n < count; n++) nodes.push(await cluster.start('api,worker'));
    const { token } = await cluster.company();
    const client = createClient({ baseUrl: nodes[0]?.base ?? '', token });
    const { source, secret } = await client.call('addSource', { body: { name: 'Scale', kind: 'standard' } });
    const owner = await cluster.owner.connect();
    const load = (run: string, lasting: number) =>
      Promise.all(
        nodes.map(({ base }, n) =>
          send({ url: `${base}${source.path}`, secret, connections: 100 / count, seconds: lasting, run: `${run}${n}` }),
        ),
      );
    await load('warm', 2);
    await drained(owner);
    const began = performance.now();
    const seen = await load('full', seconds);
    const doneAfter = await drained(owner);
    const lasted = (performance.now() - began) / 1000;
    const ids = seen.reduce((sum, one) => sum + one.ids, 0);
    const found = {
      accepted: seen.reduce((sum, one) => sum + one.perSecond, 0),
      p99: Math.max(...seen.map((one) => one.p99)),
      doneAfter,
      mappedPerSecond: ids / lasted,
    };
    figures[count] = found;
    whole &&= Number.isFinite(doneAfter) && seen.every((one) => one.refused + one.errors === 0);
    say(
      `${count} processes: ${found.accepted.toFixed(0)}/s taken (p99 ${found.p99} ms), done ${doneAfter.toFixed(1)} s after, ${found.mappedPerSecond.toFixed(0)}/s end to end`,
    );
    owner.release();
  } finally {
    await cluster.close();
    await redis?.stop();
  }
}
finish({ bench: 'scale', quick, seconds, figures }, [['all that was taken was done', whole]]);
