// How a model in the background does: a thread of forty mails and answers of five seconds; and models that lie or stall.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../packages/core/tests/setup/server-process.js';
import { type Act, type Asked, confirming, lying, startModel } from '../../tests/setup/model-server.js';
import { type Part, quantile, say } from '../setup/report.js';
import { type Line, postThread, rulesAlone, sameAs, type Thread, threadOf, untilLooked } from './model/thread.js';

const answerMs = 5000;
const mostOverhead = 10_000; // ms beyond the answers themselves
const mostSeconds = 20; // of one call, in the stalled run too
const size = 40;
const failing = 10;

const slow =
  (act: (asked: Asked) => Act) =>
  (asked: Asked): Act =>
    ({ ...act(asked), after: answerMs }) as Act;

/** Starts a real server beside a model of its own, for each number of calls at once. `quick`: only the first. */
export async function model(quick: boolean): Promise<Part> {
  const together = await withServer(size, async (run) => ({ good: await good(run), failed: await failures(run) }));
  const few = quick ? null : await withServer(8, good);
  const { good: wide, failed } = together;
  const lines = [
    `thread of ${size} mails on a server that has seen one of ${failing}, each answered by the model after ${answerMs / 1000} s`,
    told(`${size} calls at once`, wide),
    ...(few ? [told('8 calls at once (default)', few)] : []),
    ...failed.map(
      ({ name, problem, wrong, ms }) =>
        `${name}: ${failing} mails marked "${problem}" after ${ms} ms, ${wrong} differ from the rules`,
    ),
  ];
  const checks: [string, boolean][] = [
    [`model: ${size} mails done in under 10 s beyond the answers`, wide.overheadMs < mostOverhead],
    ['model: every mail of the thread was looked at by the model', wide.looked === size],
    ['model: the rules did not wait for it', wide.rulesMs < wide.firstMs],
    ...failed.map(({ name, problem, expected, wrong }): [string, boolean] => [
      `model that ${name}: the rules' result stands, and is marked`,
      wrong === 0 && problem === expected,
    ]),
  ];
  if (few) checks.push(['model: the same with 8 calls at once', few.overheadMs < mostOverhead && few.looked === size]);
  return { figures: { model: { together: wide, default: few, failed } }, checks, lines };
}

interface Run {
  calls: number;
  client: Awaited<ReturnType<ReturnType<typeof startServer>['signIn']>>['client'];
  model: Awaited<ReturnType<typeof startModel>>;
  /** The server's process, without those below it. */
  pid: number;
}

async function withServer<T>(calls: number, measure: (run: Run) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vito-model-'));
  await chmod(folder, 0o711);
  const model = await startModel(slow(confirming));
  const server = startServer(folder, 0, {
    VITO_LOG: 'error',
    VITO_MODEL_URL: model.url,
    VITO_MODEL_NAME: 'bench-model',
    VITO_MODEL_KEY: 'bench',
    VITO_MODEL_CALLS: `${calls}`,
    VITO_MODEL_SECONDS: `${mostSeconds}`,
    VITO_MODEL_PRICE: '1/2',
  });
  try {
    const { client } = await server.signIn();
    return await measure({ calls, client, model, pid: server.pid });
  } finally {
    server.signal('SIGTERM');
    await server.ended;
    await model.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A whole thread, posted in order without pause, to a server that has seen a short one. Times are from the first post. */
async function good({ client, model, calls, pid }: Run) {
  await untilLooked(client, await postThread(client, threadOf('first', failing)), Date.now(), 'model');
  const before = model.requests.length;
  const thread = threadOf('good', size);
  const spent = await processorMs(pid);
  const from = Date.now();
  const posted = await postThread(client, thread);
  const { rulesMs, looked, timesMs } = await untilLooked(client, posted, from, 'model');
  const requests = model.requests.length - before;
  const totalMs = looked.size === size ? Math.max(...timesMs) : Number.POSITIVE_INFINITY;
  const answersMs = Math.ceil(size / calls) * answerMs;
  const use = (await client.call('getStatus')).model;
  const load = loadavg()[0] ?? 0; // others at work on this machine: without it, the times say little
  const processor = (await processorMs(pid)) - spent;
  say(
    `  ${looked.size} of ${size} mails refined with ${calls} calls at once, ${processor} ms of processor, load ${load.toFixed(1)}`,
  );
  return {
    load,
    processorMs: processor,
    postedMs: posted.ms,
    rulesMs,
    looked: looked.size,
    requests,
    firstMs: Math.min(...timesMs),
    p50Ms: quantile(timesMs, 0.5),
    p99Ms: quantile(timesMs, 0.99),
    totalMs,
    answersMs,
    overheadMs: totalMs - answersMs,
    costDollars: use?.cost ?? 0,
  };
}

const told = (name: string, run: Awaited<ReturnType<typeof good>>): string =>
  `${name}: posted in ${run.postedMs} ms, the rules' result after ${run.rulesMs} ms; from the first post to refined p50 ${run.p50Ms} ms, p99 ${run.p99Ms} ms, all ${run.totalMs} ms ` +
  `(answers alone ${run.answersMs} ms, beyond them ${run.overheadMs} ms); ${run.requests} requests; the server's process took ${run.processorMs} ms of processor; load average ${run.load.toFixed(1)}`;

async function failures({ client, model }: Run) {
  const ways = [
    { name: 'lies', expected: 'untrue', act: lying },
    { name: 'stalls', expected: 'slow', act: (): Act => ({ kind: 'stalls' }) },
  ];
  const out: { name: string; expected: string; problem: string; wrong: number; ms: number }[] = [];
  for (const { name, expected, act } of ways) {
    model.becomes(act);
    const thread: Thread = threadOf(name, failing);
    const from = Date.now();
    const posted = await postThread(client, thread);
    const { looked, timesMs } = await untilLooked(client, posted, from, 'model-failed');
    const rules = await rulesAlone(thread);
    const lines: Line[][] = thread.map((_, i) => looked.get(posted.ids[i] as string) ?? []);
    const wrong = lines.filter((shown, i) => !sameAs(shown, rules[i] ?? [])).length;
    const problems = new Set(lines.flat().map(({ checkProblem }) => checkProblem));
    out.push({ name, expected, problem: [...problems].join(', '), wrong, ms: Math.max(0, ...timesMs) });
  }
  return out;
}

/** Processor time of a process so far; NaN where the system does not tell. What it takes does not depend on who else is at work. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // in ticks of 10 ms
}
