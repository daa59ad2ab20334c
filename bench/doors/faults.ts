// What happens in a round: a process is killed or stands still, the queue is wiped, the database restarts, all are replaced in turn.
import { wait } from '@vito/runtime/wait';
import { Redis } from 'ioredis';
import type { Cluster, Node } from '../setup/cluster.js';

export interface Standing {
  cluster: Cluster;
  nodes: Node[];
  redisUrl: string | null;
}

export type Fault = (standing: Standing) => Promise<void>;

const any = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** Kill -9 of any process; it comes back as it was. */
const kill: Fault = async ({ cluster, nodes }) => {
  const at = Math.floor(Math.random() * nodes.length);
  const { roles, port, stop } = nodes[at] as Node;
  await stop('SIGKILL');
  nodes[at] = await cluster.start(roles, port);
};

/** A worker stands still for longer than its leases, with whatever it holds, and goes on. */
const standStill: Fault = async ({ nodes }) => {
  const worker = any(nodes.filter(({ roles }) => roles === 'worker'));
  worker.signal('SIGSTOP');
  await wait(6000);
  worker.signal('SIGCONT');
};

const wipeQueue: Fault = async ({ redisUrl }) => {
  if (!redisUrl) return;
  const redis = new Redis(redisUrl);
  await redis.flushall();
  redis.disconnect();
};

/** Without any warning, and back at once. */
const restartDatabase: Fault = async ({ cluster }) => {
  await cluster.embedded.kill();
  await cluster.embedded.restart();
};

/** As a new version comes: each process drains and is replaced before the next. */
const rollingRestart: Fault = async ({ cluster, nodes }) => {
  for (const [at, { roles, port, stop }] of nodes.entries()) {
    await stop('SIGTERM');
    nodes[at] = await cluster.start(roles, port);
  }
};

export const faults: Record<string, Fault> = {
  'kill -9': kill,
  'kill -9 again': kill,
  SIGSTOP: standStill,
  FLUSHALL: wipeQueue,
  'PostgreSQL restart': restartDatabase,
  'rolling restart': rollingRestart,
};
