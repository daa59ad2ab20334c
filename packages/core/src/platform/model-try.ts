// One try of a call to a model: streamed, within a time, its end told in our words. Its errors are never passed on: they
// hold the question, and may hold the key.
import type { ModelConfig } from '@vito/runtime/model-config';
import { type CallProblem, callFailure } from './model-failure.js';
import { type Provided, provide } from './model-provider.js';

export interface ModelQuestion {
  system: string;
  user: string;
}

export interface Try {
  outcome: 'answered' | CallProblem;
  /** The JSON that was answered. */
  value: unknown;
  tokensIn: number | null;
  tokensOut: number | null;
  /** Seconds after which the endpoint wants to be asked again. */
  retryAfter: number | null;
  /** True where the endpoint does not know how to keep to a schema: it is to be asked without. */
  withoutSchema: boolean;
}

const longestAnswer = 1_000_000; // characters
const anthropicTokens = 8192;

/** Asks once. `schema` null: in plain words. Rejects only when `signal` aborts, with its reason. */
export async function tryModel(
  config: ModelConfig,
  question: ModelQuestion,
  schema: object | null,
  signal: AbortSignal,
): Promise<Try> {
  const parts = await provide(config); // before the clock starts
  const ended = new AbortController();
  const stop = () => ended.abort();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(stop, config.seconds * 1000);
  try {
    signal.throwIfAborted();
    return await streamed(parts, question, schema, ended.signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return ended.signal.aborted ? failed('slow') : failure(error, schema !== null);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function streamed(
  { ai, model, kind }: Provided,
  { system, user }: ModelQuestion,
  schema: object | null,
  signal: AbortSignal,
): Promise<Try> {
  const whole = schema && ai.Output.object({ schema: ai.jsonSchema(schema), name: 'answer' });
  // What is there so far is not parsed with every word: it is read once, whole.
  const output = whole && { ...whole, parsePartialOutput: async () => undefined };
  const { fullStream } = ai.streamText({
    model,
    system,
    prompt: user,
    ...(output ? { output } : {}),
    ...(kind === 'anthropic' ? { maxOutputTokens: anthropicTokens } : {}),
    providerOptions: { anthropic: { structuredOutputMode: 'jsonTool' } },
    maxRetries: 0,
    abortSignal: signal,
    onError: () => {}, // by default it prints the error, and the question with it
  });
  let text = '';
  let finish: { reason: string; tokensIn: number | null; tokensOut: number | null } | null = null;
  for await (const part of fullStream) {
    signal.throwIfAborted();
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') text += part.text;
    if (text.length > longestAnswer) return failed('malformed');
    if (part.type === 'finish') {
      const { inputTokens, outputTokens } = part.totalUsage;
      finish = { reason: part.finishReason, tokensIn: inputTokens ?? null, tokensOut: outputTokens ?? null };
    }
  }
  signal.throwIfAborted();
  return read(text, finish?.reason ?? 'other', {
    tokensIn: finish?.tokensIn ?? null,
    tokensOut: finish?.tokensOut ?? null,
  });
}

/** What the text is worth, by how it ended. */
function read(text: string, reason: string, tokens: Pick<Try, 'tokensIn' | 'tokensOut'>): Try {
  const told = (outcome: Try['outcome'], value: unknown = null): Try => ({ ...failed(outcome), value, ...tokens });
  if (reason === 'content-filter') return told('refused');
  if (reason === 'length') return told('truncated');
  const value = jsonIn(text);
  if (value !== undefined) return told('answered', value);
  return told(reason === 'stop' ? 'malformed' : 'truncated'); // without a reason, the stream just ended
}

/** The JSON object of an answer, also where a model wraps it in words or a code fence; undefined for none. */
export function jsonIn(text: string): unknown {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

const failed = (outcome: Try['outcome']): Try => ({
  outcome,
  value: null,
  tokensIn: null,
  tokensOut: null,
  retryAfter: null,
  withoutSchema: false,
});

/** An error of the libraries or of the network, as an outcome. */
function failure(error: unknown, asked: boolean): Try {
  const { outcome, retryAfter, refusedWith } = callFailure(error);
  const unknownForm = asked && /response_format|json_schema|tool_choice|\btools\b/i.test(refusedWith?.words ?? '');
  const withoutSchema = unknownForm && (refusedWith?.status === 400 || refusedWith?.status === 422);
  return { ...failed(outcome), retryAfter, withoutSchema };
}
