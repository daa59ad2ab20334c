// Reading in processes of their own: a file that hangs, swells or crashes takes down nothing but its own reading.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import type { Log } from '@vito/runtime/log';
import type { Calendar, Window } from '@vito/understanding/calendar/occurrences';
import type { CommitmentLife } from '@vito/understanding/life';
import type { PageImage, PageImageOptions } from '@vito/understanding/page-image';
import { joinParts } from '@vito/understanding/parts';
import type { ReadOptions } from '@vito/understanding/read';
import type { Related } from '@vito/understanding/related';
import { type Answer, createLane } from './compute-lane.js';
import type { ExtractContext, Job, ReadOutcome, Refusal } from './compute-messages.js';
import { startProcess } from './compute-process.js';
import type { Evaluated } from './evaluate.js';

const evaluateWithin = 4000; // ms, with the start of a process
const calendarsWithin = 20_000; // ms

export interface ComputePoolOptions {
  log: Log;
  /** Documents read at the same time, one process each. Pages are drawn in one more, so that people need not wait. */
  size?: number;
  /** Milliseconds: `page` is the time without progress (each page done renews it), `job` the most for a whole file. */
  timeLimit?: { page: number; job: number };
  /** MB of resident memory of a process. */
  memoryLimit?: number;
  /** Milliseconds after which a process without work ends, to give its memory back. */
  idle?: number;
  /** URL of another module of tasks (see Tasks). */
  tasks?: URL;
}

export interface ComputePool {
  /**
   * Reads a file, or says why it cannot be read. A long scan is read in several jobs, and other files get their turn
   * in between. Rejects with the signal's reason, or Failure('unavailable').
   */
  read(bytes: Uint8Array, name: string, options?: ReadOptions): Promise<ReadOutcome | { unreadable: Refusal }>;
  /** Draws a page. Throws Failure: 'not-found' (no such page), 'unavailable' (it cannot be drawn). */
  pageImage(
    bytes: Uint8Array,
    kind: 'pdf' | 'image',
    page: number,
    options?: PageImageOptions & { signal?: AbortSignal },
  ): Promise<PageImage>;
  /** Finds commitments. Throws Failure('unavailable', never again) when the text is more than a process can bear. */
  extract(reading: Reading, context: ExtractContext, signal?: AbortSignal): Promise<ExtractedCommitment[]>;
  /** Vectors of English texts, by the model of the install. `urgent`: somebody waits for it. */
  embed(texts: string[], watch?: { signal?: AbortSignal; urgent?: boolean }): Promise<Float32Array[]>;
  /** Words that may stand for those of a question. */
  related(question: string, signal?: AbortSignal): Promise<Related[]>;
  /** What a tenant's JSONata gives for each input. A text that hangs or swells costs this call only: Failure('unavailable'). */
  evaluate(expression: string, inputs: unknown[], signal?: AbortSignal): Promise<Evaluated[]>;
  /** Events of calendar files within a window of time. Throws Failure('unavailable', never again) for what takes too long. */
  calendars(files: Uint8Array[], window: Window, signal?: AbortSignal): Promise<(Calendar | { refused: string })[]>;
  /** Follows the commitments of a thread, oldest reading first. Throws as `extract` does. */
  lives(readings: Reading[], context: Pick<ExtractContext, 'zone'>, signal?: AbortSignal): Promise<CommitmentLife[]>;
  /** Ends all processes; jobs that run or wait reject with Failure('unavailable'). */
  close(): Promise<void>;
  stats(): { size: number; busy: number; waiting: number; pids: number[] };
}

export function createComputePool(options: ComputePoolOptions): ComputePool {
  const { log, size = 1, idle = 20_000, memoryLimit = 1_100, timeLimit = { page: 60_000, job: 1_800_000 } } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const tasks = (options.tasks ?? new URL(`./compute-tasks.${extension}`, import.meta.url)).href;
  const start = () => startProcess({ tasks, timeLimit, memoryLimit });
  const reading = createLane({ size, idle, start });
  const drawing = createLane({ size: 1, idle, start });
  // Language models are large and slow to load: a process of their own, which rests longer before it gives its memory back.
  const language = createLane({ size: 1, idle: idle * 6, start });

  // What tenants write themselves: soon over, or ended.
  const expressions = createLane({
    size: 1,
    idle,
    start: () => startProcess({ tasks, timeLimit: { page: evaluateWithin, job: evaluateWithin }, memoryLimit: 400 }),
  });

  // Feeds of others: a rule that never comes true keeps its parser busy for ever.
  const feeds = createLane({
    size: 1,
    idle,
    start: () => startProcess({ tasks, timeLimit: { page: calendarsWithin, job: calendarsWithin }, memoryLimit: 700 }),
  });

  async function read(bytes: Uint8Array, name: string, given: ReadOptions = {}) {
    const { onPage, signal, pause: _, ...rest } = given;
    let whole = null as ReadOutcome | null;
    for (let from = rest.from; ; ) {
      const options = from === undefined ? rest : { ...rest, from };
      const answer = await reading.add({ task: 'read', bytes, name, options }, { onPage, signal });
      if ('refusal' in answer) return { unreadable: noted(answer.refusal) };
      const { next, ...part }: ReadOutcome = answer.result as ReadOutcome;
      whole = whole === null ? part : { ...whole, reading: joinParts(whole.reading, part.reading) };
      if (next === undefined) return whole;
      from = next;
    }
  }

  async function pageImage(...[bytes, kind, page, given = {}]: Parameters<ComputePool['pageImage']>) {
    const { signal, ...rest } = given;
    const job: Job = { task: 'pageImage', bytes, kind, page, options: rest };
    const answer: Answer = await drawing.add(job, { signal });
    if ('result' in answer) return answer.result as PageImage;
    const { reason, message } = noted(answer.refusal);
    throw new Failure(reason === 'no-pages' ? 'not-found' : 'unavailable', message, { retry: 'never' });
  }

  async function extract(reading: Reading, context: ExtractContext, signal?: AbortSignal) {
    const answer = await drawing.add({ task: 'extract', reading, context }, { signal });
    if ('result' in answer) return answer.result as ExtractedCommitment[];
    throw new Failure('unavailable', noted(answer.refusal).message, { retry: 'never' });
  }

  async function embed(texts: string[], watch: { signal?: AbortSignal; urgent?: boolean } = {}) {
    const answer = await language.add({ task: 'embed', texts }, watch);
    if ('result' in answer) return answer.result as Float32Array[];
    throw new Failure('unavailable', noted(answer.refusal).message);
  }

  async function related(question: string, signal?: AbortSignal) {
    const answer = await language.add({ task: 'related', question }, { signal, urgent: true });
    if ('result' in answer) return answer.result as Related[];
    throw new Failure('unavailable', noted(answer.refusal).message);
  }

  async function lives(readings: Reading[], context: Pick<ExtractContext, 'zone'>, signal?: AbortSignal) {
    const answer = await drawing.add({ task: 'lives', readings, context }, { signal });
    if ('result' in answer) return answer.result as CommitmentLife[];
    throw new Failure('unavailable', noted(answer.refusal).message, { retry: 'never' });
  }

  async function evaluate(expression: string, inputs: unknown[], signal?: AbortSignal) {
    const answer = await expressions.add({ task: 'evaluate', expression, inputs }, { signal });
    if ('result' in answer) return answer.result as Evaluated[];
    throw new Failure('unavailable', 'the mapping takes too long or too much memory', { retry: 'never' });
  }

  async function calendars(files: Uint8Array[], window: Window, signal?: AbortSignal) {
    const answer = await feeds.add({ task: 'calendars', files, window }, { signal });
    if ('result' in answer) return answer.result as (Calendar | { refused: string })[];
    throw new Failure('unavailable', 'the calendar takes too long or too much memory to read', { retry: 'never' });
  }

  function noted(refusal: Refusal): Refusal {
    const hostile = ['timeout', 'out-of-memory', 'crashed'].includes(refusal.reason);
    if (hostile) log.warn('a file took down the process that read it', { reason: refusal.reason });
    return refusal;
  }

  return {
    read,
    pageImage,
    extract,
    embed,
    related,
    lives,
    evaluate,
    calendars,
    async close() {
      await Promise.all([reading.close(), drawing.close(), language.close(), expressions.close(), feeds.close()]);
    },
    stats() {
      const [r, d, l, e] = [reading.stats(), drawing.stats(), language.stats(), expressions.stats()];
      const f = feeds.stats();
      const pids = [...r.pids, ...d.pids, ...l.pids, ...e.pids, ...f.pids];
      return { size, busy: r.busy + d.busy, waiting: r.waiting + d.waiting, pids };
    },
  };
}
