// Killed in the middle of a file, an import ends as if it had not been: what stands, what is held back, and what is gone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addConnection } from '../../../../src/connect/sync/change-connection.js';
import { importFile } from '../../../../src/connect/sync/csv/import-file.js';
import { receiveFile } from '../../../../src/connect/sync/csv/receive-file.js';
import { isOver, syncRun } from '../../../../src/connect/sync/run.js';
import { createPrograms } from '../../../../src/platform/programs.js';
import type { Context } from '../../../../src/spine/context.js';
import { startProcess } from '../../../setup/processes.js';
import { openSpine, type Spine } from '../../../setup/spine.js';
import { until } from '../../../setup/until.js';
import { ownSources } from '../own-sources.js';
import { dialectsOf } from '../sync-worker.js';
import { blobsOf, csvWorkerOf } from './csv-worker.js';

let spine: Spine;
let ctx: Context;
let root: string;
beforeAll(async () => {
  spine = await openSpine({ subscriptions: [{ type: 'sync.requested', subscription: 'run-sync' }] });
  ctx = await spine.tenant();
  root = await mkdtemp(join(tmpdir(), 'vito-csv-'));
});
afterAll(async () => {
  await spine.close();
  await rm(root, { recursive: true, force: true });
});

const table = (from: number, to: number, odd: (n: number) => string = () => '') => {
  const rows = Array.from({ length: to - from }, (_, n) => `${from + n},name ${from + n},${odd(from + n) || n}`);
  return `id,name,amount\n${rows.join('\n')}\n`;
};

async function openTable() {
  const deps = { ...spine, blobs: blobsOf(spine, root), addressInUse: async () => false };
  const programs = createPrograms([]);
  const id = await addConnection({ ...spine, programs, dialects: dialectsOf(spine), sources: ownSources() }, ctx, {
    name: 'n',
    dialect: 'csv',
    command: '',
    config: {},
  });
  async function request(text: string): Promise<string> {
    const bytes = (async function* () {
      yield Buffer.from(text);
    })();
    const file = await receiveFile(deps, ctx, id, { name: 'table.csv', bytes });
    const { runId } = await importFile(deps, ctx, file, { stream: 'rows', complete: true });
    await spine.sequenceAll();
    return runId;
  }
  return { id, request };
}
const runOf = async (id: string) => (await spine.store.load(ctx, syncRun, id)).state;
async function finish(runId: string) {
  const end = new AbortController();
  const worked = csvWorkerOf(spine, root).run(end.signal);
  const state = await until(`the end of ${runId}`, async () => {
    const run = await runOf(runId);
    return isOver(run) && run;
  });
  end.abort();
  await worked;
  return state;
}
async function standing(id: string) {
  const records = await spine.sql(
    'select data, deleted from vito.synced_record where connection_id = $1 and not deleted order by data::text',
    [id],
  );
  const held = await spine.sql(
    'select data, reason, line from vito.held_record where connection_id = $1 and held order by line',
    [id],
  );
  return { records, held };
}

const odd = (n: number) => (n === 70 ? 'many' : '');

/** What it ends with where nothing is killed. */
let whole: ReturnType<typeof standing> | null = null;
const unkilled = () => (whole ??= readWhole());
async function readWhole() {
  const { id, request } = await openTable();
  await finish(await request(table(0, 60)));
  await finish(await request(table(20, 220, odd)));
  const { records, held } = await standing(id);
  expect(records).toHaveLength(199);
  expect(held).toMatchObject([{ reason: 'misfit', line: 52 }]);
  return { records, held };
}

it.each([1, 130])('after %i rows', { timeout: 60_000 }, async (after) => {
  const { id, request } = await openTable();
  await finish(await request(table(0, 60))); // of which the next lacks twenty
  const runId = await request(table(20, 220, odd));
  const worker = startProcess(new URL('./csv-worker.ts', import.meta.url), {
    url: spine.url,
    master: spine.master.toString('hex'),
    root,
  });
  expect(await worker.line()).toBe('ready');
  await until('some rows', async () => {
    const [counts] = (await runOf(runId)).streams;
    return counts && counts.kept + counts.same + counts.held >= after;
  });
  await worker.kill();
  expect(await runOf(runId)).toMatchObject({ state: 'running', attempts: 1 });
  await spine.sql("update vito.work set lease_until = now() - interval '1 s'"); // as time would
  expect(await finish(runId)).toMatchObject({ state: 'finished', attempts: 2 });
  expect(await standing(id)).toEqual(await unkilled());
});
