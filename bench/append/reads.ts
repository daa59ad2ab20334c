// Every GET of the API at a steady rate over a filled log, against the real server in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../setup/bench-server.js';
import { median, quantile, say } from '../setup/report.js';
import { company, fill } from './fill.js';

const program = fileURLToPath(new URL('../../packages/core/dist/main.js', import.meta.url));

export interface ReadOptions {
  events: number;
  perSecond: number;
  seconds: number;
  runs: number;
}

/** p50 and p99 in ms per route: medians over the runs. */
export async function readsUnderLoad(
  bench: Bench,
  options: ReadOptions,
): Promise<Record<string, { p50: number; p99: number }>> {
  const samples = await fill(bench, await company(bench), options.events, say);
  await bench.detach();
  const server = await startServer(bench.folder);
  try {
    const paths = await pathsOf(server, samples);
    await load(server, paths, options.perSecond, 3); // warm: connections, plans, the page picture
    const runs: Record<string, number[]>[] = [];
    for (let run = 1; run <= options.runs; run++) {
      const times = await load(server, paths, options.perSecond, options.seconds);
      const all = Object.values(times).flat();
      say(
        `reads, run ${run}/${options.runs}: ${all.length} GETs, p50 ${quantile(all, 0.5).toFixed(1)} ms, p99 ${quantile(all, 0.99).toFixed(1)} ms`,
      );
      runs.push(times);
    }
    const result: Record<string, { p50: number; p99: number }> = {};
    for (const route of Object.keys(paths)) {
      const of = (q: number) => median(runs.map((run) => quantile(run[route] ?? [], q)));
      result[route] = { p50: of(0.5), p99: of(0.99) };
      say(`  ${route.padEnd(34)} p50 ${of(0.5).toFixed(1).padStart(7)} ms   p99 ${of(0.99).toFixed(1).padStart(7)} ms`);
    }
    return result;
  } finally {
    await server.stop();
  }
}

interface Server {
  url: string;
  token: string;
  stop(): Promise<void>;
}

async function startServer(folder: string): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [program, 'serve'], {
    env: { ...process.env, VITO_DATA: folder, PORT: '0', VITO_LOG: 'error', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const patience = Date.now() + 60_000; Date.now() < patience; await pause(50)) {
    const text = await readFile(join(folder, 'server.json'), 'utf8').catch(() => null);
    if (!text) continue;
    const { url, token } = JSON.parse(text) as { url: string; token: string };
    return {
      url,
      token,
      async stop() {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      },
    };
  }
  child.kill('SIGKILL');
  throw new Error('the server did not start');
}

/** Every GET of the contract, by its route, with the addresses to ask in turn. */
async function pathsOf(
  server: Server,
  samples: { documents: string[]; commitments: string[] },
): Promise<Record<string, string[]>> {
  const picture = await postPicture(server);
  const link = (await (await get(server, '/v1/calendar-link')).json()) as { path: string };
  const seqs = [0, 100, 1000, 2500, 4000];
  return {
    'GET /v1/documents': ['/v1/documents', '/v1/documents?limit=200'],
    'GET /v1/documents/:id': samples.documents.map((id) => `/v1/documents/${id}`),
    'GET /v1/documents/:id/pages/:page': [`/v1/documents/${picture}/pages/1`],
    'GET /v1/documents/:id/pages/:page/image': [`/v1/documents/${picture}/pages/1/image`],
    'GET /v1/documents/:id/content': [`/v1/documents/${picture}/content`],
    'GET /v1/commitments': [
      '',
      '?side=i-owe',
      '?side=owed-to-me&open=true',
      '?overdue=true',
      '?sort=said',
      '?person=ada@bench.example',
    ].map((query) => `/v1/commitments${query}`),
    'GET /v1/commitments/:id': samples.commitments.map((id) => `/v1/commitments/${id}`),
    'GET /v1/timeline': ['/v1/timeline', ...seqs.map((seq) => `/v1/timeline?after=${seq}&limit=100`)],
    'GET /v1/me': ['/v1/me'],
    'GET /v1/me/suggestion': ['/v1/me/suggestion'],
    'GET /v1/people': ['/v1/people'],
    'GET /v1/calendar-link': ['/v1/calendar-link'],
    'GET /v1/calendar/:secret': [link.path],
    'GET /v1/work/dead': ['/v1/work/dead'],
    'GET /v1/status': ['/v1/status'],
    'GET /healthz': ['/healthz'],
    'GET /readyz': ['/readyz'],
    'GET /metrics': ['/metrics'],
    'GET /openapi.json': ['/openapi.json'],
    'GET /docs': ['/docs'],
  };
}

async function postPicture(server: Server): Promise<string> {
  const bytes = await readFile(new URL('../../samples/documents/', import.meta.url).pathname + (await scanName()));
  const answer = await fetch(`${server.url}/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'x-file-name': 'scan.jpg', 'content-type': 'image/jpeg' },
    body: new Uint8Array(bytes),
  });
  const { document } = (await answer.json()) as { document: { id: string } };
  for (const patience = Date.now() + 60_000; Date.now() < patience; await pause(200)) {
    const seen = (await (await get(server, `/v1/documents/${document.id}`)).json()) as { state: string };
    if (seen.state === 'read') return document.id;
  }
  throw new Error('the picture was not read');
}

async function scanName(): Promise<string> {
  const { readdir } = await import('node:fs/promises');
  const names = await readdir(new URL('../../samples/documents/', import.meta.url));
  const scan = names.find((name) => /\.(jpe?g|png)$/.test(name));
  if (!scan) throw new Error('the sample company has no scan');
  return scan;
}

/** Open loop: each request leaves at its time, whatever became of those before. Times in ms per route. */
async function load(
  server: Server,
  paths: Record<string, string[]>,
  perSecond: number,
  seconds: number,
): Promise<Record<string, number[]>> {
  const routes = Object.keys(paths);
  const times: Record<string, number[]> = {};
  const pending: Promise<void>[] = [];
  const failed: string[] = [];
  const began = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = began + (i * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    const route = routes[i % routes.length] as string;
    const list = paths[route] as string[];
    const path = list[Math.floor(i / routes.length) % list.length] as string;
    const sent = performance.now();
    pending.push(
      get(server, path).then(async (answer) => {
        await answer.arrayBuffer();
        if (!answer.ok) failed.push(`${path} answered ${answer.status}`);
        times[route] = [...(times[route] ?? []), performance.now() - sent];
      }),
    );
  }
  await Promise.all(pending);
  if (failed.length > 0) throw new Error(`${failed.length} requests failed, first ${failed[0]}`);
  return times;
}

const get = (server: Server, path: string) =>
  fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } });
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
