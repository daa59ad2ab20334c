// The walls are only worth something if they are checked against the whole tree: every source file, under the rules as they stand.
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const depcruise = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);

interface Cruise {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: { error: number; totalCruised: number };
}

async function cruise(): Promise<Cruise> {
  const { stdout } = await run(
    process.execPath,
    [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Cruise;
}

async function sources(): Promise<string[]> {
  const names = await readdir(new URL('../packages/', import.meta.url));
  const lists = await Promise.all(
    names.map(async (name) => {
      const entries = await readdir(new URL(`../packages/${name}/src/`, import.meta.url), { recursive: true });
      return entries.filter((entry) => /\.tsx?$/.test(entry)).map((entry) => `packages/${name}/src/${entry}`);
    }),
  );
  return lists.flat();
}

describe('the walls', () => {
  it('read every source file, follow the packages into each other, and find nothing', async () => {
    const result = await cruise();
    const seen = new Set(result.modules.map((module) => module.source));
    expect((await sources()).filter((file) => !seen.has(file))).toEqual([]);
    const app = result.modules.find((module) => module.source === 'packages/core/src/app.ts');
    const targets = app?.dependencies.map((dependency) => dependency.resolved) ?? [];
    // Were the packages resolved to their builds, or not at all, every wall between them would be blind.
    expect(targets).toContain('packages/understanding/src/life.ts');
    expect(targets).toContain('packages/core/src/spine/event-store.ts');
    expect(result.summary.error).toBe(0);
  }, 120_000);
});
