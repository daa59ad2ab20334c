// How long an event that was committed through one api process takes to the sockets of another one: two api processes, two
// workers, 500 sockets; over fifty companies, and of a single one. And how long nothing comes when a worker is killed.
import { wait } from '@vito/runtime/wait';
import { type Cluster, type Node, openCluster } from './setup/cluster.js';
import { finish, parseBench, quantile, say } from './setup/report.js';
import { openReaders } from './sockets/readers.js';
import { startRedis } from './webhooks/servers.js';

const { quick } = parseBench(
  'npm run bench -- sockets [--quick]',
  'Two api processes and two workers on one PostgreSQL and Redis: commit through one, 500 sockets on the other.',
);
const seconds = quick ? 4 : 30;
const socketsInAll = quick ? 100 : 500;

interface Company {
  tenant: string;
  token: string;
}

/** Commits at a steady rate through one api process; resolves with the number that were accepted. */
async function commit(api: Node, companies: Company[], perSecond: number, forSeconds: number): Promise<number> {
  const sent: Promise<boolean>[] = [];
  const began = performance.now();
  for (let n = 0; n < perSecond * forSeconds; n++) {
    const due = began + (n * 1000) / perSecond;
    await wait(Math.max(0, due - performance.now()));
    const { token } = companies[n % companies.length] as Company;
    const body = { name: `Name ${n}`, addresses: [], organisation: null, zone: 'UTC' };
    sent.push(
      fetch(`${api.base}/v1/me`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.ok;
        },
        () => false,
      ),
    );
  }
  return (await Promise.all(sent)).filter((ok) => ok).length;
}

async function measure(name: string, cluster: Cluster, apis: [Node, Node], companies: Company[], perSecond: number) {
  const readers = await openReaders();
  const each = socketsInAll / companies.length;
  try {
    for (const { token, tenant } of companies) {
      const { rows } = await cluster.owner.query<{ last: string }>(
        'select last from vito.tenant_seq where tenant_id = $1',
        [tenant],
      );
      await readers.open(apis[1].base, token, each, Number(rows[0]?.last ?? 0));
    }
    await commit(apis[0], companies, perSecond, 2); // warm
    await wait(1000);
    readers.take();
    const accepted = await commit(apis[0], companies, perSecond, seconds);
    await wait(1500);
    const { times, seen } = readers.take();
    const everywhere = [...seen.values()].filter((count) => count === each).length;
    const figures = {
      events: accepted,
      sockets: socketsInAll,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      most: Math.max(...times),
      everywhere,
    };
    say(
      `${name}: ${accepted} events to ${each} sockets each, p50 ${figures.p50} ms, p99 ${figures.p99} ms, most ${figures.most} ms; ${everywhere} reached every socket once`,
    );
    return figures;
  } finally {
    await readers.close();
  }
}

/** The longest time in which nothing came, around the kill of a worker. */
async function handOver(cluster: Cluster, apis: [Node, Node], workers: Node[], company: Company): Promise<number> {
  const readers = await openReaders();
  try {
    const { rows } = await cluster.owner.query<{ last: string }>(
      'select last from vito.tenant_seq where tenant_id = $1',
      [company.tenant],
    );
    await readers.open(apis[1].base, company.token, 1, Number(rows[0]?.last ?? 0));
    const committing = commit(apis[0], [company], 20, 6);
    await wait(2000);
    workers[0]?.signal('SIGSTOP'); // as bad as a kill, and it still holds its connections
    await wait(2500);
    await workers[0]?.stop('SIGKILL');
    await committing;
    await wait(1500);
    return Math.max(...readers.take().times);
  } finally {
    await readers.close();
  }
}

const redis = await startRedis();
const cluster = await openCluster({ redisUrl: redis?.url ?? null });
try {
  const apis: [Node, Node] = [await cluster.start('api'), await cluster.start('api')];
  const workers = [await cluster.start('worker'), await cluster.start('worker')];
  const companies: Company[] = [];
  for (let n = 0; n < (quick ? 10 : 50); n++) companies.push(await cluster.company());
  const many = await measure('many companies', cluster, apis, companies, 50);
  const one = await measure('one company', cluster, apis, companies.slice(0, 1), 5);
  const gapMs = await handOver(cluster, apis, workers, companies[0] as Company);
  say(`a worker stopped in the middle: the longest way to a socket was ${gapMs} ms`);
  finish({ bench: 'sockets', quick, queue: redis ? 'redis' : 'postgres', many, one, handOverMs: gapMs }, [
    ['many companies: p99 under 100 ms', many.p99 < 100],
    ['many companies: every event reached every socket once', many.everywhere === many.events],
    ['one company: p99 under 100 ms', one.p99 < 100],
    ['one company: every event reached every socket once', one.everywhere === one.events],
    ['a stopped worker is taken over from in under 2 s', gapMs < 2000],
  ]);
} finally {
  await cluster.close();
  await redis?.stop();
}
