// A process of its own that takes runs further: made to be killed, or stopped and woken, by a test or a drill. Effects go to a table, or
// to an address.
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Playbook } from '@vito/contracts/playbook';
import pg from 'pg';
import { effectTools, type ToldEffect } from './effect-tools.js';
import { openParts } from './parts.js';
import { inputOf, say } from './processes.js';
import { startRunWorker } from './run-worker.js';

export interface RunProcessInput {
  url: string;
  master: string;
  playbooks: Playbook[];
  leaseSeconds?: number;
  atOnce?: number;
  /** It begins once it gets a SIGUSR2. */
  waits?: boolean;
  /** Where effects are told; without it, the table. */
  outside?: string;
}

const { url, master, outside, waits, ...given } = inputOf<RunProcessInput>();
const parts = await openParts(url, Buffer.from(master, 'hex'));
const effects = new pg.Pool({ connectionString: url, max: 2 });
effects.on('error', () => {});

async function toTable({ tool, key, run, step, attempt, args }: ToldEffect): Promise<void> {
  await effects.query(
    'insert into public.effect (tool, key, run, step, attempt, args, pid) values ($1, $2, $3, $4, $5, $6, $7)',
    [tool, key, run, step, attempt, JSON.stringify(args), process.pid],
  );
}

async function toAddress(effect: ToldEffect): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(outside as string, { method: 'POST', headers, body: JSON.stringify(effect) });
  if (!answer.ok) throw new Error('the outside did not take it');
}

const tools = effectTools({
  record: outside ? toAddress : toTable,
  async held({ run }) {
    const told = once(process, 'SIGUSR2'); // listens before it says so: it may be stopped in between
    say(`holds ${run}`);
    await told;
    say(`goes on with ${run}`);
  },
});
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
process.on('SIGHUP', () => {
  collect();
  say(`heap ${process.memoryUsage().heapUsed}`);
});
const begin = waits ? once(process, 'SIGUSR2') : null;
say('ready');
await begin;
startRunWorker(parts, { ...given, tools });
