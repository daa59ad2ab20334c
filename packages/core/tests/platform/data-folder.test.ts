// The data folder’s lock, taken and lost by real processes, and what it refuses.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder, readServerFile } from '../../src/platform/data-folder.js';

let root = '';
let path = '';
const children: ChildProcess[] = [];
const file = { url: 'http://127.0.0.1:7400', token: 'secret', pid: process.pid };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vito-folder-'));
  path = join(root, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

describe('the data folder', () => {
  it('is made for its owner alone, and leaves no trace of a server when it is released', async () => {
    const folder = await openDataFolder(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await folder.writeServerFile(file);
    expect((await stat(join(path, 'server.json'))).mode & 0o777).toBe(0o600);
    expect(await readServerFile(path)).toEqual(file);
    await folder.release();
    await folder.release();
    expect(await readServerFile(path)).toBe(null);
    expect(await readdir(path)).toEqual(['version']);
    await (await openDataFolder(path)).release();
  });

  it('is refused to a second process, which is told who has it and what to do', async () => {
    const first = await taker();
    expect(await first.take()).toBe('taken');
    const refusal = openDataFolder(path);
    await expect(refusal).rejects.toMatchObject({ code: 'conflict' });
    await expect(refusal).rejects.toThrow(new RegExp(`${path} .*process ${first.pid}, at http://127.0.0.1:7400`));
    await expect(refusal).rejects.toThrow(/kill \d+.*VITO_DATA=.*PORT=/);
  });

  it('is free again when its holder was killed', async () => {
    const first = await taker();
    expect(await first.take()).toBe('taken');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(await readServerFile(path)).toBe(null);
    const folder = await openDataFolder(path);
    expect(await readdir(path)).toEqual(['server.lock', 'version']);
    await folder.release();
  });

  it('goes to one alone when many processes take it from a dead holder at the same time', async () => {
    await deadHolder();
    const takers = await Promise.all([1, 2, 3, 4].map(() => taker()));
    const answers = await Promise.all(takers.map(({ take }) => take()));
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
    for (const answer of answers) expect(answer).toMatch(/^taken$|in use/);
  }, 60_000);

  it('goes to one alone however takers interleave', async () => {
    for (let round = 0; round < 20; round++) {
      await deadHolder();
      const takers = await Promise.allSettled(Array.from({ length: 12 }, () => openDataFolder(path)));
      const winners = takers.flatMap((taken) => (taken.status === 'fulfilled' ? [taken.value] : []));
      expect(winners).toHaveLength(1);
      await winners[0]?.release();
      expect(await readdir(path)).toEqual(['version']);
    }
  });

  it('is free when the holder died while it was taking over from another dead one', async () => {
    const dead = await deadHolder();
    await writeFile(join(path, `server.lock.after-${dead.id}`), JSON.stringify({ ...dead, id: 'second' }));
    const folder = await openDataFolder(path);
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'conflict' });
    await folder.release();
    expect(await readdir(path)).toEqual(['version']);
  });

  it('is free when another process has the dead holder’s number by now', async () => {
    await (await openDataFolder(path)).release();
    const bystander = spawn('sleep', ['60']);
    children.push(bystander);
    await deadHolder({ pid: bystander.pid as number });
    await (await openDataFolder(path)).release();
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  });

  it('is held by another container as long as that gives signs of life', async () => {
    await (await openDataFolder(path)).release();
    await deadHolder({ pid: process.pid, place: 'elsewhere' });
    const lock = join(path, 'server.lock');
    const beating = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), 50);
    await expect(openDataFolder(path, 200)).rejects.toMatchObject({ code: 'conflict' });
    clearInterval(beating);
    await (await openDataFolder(path, 200)).release();
  });

  it('gives signs of life while it is held', async () => {
    const folder = await openDataFolder(path, 20);
    const lock = join(path, 'server.lock');
    const { mtimeMs } = await stat(lock);
    await expect.poll(async () => (await stat(lock)).mtimeMs).toBeGreaterThan(mtimeMs);
    await folder.release();
  });

  it('refuses a folder that a newer ViTo made', async () => {
    await (await openDataFolder(path)).release();
    await writeFile(join(path, 'version'), '2\n');
    await expect(openDataFolder(path)).rejects.toThrow(/layout 2.*layout 1.*newer/);
    expect(await readdir(path)).toEqual(['version']);
  });

  it('refuses a folder that is somebody’s own, and leaves it as it was', async () => {
    await mkdir(path);
    await writeFile(join(path, 'letter.txt'), 'mine');
    await expect(openDataFolder(path)).rejects.toThrow(/holds other things.*VITO_DATA/);
    expect(await readdir(path)).toEqual(['letter.txt']);
    await expect(openDataFolder(join(path, 'letter.txt'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

/** A lock as a process leaves it that was killed: nobody has started at that moment. */
async function deadHolder(change: object = {}): Promise<{ id: string }> {
  const live = await openDataFolder(path);
  const holder = JSON.parse(await readFile(join(path, 'server.lock'), 'utf8')) as { id: string };
  await live.release();
  const dead = { ...holder, started: '1', ...change };
  await writeFile(join(path, 'server.lock'), JSON.stringify(dead));
  return dead;
}

async function taker(): Promise<{ child: ChildProcess; pid: number; take: () => Promise<string> }> {
  const script = fileURLToPath(new URL('folder-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const line = async () => `${(await once(child.stdout, 'data'))[0]}`.trim();
  await line();
  return {
    child,
    pid: child.pid ?? 0,
    take() {
      child.stdin.write('take\n');
      return line();
    },
  };
}
