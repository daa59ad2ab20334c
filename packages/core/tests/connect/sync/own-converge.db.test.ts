// Killed anywhere, the fetching of mails and files ends as if it had not been; and who watches is followed by another.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsking } from '../../../src/connect/sync/ask-program.js';
import { addConnection, type ConnectionDeps, changeConnection } from '../../../src/connect/sync/change-connection.js';
import { requestSync } from '../../../src/connect/sync/request-sync.js';
import { isOver, syncRun } from '../../../src/connect/sync/run.js';
import { createPrograms } from '../../../src/platform/programs.js';
import { change } from '../../../src/spine/change.js';
import type { Context } from '../../../src/spine/context.js';
import { createWorker } from '../../../src/spine/worker.js';
import { mailOf } from '../../setup/mails.js';
import { startProcess, type TestProcess } from '../../setup/processes.js';
import { openSpine, type Spine } from '../../setup/spine.js';
import { until } from '../../setup/until.js';
import { dovecot, type MailServer, password, startDovecot } from './dovecot.js';
import { fetchingOf } from './fetching.js';
import { ownSources } from './own-sources.js';
import type { OwnWork } from './own-worker.js';
import { dialectsOf } from './sync-worker.js';

let spine: Spine;
let base: string;
let places: { blobs: string; folders: string[] };
let deps: ConnectionDeps;
beforeAll(async () => {
  spine = await openSpine({ subscriptions: [{ type: 'sync.requested', subscription: 'fetch-documents' }] });
  base = await realpath(await mkdtemp(join(tmpdir(), 'vito-own-')));
  places = { blobs: join(base, 'blobs'), folders: [base] };
  deps = { ...spine, programs: createPrograms([]), dialects: dialectsOf(spine), sources: ownSources([base]) };
});
afterAll(async () => {
  await spare?.kill();
  await spine.close();
  await rm(base, { recursive: true, force: true });
});

const start = (watches: boolean) => {
  const work: OwnWork = { url: spine.url, master: spine.master.toString('hex'), watches, ...places };
  return startProcess(new URL('./own-worker.ts', import.meta.url), work);
};
/** Takes a second to start: one is always ready. */
let spare: TestProcess | null = null;

async function request(ctx: Context, id: string): Promise<string> {
  const run = await requestSync(spine, ctx, id, { fresh: false, dueAt: null });
  await spine.sequenceAll();
  return run;
}
const runOf = async (ctx: Context, id: string) => (await spine.store.load(ctx, syncRun, id)).state;

/** Runs it to its end in this process. */
async function finish(ctx: Context, runId: string) {
  const end = new AbortController();
  const worked = createWorker({ ...spine, subscriptions: [fetchingOf(spine, places)] }).run(end.signal);
  const state = await until(
    `the end of ${runId}`,
    async () => {
      const run = await runOf(ctx, runId);
      return isOver(run) && run;
    },
    25_000,
  );
  end.abort();
  await worked;
  return state;
}

async function killedAt(ctx: Context, id: string, point: string): Promise<string> {
  const runId = await request(ctx, id);
  const worker = spare ?? start(false);
  expect(await worker.line()).toBe('ready');
  worker.child.stdin?.write(`${point}\n`);
  spare = start(false); // for the next one, meanwhile
  await expect(worker.line()).rejects.toThrow('ended (SIGKILL) before');
  expect(await runOf(ctx, runId)).toMatchObject({ state: 'running', attempts: 1 });
  await spine.sql("update vito.work set lease_until = now() - interval '1 s'"); // as time would
  return runId;
}

/** How many documents there are, and how many different ones. */
async function documents({ tenant }: Context) {
  const [row] = await spine.sql<{ all: number; different: number }>(
    'select count(*)::int as all, count(distinct address)::int as different from vito.document where tenant_id = $1',
    [tenant],
  );
  return row;
}
const both = (n: number) => ({ all: n, different: n });

describe('a folder', () => {
  async function add(ctx: Context, files: number): Promise<string> {
    const folder = join(base, `${ctx.tenant}`);
    for (let n = 0; n < files; n++) {
      await mkdir(join(folder, `${n % 20}`), { recursive: true });
      await writeFile(join(folder, `${n % 20}`, `${n}.txt`), `The ${n}th note.`);
    }
    return addConnection(deps, ctx, { name: 'n', dialect: 'folder', config: { folder } });
  }

  it.each(['after receive 20', 'before commit 2'])('whose worker is killed %s converges', async (point) => {
    const ctx = await spine.tenant();
    const id = await add(ctx, 40);
    const runId = await killedAt(ctx, id, point);
    expect(await finish(ctx, runId)).toMatchObject({ state: 'finished', attempts: 2 });
    expect(await documents(ctx)).toEqual(both(40));
    const again = await finish(ctx, await request(ctx, id));
    expect(again.streams).toMatchObject([{ kept: 0, same: 40, held: 0 }]);
  });

  it('with two thousand files is taken in small events, and passed over the next time', async () => {
    const ctx = await spine.tenant();
    const id = await add(ctx, 2000);
    const run = await finish(ctx, await request(ctx, id));
    expect(run.streams).toMatchObject([{ kept: 2000 }]);
    const began = Date.now();
    expect((await finish(ctx, await request(ctx, id))).streams).toMatchObject([{ kept: 0, same: 2000 }]);
    expect(Date.now() - began).toBeLessThan(3000);
    expect(await documents(ctx)).toEqual(both(2000));
    const [largest] = await spine.sql<{ n: number }>(
      'select max(length(data::text))::int as n from vito.events where tenant_id = $1',
      [ctx.tenant],
    );
    expect(largest?.n).toBeLessThan(20_000);
  });
});

describe.runIf(dovecot)('a mailbox', () => {
  let server: MailServer;
  let user: string;
  beforeAll(async () => {
    server = await startDovecot();
    user = server.addUser();
    const letters = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) =>
        mailOf({ id: `${from + n}@quill.example`, text: `Letter ${from + n}.` }),
      );
    await server.put(user, 'INBOX', letters(0, 52));
    await server.put(user, 'Sent', letters(50, 55)); // two of them are in both
  });
  afterAll(() => server?.stop());

  const configOf = (of: string) => ({
    ...{ host: '127.0.0.1', port: server.ports.plain, security: 'none' as const, user: of, password },
  });
  const add = (ctx: Context, of: string) =>
    addConnection(deps, ctx, { name: 'n', dialect: 'imap', config: configOf(of) });

  const kills = ['before receive 1', 'after receive 30', 'before commit 1', 'after commit 52', 'after receive 53'];
  it.each(kills)('whose worker is killed %s converges', async (point) => {
    const ctx = await spine.tenant();
    const id = await add(ctx, user);
    const streams = ['INBOX', 'Sent'].map((name) => ({ name, mode: 'incremental' as const }));
    await createAsking(deps).choose(ctx, id, streams);
    const runId = await killedAt(ctx, id, point);
    const run = await finish(ctx, runId);
    expect(run).toMatchObject({ state: 'finished', attempts: 2 });
    expect(run.bookmark).toMatchObject({ mailboxes: { INBOX: { last: 52 }, Sent: { last: 5 } } });
    expect(await documents(ctx)).toEqual(both(55));
    expect((await finish(ctx, await request(ctx, id))).streams.every(({ kept }) => kept === 0)).toBe(true);
  });

  it('is watched by one process, and within seconds by another after that one was killed', async () => {
    const ctx = await spine.tenant();
    const own = server.addUser();
    const id = await add(ctx, own);
    await changeConnection(deps, ctx, id, { live: true });
    const one = start(true);
    let other: TestProcess | null = null;
    const runs = () =>
      spine.sql<{ sync_id: string; state: string }>(
        'select sync_id, state from vito.sync_run where connection_id = $1 order by sync_id desc',
        [id],
      );
    /** Waits for a run more than there were, and runs it to its end. */
    const next = async (before: number) => {
      const [latest] = await until('a run', async () => ((await runs()).length > before ? await runs() : false), 6000);
      await spine.sequenceAll();
      await finish(ctx, latest?.sync_id ?? '');
      return (await runs()).length;
    };
    try {
      await one.line();
      let count = await next(0);
      other = start(true); // only now: the first one has it
      await server.put(own, 'INBOX', [mailOf({ id: 'first@quill.example' })]);
      count = await next(count);
      expect(await documents(ctx)).toEqual(both(1));
      expect(count).toBe(2); // one asked, not both
      await other.line();
      await one.kill();
      await server.put(own, 'INBOX', [mailOf({ id: 'second@quill.example', text: 'The second.' })]);
      count = await next(count);
      await server.put(own, 'INBOX', [mailOf({ id: 'third@quill.example', text: 'The third.' })]);
      const began = Date.now();
      count = await next(count);
      expect(Date.now() - began).toBeLessThan(4000);
      expect(await documents(ctx)).toEqual(both(3));
      // What failed is asked for again, without a word of the server.
      await server.put(own, 'INBOX', [mailOf({ id: 'fourth@quill.example', text: 'The fourth.' })]);
      const [failing] = await until('a run', async () => ((await runs()).length > count ? await runs() : false));
      await change(spine.store, ctx, {
        aggregate: syncRun,
        stream: failing?.sync_id ?? '',
        keyOf: () => id,
        decide: () => [{ type: 'sync.failed', data: { reason: 'unreachable' }, secret: { problem: 'p', log: [] } }],
      });
      await next(count + 1);
      expect(await documents(ctx)).toEqual(both(4));
    } finally {
      await Promise.all([one.kill(), other?.kill()]);
    }
  });
});
