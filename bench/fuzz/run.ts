// Hands damaged files to the real compute pool and looks at how each reading ends.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reading } from '@vito/contracts/reading';
import { createLog } from '@vito/runtime/log';
import { type ComputePool, createComputePool } from '../../packages/core/src/platform/compute-pool.js';
import { createRandom } from '../crash/random.js';
import { mutatedInside } from './containers.js';
import { caughtMark } from './fuzz-tasks.js';
import { mutated } from './mutate.js';
import type { Fuzzed } from './seeds.js';

export interface Outcome {
  reader: string;
  inputs: number;
  read: number;
  /** How many were refused, by reason. */
  refused: Record<string, number>;
  /** What the last net of reading caught, by class of error. */
  caught: Record<string, number>;
  slowest: number;
  /** Processes that the reading took down: time, memory, crash. */
  deaths: number;
  /** Endings that must not be, each with where its input was kept. */
  faults: string[];
}

/** Milliseconds and MB that one reading may take: what the server allows for a page. */
export const limits = { time: 60_000, memory: 1_000 };
const slack = 5_000;
const kept = join(tmpdir(), 'vito-fuzz');
const takesDown = new Set(['timeout', 'out-of-memory', 'crashed']);

export const openPool = (size: number): ComputePool =>
  createComputePool({
    log: createLog('error'),
    size,
    timeLimit: { page: limits.time, job: limits.time },
    memoryLimit: limits.memory,
    tasks: new URL('./fuzz-tasks.ts', import.meta.url),
  });

/** `onHalf` is called when half of the inputs are read: what is open then is what libraries open once for all. */
export async function fuzz(
  pool: ComputePool,
  { reader, seeds }: Fuzzed,
  count: number,
  seed: number,
  onHalf: () => void,
): Promise<Outcome> {
  const random = createRandom(seed);
  const outcome: Outcome = { reader, inputs: 0, read: 0, refused: {}, caught: {}, slowest: 0, deaths: 0, faults: [] };
  const all = seeds.map(({ bytes }) => bytes);
  const make = () => {
    const { name, bytes } = random.pick(seeds);
    const inside = random.next() < 0.6 ? mutatedInside(random, bytes) : null;
    return { name, bytes: inside ?? mutated(random, bytes, all) };
  };
  const inputs = Array.from({ length: count }, make);
  const work = async () => {
    for (let input = inputs.shift(); input; input = inputs.shift()) {
      await tryOne(pool, input, outcome);
      if (outcome.inputs === Math.floor(count / 2)) onHalf();
    }
  };
  await Promise.all(Array.from({ length: pool.stats().size }, work));
  return outcome;
}

async function tryOne(pool: ComputePool, input: { name: string; bytes: Uint8Array }, outcome: Outcome): Promise<void> {
  const { name, bytes } = input;
  const number = ++outcome.inputs;
  const fault = (what: string) => {
    mkdirSync(kept, { recursive: true });
    const path = join(kept, `${outcome.reader.replaceAll(' ', '-')}-${number}-${name}`);
    writeFileSync(path, bytes);
    outcome.faults.push(`${what}: ${path}`);
  };
  const started = performance.now();
  try {
    const result = await pool.read(bytes, name);
    if ('unreadable' in result) {
      const { reason, message } = result.unreadable;
      outcome.refused[reason] = (outcome.refused[reason] ?? 0) + 1;
      const at = message.indexOf(caughtMark);
      const kind = at < 0 ? null : message.slice(at + caughtMark.length).split(':')[0];
      if (kind) outcome.caught[kind] = (outcome.caught[kind] ?? 0) + 1;
      if (kind === 'TypeError' || kind === 'RangeError' || kind === 'ReferenceError') fault(message.slice(at));
      if (takesDown.has(reason)) {
        outcome.deaths += 1;
        fault(`${reason} (${message})`);
      }
      if (!/\S+ \S+ \S+/.test(message)) fault('a refusal without a sentence');
    } else {
      outcome.read += 1;
      const wrong = wrongIn(result.reading);
      if (wrong) fault(wrong);
    }
  } catch (error) {
    fault(`the pool rejected (${error instanceof Error ? error.message : String(error)})`);
  }
  const took = performance.now() - started;
  outcome.slowest = Math.max(outcome.slowest, took);
  if (took > limits.time + slack) fault(`took ${Math.round(took)} ms`);
}

/** What no reading may be, or null. */
function wrongIn({ text, pages, messages }: Reading): string | null {
  if (/\p{Surrogate}/u.test(text)) return 'half a character in the text';
  if (text.includes('\0')) return 'a NUL in the text';
  const ranges = [
    ...pages,
    ...messages,
    ...messages.flatMap(({ quoted, signature }) => [...quoted, ...(signature ? [signature] : [])]),
  ];
  return ranges.some(({ start, end }) => !(start >= 0 && start <= end && end <= text.length))
    ? 'a range outside of the text'
    : null;
}

/** Open files of a process, and its children (Linux; elsewhere nothing is seen). */
export function openFiles(pid: number | 'self' = 'self'): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

export function children(): number[] {
  const found: number[] = [];
  for (const name of safeList('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(parent) === process.pid && state !== 'Z') found.push(Number(name));
    } catch {
      // It ended while it was looked at.
    }
  }
  return found;
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
