// The compute pool against real processes that hang, swell, crash, and are killed.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { afterEach, describe, expect, it } from 'vitest';
import { type ComputePool, type ComputePoolOptions, createComputePool } from '../../src/platform/compute-pool.js';

const log = createLog('silent');
const nothing = new Uint8Array(0);
const tasks = new URL('hostile-tasks.ts', import.meta.url);
let pool: ComputePool;

const open = (options: Partial<ComputePoolOptions> = {}) => {
  pool = createComputePool({ log, tasks, ...options });
  return pool;
};
afterEach(() => pool.close());

describe('the compute pool', () => {
  it('gives a job its bytes, and keeps its process for the next one', async () => {
    open();
    const first = await textOf('plain', randomBytes(3_000_000));
    const second = await textOf('plain', randomBytes(10));
    expect(first.split(' ')[0]).toBe('3000000');
    expect(second.split(' ')[0]).toBe('10');
    expect(second.split(' ')[1]).toBe(first.split(' ')[1]);
  });

  it('shows its processes no secret, and has them reckon in UTC', async () => {
    process.env.VITO_MASTER_KEY = 'canary';
    open();
    const environment = JSON.parse(await textOf('environment')) as Record<string, unknown>;
    delete process.env.VITO_MASTER_KEY;
    expect(environment).toMatchObject({ TZ: 'UTC', offset: 0 });
    expect(JSON.stringify(environment)).not.toContain('canary');
  });

  it.each([
    ['spin', 'timeout', { timeLimit: { page: 1_500, job: 60_000 } }],
    ['wait', 'timeout', { timeLimit: { page: 60_000, job: 1_500 } }],
    ['swell', 'out-of-memory', { memoryLimit: 250 }],
    ['swell-heap', 'out-of-memory', { memoryLimit: 250 }],
    ['abort', 'crashed', {}],
    ['exit', 'crashed', {}],
    ['throw-later', 'crashed', {}],
    ['throw', 'crashed', {}],
  ])(
    'fails a file that makes its reader %s, that one alone, with the reason %s',
    async (behaviour, reason, options) => {
      open(options);
      const [bad, good] = await Promise.all([pool.read(nothing, behaviour), textOf('plain')]);
      expect(bad).toMatchObject({ unreadable: { reason } });
      expect(bad).not.toMatchObject({ unreadable: { message: '' } });
      expect(good).toMatch(/^0 /);
    },
  );

  it('reads a long file in jobs of its own, with other files in between', async () => {
    open();
    const ended: string[] = [];
    const [long] = await Promise.all(
      ['parts 3', 'plain'].map(async (name) => {
        const text = await textOf(name);
        ended.push(name);
        return text;
      }),
    );
    expect(long).toBe('part 0\n\npart 1\n\npart 2');
    expect(ended).toEqual(['plain', 'parts 3']);
  });

  it('passes on why a reader refuses a file', async () => {
    open();
    const refusal = { reason: 'encrypted', message: 'This file is encrypted.' };
    expect(await pool.read(nothing, 'refuse')).toEqual({ unreadable: refusal });
  });

  it('lets a file of many pages take its time while pages come, up to the limit of a file', async () => {
    open({ timeLimit: { page: 1_400, job: 5_000 } });
    const pages: string[] = [];
    const read = await pool.read(nothing, 'pages 12', { onPage: (done, total) => pages.push(`${done}/${total}`) });
    expect(read).toHaveProperty('reading');
    expect(pages).toEqual(Array.from({ length: 12 }, (_, i) => `${i + 1}/12`));
    expect(await pool.read(nothing, 'pages 1000')).toMatchObject({ unreadable: { reason: 'timeout' } });
  });

  it.each(['wait-politely', 'wait', 'spin'])('ends a job (%s) as soon as nobody wants it', async (behaviour) => {
    open();
    const unwanted = new AbortController();
    const job = pool.read(nothing, behaviour, { signal: unwanted.signal });
    const next = textOf('plain');
    const ended = expect(job).rejects.toThrow('the document was deleted');
    await until(() => pool.stats().busy === 1);
    unwanted.abort(new Error('the document was deleted'));
    await ended;
    expect(await next).toMatch(/^0 /);
    await expect(pool.read(nothing, 'plain', { signal: unwanted.signal })).rejects.toThrow('the document was deleted');
  });

  it('runs a job again when somebody outside kills its process, but not for ever', async () => {
    open();
    const job = pool.read(nothing, 'pages 8');
    await until(() => pool.stats().pids.length === 1);
    process.kill(pool.stats().pids[0] ?? 0, 'SIGKILL');
    expect(await killsUntil(job, 0)).toHaveProperty('reading');
    expect(await killsUntil(pool.read(nothing, 'spin'), 3)).toMatchObject({ unreadable: { reason: 'crashed' } });
  });

  it('takes jobs in the order they came', async () => {
    open();
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((n) => pool.read(nothing, 'plain').then(() => order.push(n))));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('works at as many jobs at once as it has places', async () => {
    open({ size: 2 });
    const jobs = [1, 2, 3, 4, 5].map(() => textOf('plain'));
    expect(pool.stats()).toMatchObject({ size: 2, busy: 2, waiting: 3 });
    expect(new Set((await Promise.all(jobs)).map((text) => text.split(' ')[1])).size).toBe(2);
    expect(pool.stats()).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('draws pages while all places are taken by reading', async () => {
    open();
    const reading = pool.read(nothing, 'spin');
    expect(await pool.pageImage(nothing, 'pdf', 1)).toMatchObject({ mediaType: 'image/png', width: 1 });
    await expect(pool.pageImage(nothing, 'pdf', 2)).rejects.toMatchObject({ code: 'not-found' });
    const ended = expect(reading).rejects.toMatchObject({ code: 'unavailable', retry: 'later' });
    await pool.close();
    await ended;
  });

  it('gives its memory back when there is nothing to do', async () => {
    open({ idle: 100 });
    await textOf('plain');
    const { pids } = pool.stats();
    expect(pids).toHaveLength(1);
    await until(() => pool.stats().pids.length === 0 && !isAlive(pids[0] ?? 0));
  });

  it('leaves no process when it closes', async () => {
    open({ size: 2 });
    const jobs = Promise.allSettled([
      pool.read(nothing, 'spin'),
      pool.read(nothing, 'wait'),
      pool.read(nothing, 'plain'),
    ]);
    await until(() => pool.stats().pids.length === 2);
    const { pids } = pool.stats();
    await pool.close();
    expect(pids.filter(isAlive)).toEqual([]);
    expect((await jobs).map((job) => job.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.read(nothing, 'plain')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('leaves no process when its server is killed, not even one that is stuck', async () => {
    open();
    const folder = await mkdtemp(join(tmpdir(), 'vito-compute-'));
    const note = join(folder, 'pid');
    const script = fileURLToPath(new URL('compute-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, note], {
      stdio: 'inherit',
    });
    await until(() => existsSync(note) && readFileSync(note, 'utf8') !== '');
    const stuck = Number(readFileSync(note, 'utf8'));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await until(() => !isAlive(stuck));
    await rm(folder, { recursive: true });
  });

  it('says that it cannot work when its processes do not start', async () => {
    open({ tasks: new URL('no-such-module.ts', import.meta.url) });
    await expect(pool.read(nothing, 'plain')).rejects.toMatchObject({ code: 'unavailable', retry: 'later' });
  });

  it('reads a real file', async () => {
    pool = createComputePool({ log });
    const letter = Buffer.from('Dear Ines,\n\nI will send the signed lease by Friday.\n\nBest,\nOskar\n');
    const read = await pool.read(letter, 'letter.txt');
    expect(read).toMatchObject({ reading: { kind: 'text' } });
    expect('reading' in read && read.reading.text).toContain('I will send the signed lease by Friday.');
    expect(await pool.read(nothing, 'letter.txt')).toMatchObject({ unreadable: { reason: 'empty' } });
  });
});

async function textOf(name: string, bytes: Uint8Array = nothing): Promise<string> {
  const read = await pool.read(bytes, name);
  if (!('reading' in read)) throw new Error(`${name} was not read: ${read.unreadable.message}`);
  return read.reading.text;
}

/** Kills the job's process `times` times, each a new one, and returns what became of the job. */
async function killsUntil<T>(job: Promise<T>, times: number): Promise<T> {
  const killed = new Set<number>();
  while (killed.size < times) {
    const pid = pool.stats().pids.find((found) => !killed.has(found) && isAlive(found));
    if (pid !== undefined) {
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    }
    await wait(20);
  }
  return job;
}

/** A process that ended but was not yet reaped by its parent does not count. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z');
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come about within 20 s');
    await wait(5);
  }
}
