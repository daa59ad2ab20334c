// Whether a long log is slower than a short one: appends, the way to the feed, and pages of the timeline, of one company with ten
// thousand events and then with a million.
import { newId } from '@vito/contracts/ids';
import { readConfig } from '@vito/runtime/config';
import { createLog } from '@vito/runtime/log';
import pg from 'pg';
import { openApp } from '../packages/core/src/app.js';
import { masterKey } from '../packages/core/src/platform/master-key.js';
import { bringBack } from '../packages/core/src/spine/archive/bring-back.js';
import { monthOf } from '../packages/core/src/spine/archive/month.js';
import { putAway } from '../packages/core/src/spine/archive/put-away.js';
import type { Context } from '../packages/core/src/spine/context.js';
import { stageProposal } from './append/against-raw.js';
import { commitToFeed } from './append/commit-to-feed.js';
import { company, fill } from './append/fill.js';
import { type Bench, openBench } from './setup/bench-server.js';
import { finish, median, parseBench, quantile, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run bench -- log [--quick]',
  'Append, feed and timeline page of a company with 10,000 events and with 1,000,000: at most 1.3 times as slow.',
);
const [short, long] = quick ? [2000, 40_000] : [10_000, 1_000_000];
const runs = quick ? 2 : 5;
const each = quick ? 100 : 400;

interface Times {
  p50: number;
  p99: number;
}

/** p50 and p99 in ms, each the median over the runs. */
async function timesOf(once: () => Promise<unknown>): Promise<Times> {
  const found: Times[] = [];
  for (let n = 0; n < 50; n++) await once(); // warm
  for (let run = 0; run < runs; run++) {
    const times: number[] = [];
    for (let n = 0; n < each; n++) {
      const began = performance.now();
      await once();
      times.push(performance.now() - began);
    }
    found.push({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
  }
  return overRuns(found);
}

const overRuns = (found: Times[]): Times => ({
  p50: median(found.map(({ p50 }) => p50)),
  p99: median(found.map(({ p99 }) => p99)),
});

/** The API alone, in this process: nothing is worked on, as with one that has the role `api`. */
async function openApi(bench: Bench) {
  const config = readConfig({ PORT: '0', VITO_DATA: bench.folder, VITO_ROLES: 'api', EMBEDDINGS_URL: 'none' });
  const master = await masterKey(null, bench.folder);
  const app = await openApp({ config, log: createLog('error'), urls: bench.urls, master, version: 'bench' });
  await app.startDispatch();
  const base = `http://127.0.0.1:${await app.startApi()}`;
  const owner = await app.services.access.onlyOwner();
  const token = await app.services.access.makeSession(owner?.account ?? '', 'cli', 24);
  return { app, base, token };
}

type Api = Awaited<ReturnType<typeof openApi>>;

async function page(api: Api, query: string): Promise<void> {
  const answer = await fetch(`${api.base}/v1/timeline?limit=50${query}`, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  const { entries } = (await answer.json()) as { entries: unknown[] };
  if (!answer.ok || entries.length === 0) throw new Error(`a page of the timeline came back as ${answer.status}`);
}

async function measure(bench: Bench, api: Api, ctx: Context, events: number) {
  const keyId = newId('document');
  await bench.store.commit(ctx, [stageProposal(bench, ctx, keyId, true)]);
  const append = await timesOf(() => bench.store.commit(ctx, [stageProposal(bench, ctx, keyId)]));
  const feeds: Times[] = [];
  for (let run = 0; run < runs; run++)
    feeds.push(await commitToFeed(bench, { perSecond: 100, seconds: quick ? 2 : 5 }, ctx));
  const newest = await timesOf(() => page(api, ''));
  const anywhere = await timesOf(() => page(api, `&before=${Math.floor(Math.random() * (events - 100)) + 100}`));
  const figures = { append, feed: overRuns(feeds), newest, anywhere };
  for (const [name, { p50, p99 }] of Object.entries(figures))
    say(`${events} events: ${name.padEnd(8)} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
  return figures;
}

/** The log's own tables an event, in bytes. The vault's is measured once what was deleted from it is gone. */
async function logBytes(bench: Bench, events: number): Promise<number> {
  await bench.owner.query('vacuum full vito.vault');
  const { rows } = await bench.owner.query<{ bytes: number }>(
    `select sum(pg_total_relation_size(c.oid))::float8 as bytes from pg_class c
     where c.relnamespace = 'vito'::regnamespace and c.relkind = 'r'
       and (c.relname ~ '^(events_|log_archive)' or c.relname in ('vault', 'event_seq', 'event_key', 'stream_head'))`,
  );
  return (rows[0]?.bytes ?? 0) / events;
}

/** This month as if it were long over: what its events take, how long it takes, and pages of the timeline meanwhile. */
async function putAwayAndBack(bench: Bench, api: Api, events: number) {
  const owner = new pg.Client({ connectionString: bench.urls.owner.url });
  await owner.connect();
  const month = monthOf(new Date());
  const now = () => new Date(Date.now() + 62 * 24 * 3_600_000);
  const deps = { database: bench.database, blobs: api.app.services.blobs, owner, now };
  const bytesBefore = await logBytes(bench, events);
  const began = performance.now();
  await putAway(deps, month);
  const putAwayPerSecond = (events * 1000) / (performance.now() - began);
  const bytesAfter = await logBytes(bench, events);
  const { rows } = await bench.owner.query<{ bytes: number }>(
    'select sum(bytes)::float8 as bytes from vito.log_archive',
  );
  const anywhere = await timesOf(() => page(api, `&before=${Math.floor(Math.random() * (events - 100)) + 100}`));
  const again = performance.now();
  await bringBack(deps, month);
  const bringBackPerSecond = (events * 1000) / (performance.now() - again);
  await owner.end();
  const figures = {
    putAwayPerSecond,
    bringBackPerSecond,
    bytesBefore,
    bytesAfter,
    blobBytes: (rows[0]?.bytes ?? 0) / events,
    anywhere,
  };
  say(
    `put away at ${Math.round(putAwayPerSecond)} events/s, back at ${Math.round(bringBackPerSecond)}/s; the log's bytes an event: ${Math.round(bytesBefore)} in the database, then ${Math.round(bytesAfter)} and ${Math.round(figures.blobBytes)} in blobs`,
  );
  say(`pages anywhere in what is put away: p50 ${anywhere.p50.toFixed(1)} ms, p99 ${anywhere.p99.toFixed(1)} ms`);
  return figures;
}

const bench = await openBench();
try {
  await bench.printSettings();
  const ctx = await company(bench);
  const api = await openApi(bench);
  await fill(bench, ctx, short, say);
  const before = await measure(bench, api, ctx, short);
  const began = performance.now();
  await fill(bench, ctx, long, say, short);
  say(`filled to ${long} events at ${Math.round(((long - short) * 1000) / (performance.now() - began))}/s`);
  const after = await measure(bench, api, ctx, long);
  const { rows } = await bench.owner.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
  const bytesPerEvent = Number(rows[0]?.bytes ?? 0) / long;
  say(`${Math.round(bytesPerEvent)} bytes of database an event, with its indexes, rows and secrets`);
  const archive = await putAwayAndBack(bench, api, long);
  await api.app.stop();
  const ratios = Object.fromEntries(
    (Object.keys(before) as (keyof typeof before)[]).map((name) => [
      name,
      { p50: after[name].p50 / before[name].p50, p99: after[name].p99 / before[name].p99 },
    ]),
  );
  const checks = Object.entries(ratios).flatMap(([name, { p50, p99 }]): [string, boolean][] => [
    [`${name}: p50 at most 1.3 times (${p50.toFixed(2)})`, p50 <= 1.3],
    [`${name}: p99 at most 1.3 times (${p99.toFixed(2)})`, p99 <= 1.3],
  ]);
  finish({ bench: 'log', quick, events: [short, long], runs, before, after, ratios, bytesPerEvent, archive }, checks);
} finally {
  await bench.close();
}
