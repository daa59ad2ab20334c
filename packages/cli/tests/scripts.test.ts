// The scripts around npm: one process at a time installs and builds, also after one was killed; benches are named.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const scripts = new URL('../../../scripts/', import.meta.url);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, writes `in` to the log, holds it for some milliseconds, and writes `out`. */
function holder(milliseconds: number): ChildProcess {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { oneAtATime } from ${JSON.stringify(new URL('one-at-a-time.mjs', scripts).href)};
    const log = ${JSON.stringify(join(folder, 'log'))};
    await oneAtATime(${JSON.stringify(folder)}, 'work', async () => {
      appendFileSync(log, 'in\\n');
      await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
      appendFileSync(log, 'out\\n');
    }, () => {});`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve));
const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').trim().split('\n') : []);

describe('oneAtATime', { timeout: 60_000 }, () => {
  it('lets nobody in while another is at work', async () => {
    const codes = await Promise.all([holder(150), holder(150), holder(150)].map(ended));
    expect(codes).toEqual([0, 0, 0]);
    expect(log()).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
    expect(existsSync(join(folder, 'work.lock'))).toBe(false);
  });

  it('goes on after the one at work was killed', async () => {
    const first = holder(600_000);
    await expect.poll(log, { timeout: 20_000 }).toEqual(['in']);
    const killed = ended(first);
    first.kill('SIGKILL');
    await killed;
    expect(await ended(holder(1))).toBe(0);
    expect(log()).toEqual(['in', 'in', 'out']);
  });
});

describe('npm run bench and drill', () => {
  it.each(['bench', 'drill'])('%s lists what there is, and refuses an unknown name', (kind) => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [new URL(`${kind}.mjs`, scripts).pathname, ...args], { encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining(`npm run ${kind} -- NAME`) });
    expect(run('no-such-thing')).toMatchObject({ status: 2, stderr: expect.stringContaining('no-such-thing') });
    expect(run('../../package')).toMatchObject({ status: 2 });
  });
});

describe('pruneRuntimes', () => {
  const runtimes = () => join(folder, 'onnxruntime-node/bin/napi-v6');
  const make = (...of: string[]) => {
    for (const each of of) mkdirSync(join(runtimes(), each), { recursive: true });
  };
  const prune = (platform: string, arch: string) => {
    const program = `
      import { pruneRuntimes } from ${JSON.stringify(new URL('prune-runtimes.mjs', scripts).href)};
      pruneRuntimes(${JSON.stringify(folder)}, ${JSON.stringify({ platform, arch })});`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', program]).status).toBe(0);
  };

  it('leaves only what this machine can run', () => {
    make('linux/x64', 'linux/arm64', 'darwin/arm64', 'win32/x64');
    prune('linux', 'x64');
    expect(readdirSync(runtimes(), { recursive: true }).sort()).toEqual(['linux', 'linux/x64']);
  });

  it('touches nothing where there is none for this machine', () => {
    make('linux/x64', 'win32/x64');
    prune('freebsd', 'x64');
    expect(readdirSync(runtimes()).sort()).toEqual(['linux', 'win32']);
    rmSync(runtimes(), { recursive: true });
    prune('linux', 'x64');
  });
});
