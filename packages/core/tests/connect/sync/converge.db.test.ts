// Killed anywhere, a sync ends as if it had not been: the program at each of its lines, and the worker that runs it, for both dialects.
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsking } from '../../../src/connect/sync/ask-program.js';
import { addConnection, changeConnection } from '../../../src/connect/sync/change-connection.js';
import { requestSync } from '../../../src/connect/sync/request-sync.js';
import { createRowReading } from '../../../src/connect/sync/row-reading.js';
import { isOver, syncRun } from '../../../src/connect/sync/run.js';
import { runSync } from '../../../src/connect/sync/run-sync.js';
import { createPrograms, type Programs } from '../../../src/platform/programs.js';
import type { Context } from '../../../src/spine/context.js';
import type { OpenEvent } from '../../../src/spine/event.js';
import { running } from '../../setup/children.js';
import { startProcess, type TestProcess } from '../../setup/processes.js';
import { openSpine, type Spine } from '../../setup/spine.js';
import { until } from '../../setup/until.js';
import { changed, expected, fixtures, type LittleDialect, little, littleProgram, save, sorted } from './little.js';
import { ownSources } from './own-sources.js';
import { dialectsOf, workerOf } from './sync-worker.js';
import { both } from './syncs.js';

const points = Array.from({ length: 20 }, (_, n) => n + 1);
/** Each takes a process that starts anew: `drill -- doors` kills workers at any other moment. */
const fewer = points.filter((n) => n % 4 === 1 || n === 20);
let spine: Spine;
let ctx: Context;
let folder: string;
let taps: string; // of this test alone, so that its processes can be told apart
let programs: Programs;

beforeAll(async () => {
  spine = await openSpine({ subscriptions: [{ type: 'sync.requested', subscription: 'run-sync' }] });
  ctx = await spine.tenant();
  folder = await mkdtemp(join(tmpdir(), 'vito-converge-'));
  taps = join(folder, 'taps');
  await cp(fixtures, taps, { recursive: true });
  programs = createPrograms([taps]);
  process.env.TMPDIR = await mkdtemp(join(folder, 'tmp-'));
});
afterAll(async () => {
  await spare?.kill();
  await spine.close();
  delete process.env.TMPDIR;
  await rm(folder, { recursive: true, force: true });
});

let made = 0;
/** A connection that has been read once, and whose data has changed since. */
async function readOnce(dialect: LittleDialect) {
  const path = join(folder, `data-${made++}.json`);
  await save(path, little());
  const deps = { ...spine, programs, dialects: dialectsOf(spine), sources: ownSources() };
  const id = await addConnection(deps, ctx, {
    name: 'n',
    dialect,
    command: littleProgram[dialect],
    config: { data: path },
  });
  await createAsking(deps).choose(ctx, id, both);
  await finish(await request(id));
  await save(path, changed(little()));
  const configure = (more: object) => changeConnection(deps, ctx, id, { config: { data: path, ...more } });
  return { id, configure };
}

async function request(id: string): Promise<string> {
  const run = await requestSync(spine, ctx, id, { fresh: false, dueAt: null });
  await spine.sequenceAll();
  return run;
}

const runOf = async (id: string) => (await spine.store.load(ctx, syncRun, id)).state;

/** Runs it to its end in this process. */
async function finish(runId: string) {
  const end = new AbortController();
  const worked = workerOf(spine, taps).run(end.signal);
  const state = await until(`the end of ${runId}`, async () => {
    const run = await runOf(runId);
    return isOver(run) && run;
  });
  end.abort();
  await worked;
  return state;
}

async function standing(connectionId: string): Promise<[string, object][]> {
  const rows = await spine.sql<{ stream: string; data: object }>(
    'select stream, data from vito.synced_record where connection_id = $1 and not deleted',
    [connectionId],
  );
  return sorted(rows.map(({ stream, data }) => [stream, data]));
}

/** What an unkilled run of the same ends with. */
const whole: Partial<Record<LittleDialect, unknown>> = {};
async function wholeOf(dialect: LittleDialect): Promise<unknown> {
  if (whole[dialect] === undefined) {
    const { id } = await readOnce(dialect);
    const run = await finish(await request(id));
    expect(await standing(id)).toEqual(expected(changed(little())));
    whole[dialect] = run.bookmark;
  }
  return whole[dialect];
}

/** Takes a second to start: one is always ready. */
let spare: TestProcess | null = null;
const startSpare = () =>
  startProcess(new URL('./sync-worker.ts', import.meta.url), {
    url: spine.url,
    master: spine.master.toString('hex'),
    taps,
  });

const programsRunning = async () => (await running()).filter(({ command }) => command.includes(`${taps}/`));

describe.each(['singer', 'airbyte'] as const)('a sync that speaks %s', (dialect) => {
  it.each(points)('converges when its program is killed after line %i', { timeout: 60_000 }, async (after) => {
    const bookmark = await wholeOf(dialect);
    const { id, configure } = await readOnce(dialect);
    await configure({ after });
    const killed = await finish(await request(id));
    expect(killed).toMatchObject({ state: 'failed', reason: 'exited' });
    const run = await finish(await request(id)); // the program ends early only once
    expect(run).toMatchObject({ state: 'finished', bookmark });
    expect(await standing(id)).toEqual(expected(changed(little())));
  });

  it.each(fewer)('converges when its worker is killed after line %i', { timeout: 60_000 }, async (after) => {
    const bookmark = await wholeOf(dialect);
    const { id, configure } = await readOnce(dialect);
    const pid = join(folder, `pid-${made}`);
    await configure({ after, kill: pid, pace: 4 });
    const runId = await request(id);
    const worker = spare ?? startSpare();
    expect(await worker.line()).toBe('ready');
    await writeFile(pid, `${worker.pid}`);
    worker.signal('SIGUSR2');
    spare = startSpare(); // for the next one, meanwhile
    await expect(async () => {
      for (;;) await worker.line();
    }).rejects.toThrow('ended (SIGKILL) before');
    // Nothing of it is left: neither the program, which would wait for a minute, nor its folder with the configuration.
    await until('the end of the program', async () => (await programsRunning()).length === 0);
    await until(
      'the end of its folder',
      async () => !(await readdir(tmpdir())).some((name) => name.startsWith('vito-sync-')),
    );
    expect(await runOf(runId)).toMatchObject({ state: 'running', attempts: 1 });
    await spine.sql("update vito.work set lease_until = now() - interval '1 s'"); // as time would
    const run = await finish(runId);
    expect(run).toMatchObject({ state: 'finished', attempts: 2, bookmark });
    expect(await standing(id)).toEqual(expected(changed(little())));
  });
});

it('a worker that stood still, and whose run another has taken up meanwhile, commits nothing more', {
  timeout: 60_000,
}, async () => {
  const { id, configure } = await readOnce('singer');
  await configure({ pace: 60 });
  const runId = await request(id);
  const worker = spare ?? startSpare();
  spare = null;
  expect(await worker.line()).toBe('ready');
  worker.signal('SIGUSR2');
  await until('its first commit', async () => (await runOf(runId)).advancedAt);
  worker.signal('SIGSTOP');
  await configure({});
  await spine.sql("update vito.work set lease_until = now() - interval '1 s'");
  expect(await finish(runId)).toMatchObject({ state: 'finished', attempts: 2 });
  const events = await spine.store.readStream(ctx.tenant, runId);
  worker.signal('SIGCONT');
  await until('the end of its program', async () => (await programsRunning()).length === 0);
  expect(await spine.store.readStream(ctx.tenant, runId)).toEqual(events);
  expect(await standing(id)).toEqual(expected(changed(little())));
  await worker.kill();
});

it('a run that is begun again and again ends, so that it does not stand in the way for ever', async () => {
  const { id } = await readOnce('singer');
  const runId = await request(id);
  const [event] = await spine.store.readStream(ctx.tenant, runId);
  const limits = { silence: 1000, longest: 1000, commitEvery: 0, mostSeen: 2 };
  const reading = createRowReading({ ...spine, programs, dialects: dialectsOf(spine), limits });
  const deps = { ...spine, reading };
  const begin = (signal: AbortSignal) => runSync(deps, ctx, event as OpenEvent, signal);
  for (let attempt = 0; attempt < 20; attempt++) await begin(AbortSignal.abort());
  expect(await runOf(runId)).toMatchObject({ state: 'running', attempts: 20 });
  await begin(new AbortController().signal);
  expect(await runOf(runId)).toMatchObject({ state: 'failed', reason: 'interrupted' });
  expect(await finish(await request(id))).toMatchObject({ state: 'finished' });
});
