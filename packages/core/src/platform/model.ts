// The model: calls with a limit on how many run at once, how long they take, and how often they are tried again.
import type { ModelConfig } from '@vito/runtime/model-config';
import { wait } from '@vito/runtime/wait';
import { createSlots } from './call-slots.js';
import { type Cost, costOf } from './model-prices.js';
import { type ModelQuestion, type Try, tryModel } from './model-try.js';

/** How a call went. Never thrown: every outcome is recorded. */
export interface Reply extends Omit<Try, 'withoutSchema'> {
  tries: number;
  /** Milliseconds from the first try to the end of the last. */
  ms: number;
  /** Null where the price or the tokens are not known. */
  cost: Cost | null;
}

export interface Model {
  name: string;
  /** Calls at the same time. */
  calls: number;
  /** Puts a question; the answer is JSON by this schema, as far as the endpoint keeps to it. Rejects only when `signal` aborts. */
  ask(question: ModelQuestion, schema: object, signal: AbortSignal): Promise<Reply>;
}

const mostTries = 3;
const firstPause = 500; // ms, doubled each time

export function createModel(config: ModelConfig): Model {
  const slots = createSlots(config.calls);
  let knowsSchemas = true;

  async function ask(question: ModelQuestion, schema: object, signal: AbortSignal): Promise<Reply> {
    const free = await slots.take(signal);
    try {
      return await tried(question, schema, signal);
    } finally {
      free();
    }
  }

  async function tried(question: ModelQuestion, schema: object, signal: AbortSignal): Promise<Reply> {
    const from = Date.now();
    const end = from + config.seconds * 2000;
    for (let tries = 1; ; tries++) {
      const given = knowsSchemas ? schema : null;
      const put = given ? question : inWords(question, schema);
      const { withoutSchema, ...last } = await tryModel(config, put, given, signal);
      if (withoutSchema) {
        knowsSchemas = false; // another question, and from now on every question: not a retry
        continue;
      }
      const pause = pauseAfter(last, tries);
      if (pause === null || Date.now() + pause > end) {
        const cost = costOf(config.name, { in: last.tokensIn, out: last.tokensOut }, config.price);
        return { ...last, tries, ms: Date.now() - from, cost };
      }
      await wait(pause, signal);
    }
  }

  return { name: config.name, calls: config.calls, ask };
}

/** Milliseconds until another try; null where none can help: what is refused, wrong or slow is so the next moment too. */
function pauseAfter({ outcome, retryAfter }: Pick<Try, 'outcome' | 'retryAfter'>, tries: number): number | null {
  if (tries >= mostTries || (outcome !== 'down' && outcome !== 'busy')) return null;
  if (outcome === 'busy') return retryAfter === null ? null : retryAfter * 1000;
  return firstPause * 2 ** (tries - 1) * (0.75 + Math.random() / 2);
}

/** For an endpoint that knows no structured output: the schema goes into the question. */
function inWords({ system, user }: ModelQuestion, schema: object): ModelQuestion {
  return { system: `${system}\nThe JSON has to follow this JSON Schema:\n${JSON.stringify(schema)}`, user };
}
