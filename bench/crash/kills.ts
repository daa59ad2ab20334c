// The kills: each waits for its moment (inside an append, between commit and sequence, during OCR, or any) and strikes.
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { createRandom } from './random.js';
import { pause, type Supervised } from './supervised-server.js';

export type Moment = 'inAppend' | 'beforeSequence' | 'inOcr' | 'anywhere';
export interface Hits {
  total: number;
  inAppend: number;
  beforeSequence: number;
  inOcr: number;
  anywhere: number;
  server: number;
  database: number;
  reader: number;
}

/** Kills until `kills` have struck at the moment they were meant for. Returns how many struck what, when. */
export async function killAtRandom(
  server: Supervised,
  { kills, seed, say }: { kills: number; seed: number; say: (line: string) => void },
): Promise<Hits> {
  const random = createRandom(seed);
  const hits: Hits = {
    total: 0,
    inAppend: 0,
    beforeSequence: 0,
    inOcr: 0,
    anywhere: 0,
    server: 0,
    database: 0,
    reader: 0,
  };
  const plan = planOf(kills);
  await server.ready();
  while (hits.total < kills) {
    await server.ready();
    await pause(random.between(200, 1200));
    const moment = plan[hits.total] as Moment;
    const target =
      moment === 'inOcr'
        ? random.pick(['reader', 'server', 'database'] as const)
        : random.pick(['server', 'database'] as const);
    if (!(await strike(server, moment, target, random.between(0, 15)).catch(() => false))) continue;
    hits.total++;
    hits[moment]++;
    hits[target]++;
    say(`kill ${hits.total}/${kills}: ${target}, ${moment}`);
    await pause(random.between(50, 400));
  }
  return hits;
}

/** Every moment gets its fifth and a little more, in turn. */
function planOf(kills: number): Moment[] {
  const order: Moment[] = ['inAppend', 'beforeSequence', 'inOcr', 'inAppend', 'beforeSequence', 'inOcr', 'anywhere'];
  return Array.from({ length: kills }, (_, i) => order[i % order.length] as Moment);
}

/** True when the kill struck while what it was meant for was under way. */
async function strike(
  server: Supervised,
  moment: Moment,
  target: 'server' | 'database' | 'reader',
  delay: number,
): Promise<boolean> {
  if (moment === 'inOcr') return strikeOcr(server, target);
  const owner = await server.owner();
  try {
    if (moment === 'beforeSequence') return await strikeBeforeSequence(server, owner, target);
    if (moment === 'inAppend') return await strikeInAppend(server, owner, target, delay);
    return await kill(server, target);
  } finally {
    await owner.end().catch(() => {});
  }
}

/** Appends are made slow by a trigger of the drill's own, so that "inside" is a time one can hit; a backend must be in it. */
async function strikeInAppend(
  server: Supervised,
  owner: pg.Client,
  target: 'server' | 'database' | 'reader',
  delay: number,
): Promise<boolean> {
  await owner.query(`create or replace function public.drill_slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.06); return null; end $$`);
  await owner.query(
    'create or replace trigger drill_slow after insert on vito.outbox for each statement execute function public.drill_slow()',
  );
  try {
    for (const patience = Date.now() + 5000; Date.now() < patience; await pause(1)) {
      if (!(await appendUnderWay(owner))) continue;
      await pause(delay);
      return (await appendUnderWay(owner)) && (await kill(server, target));
    }
    return false;
  } finally {
    await withDatabase(server, (again) => again.query('drop trigger if exists drill_slow on vito.outbox'));
  }
}

async function appendUnderWay(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query(
    "select 1 from pg_stat_activity where state = 'active' and query like 'select vito.append%' and pid <> pg_backend_pid()",
  );
  return rows.length > 0;
}

/** Holds the sequencing lock, so that what is committed stays unsequenced, until something is; then strikes. */
async function strikeBeforeSequence(
  server: Supervised,
  owner: pg.Client,
  target: 'server' | 'database' | 'reader',
): Promise<boolean> {
  await owner.query("select pg_advisory_lock(hashtext('vito.sequence'), 0)");
  for (const patience = Date.now() + 5000; Date.now() < patience; await pause(2)) {
    const { rows } = await owner.query('select 1 from vito.outbox limit 1');
    if (rows.length > 0) return kill(server, target);
  }
  return false;
}

/** A reading process that is busy, and work of reading that is leased. */
async function strikeOcr(server: Supervised, target: 'server' | 'database' | 'reader'): Promise<boolean> {
  for (const patience = Date.now() + 10_000; Date.now() < patience; await pause(5)) {
    const reader = await busyReader(server.pid());
    if (reader === null) continue;
    if (target !== 'reader') return kill(server, target);
    process.kill(reader, 'SIGKILL');
    return true;
  }
  return false;
}

async function kill(server: Supervised, target: 'server' | 'database' | 'reader'): Promise<boolean> {
  const pid = target === 'database' ? await server.databasePid() : server.pid();
  if (pid === null) return false;
  process.kill(pid, 'SIGKILL');
  return true;
}

async function withDatabase(server: Supervised, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await server.ready();
      const owner = await server.owner();
      await work(owner).finally(() => owner.end());
      return;
    } catch {
      await pause(100);
    }
  }
}

/** A child process of the server that spent at least 30 ms of processor time in the last 60: it is in the middle of a page. */
async function busyReader(parent: number | null): Promise<number | null> {
  if (parent === null) return null;
  const before = await readersOf(parent);
  await pause(60);
  const after = await readersOf(parent);
  for (const [pid, ticks] of after) if (ticks - (before.get(pid) ?? ticks) >= 3) return pid;
  return null;
}

/** Processor ticks (10 ms) of each reading process. */
async function readersOf(parent: number): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) !== parent) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('compute-child')) found.set(Number(name), Number(fields[11]) + Number(fields[12]));
  }
  return found;
}
