// A conversation with a model that may call tools: one turn, streamed, its end told in our words. Tools are not run here.
import { Failure } from '@vito/runtime/failure';
import type { ModelConfig } from '@vito/runtime/model-config';
import { createSlots } from './call-slots.js';
import { type Call, mostTokens, type Question } from './chat-question.js';
import { type Heard, hear } from './chat-stream.js';
import { type CallProblem, callFailure } from './model-failure.js';
import { microsOf, priceOf } from './model-prices.js';
import { provide } from './model-provider.js';

export interface Turn {
  outcome: 'answered' | CallProblem;
  text: string;
  /** Only of an answered turn: what broke off or cannot be understood asks for nothing. */
  calls: Call[];
  /** `in`: all of the question; `cached`: how much of it the endpoint still had. Null where it did not tell. */
  usage: { in: number; out: number; cached: number } | null;
  /** One word of why it ended: `stop`, `tool-calls`, `length`, `content-filter`, `unknown-tool`, `broken-arguments`, `empty`, `error`. */
  finish: string;
  /** Seconds after which the endpoint wants to be asked again. */
  retryAfter: number | null;
  /** Nothing where the question was not taken; null where nobody knows, which may be all that was set aside for it. */
  costMicros: number | null;
  ms: number;
}

export interface TakeOptions {
  signal: AbortSignal;
  /** Hears the text as it comes. */
  onText?: (piece: string) => void;
}

export interface Chat {
  name: string;
  /** Millionths of a US dollar that a turn can cost at the very most. Throws Failure('unavailable') where the price is not known. */
  worst(question: Question): number;
  /** Asks once. Rejects only when `signal` aborts, with its reason. */
  take(question: Question, options: TakeOptions): Promise<Turn>;
}

export function createChat(config: ModelConfig): Chat {
  const slots = createSlots(config.calls);
  const price = priceOf(config.name, config.price);
  let limit: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';

  function worst(question: Question): number {
    if (!price) {
      const way = 'say what it costs in VITO_MODEL_PRICE (0/0 if nothing), or choose a model with a list price';
      throw new Failure('unavailable', `it is not known what the model ${config.name} costs: ${way}`, {
        retry: 'never',
      });
    }
    // As if all of it were put into a cache, which is the dearest that can happen to it.
    const tokens = mostTokens(question);
    return microsOf(price, { in: tokens, written: tokens, out: question.tokens });
  }

  async function take(question: Question, options: TakeOptions): Promise<Turn> {
    const free = await slots.take(options.signal);
    try {
      await provide(config); // the libraries are loaded before the clock starts
      const from = performance.now();
      const { usage, ...said } = await within(question, options);
      const cost = usage && price && microsOf(price, usage);
      return {
        ...said,
        usage: usage && { in: usage.in, out: usage.out, cached: usage.cached },
        costMicros: said.costMicros ?? cost,
        ms: Math.round(performance.now() - from),
      };
    } finally {
      free();
    }
  }

  /** Within the time that a call may take; what is still under way at its end is cut. */
  async function within(question: Question, { signal, onText }: TakeOptions): Promise<Ended> {
    const ended = new AbortController();
    const stop = () => ended.abort();
    signal.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(stop, config.seconds * 1000);
    try {
      signal.throwIfAborted();
      return await tried(question, { signal: ended.signal, ...(onText ? { onText } : {}) });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return ended.signal.aborted ? nothing('slow') : failed(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  async function tried(question: Question, options: TakeOptions): Promise<Ended> {
    try {
      return { ...(await hear(await provide(config, limit), question, options)), retryAfter: null, costMicros: null };
    } catch (error) {
      // Newer models of OpenAI refuse the name that everybody else knows. Nothing was taken: it is asked under the other one.
      const { refusedWith } = callFailure(error);
      if (limit !== 'max_tokens' || refusedWith?.status !== 400) throw error;
      if (!refusedWith.words.includes('max_completion_tokens')) throw error;
      limit = 'max_completion_tokens';
      return tried(question, options);
    }
  }

  return { name: config.name, worst, take };
}

type Ended = Heard & Pick<Turn, 'retryAfter' | 'costMicros'>;

const nothing = (outcome: CallProblem): Ended => ({
  outcome,
  text: '',
  calls: [],
  usage: null,
  finish: 'error',
  retryAfter: null,
  costMicros: null,
});

function failed(error: unknown): Ended {
  const { outcome, retryAfter, unasked } = callFailure(error);
  return { ...nothing(outcome), retryAfter, costMicros: unasked ? 0 : null };
}
