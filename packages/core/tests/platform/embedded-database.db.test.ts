// The embedded database against real processes: first and later starts, kills at bad moments, closed folders.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/embedded-database.js';
import { completeLinks, findBinaries } from '../../src/platform/postgres-binaries.js';
import { chooseLaunch } from '../../src/platform/postgres-user.js';

const log = createLog('silent');
const isRoot = process.getuid?.() === 0;
let root = '';
let folder = '';
let running: EmbeddedDatabase | null = null;
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vito-embedded-'));
  // As root the server has a user of its own, which must be able to pass.
  await chmod(root, 0o711);
  folder = join(root, 'data');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await running?.stop();
  running = null;
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

describe('the embedded database', { timeout: 60_000 }, () => {
  it('is made on first use, and a second start finds the rows of the first', async () => {
    running = await start({ logins: ['vito_test'] });
    await query(running.url(), 'create table note (text text)');
    await query(running.url(), "insert into note values ('first')");
    const pid = running.pid;
    await running.stop();
    expect(isAlive(pid)).toBe(false);

    running = await start();
    expect(await query(running.url(), 'select text from note')).toEqual([{ text: 'first' }]);
    const [settings] = await query(
      running.url(),
      `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
              (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'vito') as locale`,
    );
    expect(settings).toEqual({ fsync: 'on', checksums: 'on', locale: 'b C.UTF-8' });
  });

  it('lets the named roles log in, with no power over rows of others', async () => {
    running = await start({ logins: ['vito_test'] });
    const rows = await query(
      running.url('vito_test'),
      'select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
    );
    expect(rows).toEqual([{ rolname: 'vito_test', rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    const wrong = running.url().replace(/:[^:@]+@/, ':guess@');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps what was committed when the server is killed, says so, and starts again on the same port', async () => {
    running = await start();
    const { pid, port } = running;
    const ends: string[] = [];
    running.onExit((how) => ends.push(how));
    await query(running.url(), "insert into note values ('before the kill')");
    await running.kill();
    expect(isAlive(pid)).toBe(false);
    expect(ends).toEqual(['SIGKILL']);

    await running.restart();
    expect(running.port).toBe(port);
    expect(await query(running.url(), "select text from note where text like 'before%'")).toHaveLength(1);
    await running.kill();
    running = await start();
    expect(await query(running.url(), "select text from note where text like 'before%'")).toHaveLength(1);
  });

  it('replaces a server whose parent was killed', async () => {
    const orphan = await startInChild('without-setpriv');
    await query(orphan.url, "insert into note values ('orphan')");
    orphan.child.kill('SIGKILL');
    await once(orphan.child, 'exit');
    expect(isAlive(orphan.pid)).toBe(true);

    running = await start();
    expect(isAlive(orphan.pid)).toBe(false);
    expect(running.pid).not.toBe(orphan.pid);
    expect(await query(running.url(), "select text from note where text = 'orphan'")).toHaveLength(1);
  });

  it('is not held up by busy processes that a killed server left behind', async () => {
    const orphan = await startInChild('without-setpriv');
    const busy = query(orphan.url, 'select count(*) from generate_series(1, 1000000000)').catch(() => []);
    const [backend] = await query(
      orphan.url,
      "select pid from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()",
    );
    orphan.child.kill('SIGKILL');
    process.kill(orphan.pid, 'SIGKILL');

    running = await start();
    await busy;
    expect(isAlive(Number(backend?.pid))).toBe(false);
  });

  it('starts although the number in a stale postmaster.pid belongs to another process by now', async () => {
    running = await start();
    await running.kill();
    const path = join(folder, 'postgres', 'postmaster.pid');
    const { uid, gid } = await stat(join(folder, 'postgres'));
    const bystander = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    children.push(bystander);
    const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, [bystander.pid, ...rest].join('\n'));

    running = await start();
    expect(await query(running.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  });

  it('makes a new password when its file was lost', async () => {
    await rm(join(folder, 'keys', 'database.json'));
    running = await start();
    expect(await query(running.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(join(folder, 'keys', 'database.json'))).mode & 0o777).toBe(0o600);
  });

  it('writes no value of a failed statement to its log', async () => {
    running = await start();
    await query(running.url(), 'create table person (name text primary key)');
    await query(running.url(), 'insert into person values ($1)', ['Canary Quill']);
    await expect(query(running.url(), 'insert into person values ($1)', ['Canary Quill'])).rejects.toThrow();
    await expect(query(running.url(), 'select $1::text::uuid', ['Canary Quill'])).rejects.toThrow();
    await expect(query(running.url(), "do $$ begin raise warning 'Canary Quill'; end $$")).resolves.toEqual([]);
    await running.stop();
    const written = await readFile(join(folder, 'log', 'postgres.log'), 'utf8');
    expect(written).toContain('database system is ready');
    expect(written).not.toContain('Canary');
  });

  it('refuses a folder of another major version, naming both and the way out', async () => {
    const path = join(folder, 'postgres', 'PG_VERSION');
    const own = await readFile(path, 'utf8');
    await writeFile(path, '15\n');
    const refusal = start();
    await expect(refusal).rejects.toMatchObject({ code: 'conflict' });
    await expect(refusal).rejects.toThrow(/PostgreSQL 15, .* PostgreSQL 18.*vito backup.*vito restore/);
    await writeFile(path, own);
  });

  it('ends with its parent where the system can do that, also when the parent is killed', async () => {
    const server = await startInChild();
    server.child.kill('SIGKILL');
    const alone = process.platform === 'linux' && (await exists('/usr/bin/setpriv'));
    if (alone) await until(() => !isAlive(server.pid));
    running = await start();
    expect(isAlive(server.pid)).toBe(false);
  });
});

describe('a first start', { timeout: 60_000 }, () => {
  it('is not blocked by one that was killed halfway', async () => {
    const half = join(root, 'half');
    const child = runParent(half);
    await until(async () => (await attempts(half)).length > 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await exists(join(half, 'postgres'))).toBe(false);

    running = await start({ folder: half });
    expect(await query(running.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await attempts(half)).toEqual([]);
  });

  it('works in a folder below one that is closed to other users', async () => {
    const closed = join(root, 'closed');
    await mkdir(closed, { mode: 0o700 });
    running = await start({ folder: join(closed, 'data') });
    expect(await query(running.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    await running.restart();
    await running.stop();
    if (!isRoot) return;
    const refusal = start({ folder: join(closed, 'data'), setpriv: null });
    await expect(refusal).rejects.toMatchObject({ code: 'unavailable' });
    await expect(refusal).rejects.toThrow(/chmod o\+x/);
  });

  it('finds a way also where the installation itself is closed to other users', async () => {
    const closed = join(root, 'installation');
    await mkdir(join(closed, 'data'), { recursive: true, mode: 0o700 });
    const found = await findBinaries();
    const package_ = dirname(dirname(dirname(found.postgres)));
    await cp(package_, join(closed, 'package'), { recursive: true, verbatimSymlinks: true });
    const moved = (path: string) => path.replace(package_, join(closed, 'package'));
    const binaries = {
      ...found,
      initdb: moved(found.initdb),
      postgres: moved(found.postgres),
      share: moved(found.share),
    };
    const folder = join(closed, 'data');
    const launch = await chooseLaunch({ binaries, folder, cluster: join(folder, 'postgres') });
    if (launch.owner) await chown(folder, launch.owner.uid, launch.owner.gid);
    // initdb looks for its server by access(2), which heeds capabilities in its own way.
    const { file, args, ...as } = launch.command(binaries.initdb, ['-D', join(folder, 'postgres'), '--no-sync']);
    const initdb = spawn(file, args, { ...as, cwd: '/', stdio: 'ignore' });
    expect(await once(initdb, 'exit')).toEqual([0, null]);
  });

  it('refuses a folder that holds something else', async () => {
    const other = join(root, 'other');
    await mkdir(join(other, 'postgres'), { recursive: true });
    await writeFile(join(other, 'postgres', 'letter.txt'), 'not a database');
    await expect(start({ folder: other })).rejects.toThrow(/not a PostgreSQL data folder/);
    expect(await readdir(join(other, 'postgres'))).toEqual(['letter.txt']);
  });

  it('ends without a trace when it is told to stop', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const early = join(root, 'early');
    await expect(start({ folder: early, signal: stopped.signal })).rejects.toMatchObject({ code: 'unavailable' });
    await chmod(early, 0o700);
    running = await start({ folder: early });
    expect(await query(running.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('the programs of the embedded database', () => {
  it('get the links that npm leaves out where install scripts are off, once', async () => {
    const package_ = join(root, 'package');
    await mkdir(join(package_, 'native', 'lib'), { recursive: true });
    await writeFile(join(package_, 'native', 'lib', 'libx.so.1.2'), 'a library');
    const links = ['libx.so', 'libx.so.1'].map((name) => ({
      source: 'native/lib/libx.so.1.2',
      target: `native/lib/${name}`,
    }));
    await writeFile(join(package_, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    await completeLinks(package_);
    expect(await readFile(join(package_, 'native', 'lib', 'libx.so'), 'utf8')).toBe('a library');
    expect(await readlink(join(package_, 'native', 'lib', 'libx.so.1'))).toBe('libx.so.1.2');
    const { mtimeMs } = await stat(join(package_, 'native', 'lib'));
    await completeLinks(package_);
    expect((await stat(join(package_, 'native', 'lib'))).mtimeMs).toBe(mtimeMs);
  });

  it('are named as missing, with the way out, where there are none for the system', async () => {
    await expect(findBinaries('plan9-mips')).rejects.toThrow(/plan9-mips.*DATABASE_URL/);
    await expect(findBinaries('linux-ppc64')).rejects.toThrow(/linux-ppc64 is not installed.*DATABASE_URL/);
  });
});

function start(options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<EmbeddedDatabase> {
  return startEmbedded({ folder, log, ...options });
}

function runParent(where: string, ...args: string[]): ChildProcess {
  const script = fileURLToPath(new URL('embedded-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, where, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function startInChild(...args: string[]): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const child = runParent(folder, ...args);
  const early = once(child, 'exit').then(() => Promise.reject(new Error('the parent ended before it was ready')));
  const [line] = (await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), early])) as [Buffer];
  early.catch(() => undefined);
  return { child, ...(JSON.parse(line.toString()) as { pid: number; url: string }) };
}

async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
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

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come about within 20 s');
    await wait(5);
  }
}

async function attempts(where: string): Promise<string[]> {
  return (await readdir(where).catch(() => [])).filter((name) => name.startsWith('postgres.new-'));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
