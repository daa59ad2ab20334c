// What a model says in one turn: the stream taken in, judged when it has ended. What broke off is no answer.
import type { ToolSet } from 'ai';
import { type Args, type Call, type Names, namesOf, type Question, wireMessages } from './chat-question.js';
import type { CallProblem } from './model-failure.js';
import type { Provided } from './model-provider.js';

export interface Usage {
  in: number;
  out: number;
  /** Parts of `in`: found in a cache, and put into one. */
  cached: number;
  written: number;
}

export interface Heard {
  outcome: 'answered' | CallProblem;
  text: string;
  calls: Call[];
  usage: Usage | null;
  finish: string;
}

interface Listening {
  signal: AbortSignal;
  onText?: (piece: string) => void;
}

const longestAnswer = 1_000_000; // characters

/** Throws what the libraries throw, and when `signal` aborts. */
export async function hear({ ai, model }: Provided, question: Question, listening: Listening): Promise<Heard> {
  const names = namesOf(question);
  const tools: ToolSet = {};
  for (const { name, description, schema } of question.tools)
    tools[names.wire(name)] = { description, inputSchema: ai.jsonSchema(schema) };
  const { fullStream } = ai.streamText({
    model,
    system: question.system,
    messages: wireMessages(question.messages, names),
    ...(question.tools.length > 0 ? { tools } : {}),
    maxOutputTokens: question.tokens,
    maxRetries: 0,
    abortSignal: listening.signal,
    onError: () => {}, // by default it prints the error, and the question with it
  });
  return listen(fullStream, names, listening);
}

type Parts = ReturnType<Provided['ai']['streamText']>['fullStream'];
interface Wired {
  id: string;
  tool: string;
  args: unknown;
  broken: boolean;
}

async function listen(parts: Parts, names: Names, { signal, onText }: Listening): Promise<Heard> {
  let text = '';
  let length = 0;
  const calls: Wired[] = [];
  const heard = { text: '', calls: [], usage: null as Usage | null };
  for await (const part of parts) {
    signal.throwIfAborted();
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') {
      text += part.text;
      onText?.(part.text);
    }
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') length += part.text.length;
    if (part.type === 'tool-input-delta') length += part.delta.length;
    if (length > longestAnswer) return { ...heard, outcome: 'malformed', text: '', finish: 'error' };
    if (part.type === 'tool-call') {
      const { toolCallId, toolName, input } = part;
      calls.push({ id: toolCallId, tool: toolName, args: input, broken: part.invalid === true });
    }
    if (part.type === 'finish-step') {
      const usage = usageOf(part.usage);
      const said = judge(part.finishReason, part.rawFinishReason, text, calls, names);
      signal.throwIfAborted();
      return { ...said, text, usage };
    }
  }
  signal.throwIfAborted();
  return { ...heard, outcome: 'truncated', text, finish: 'error' };
}

type Told = Extract<Parts extends AsyncIterable<infer P> ? P : never, { type: 'finish-step' }>;

/** The libraries have made one of what providers count differently: `inputTokens` holds what was cached and written. */
function usageOf({ inputTokens, outputTokens, inputTokenDetails: details }: Told['usage']): Usage | null {
  if (inputTokens === undefined || outputTokens === undefined) return null;
  return {
    in: inputTokens,
    out: outputTokens,
    cached: details.cacheReadTokens ?? 0,
    written: details.cacheWriteTokens ?? 0,
  };
}

type Judged = Pick<Heard, 'outcome' | 'calls' | 'finish'>;

function judge(reason: string, raw: string | undefined, text: string, wired: Wired[], names: Names): Judged {
  const no = (outcome: CallProblem, finish: string): Judged => ({ outcome, calls: [], finish });
  if (reason === 'content-filter') return no('refused', reason);
  if (reason === 'length') return no('truncated', reason);
  if (raw === undefined || reason === 'error') return no('truncated', 'error'); // the stream just ended
  if (wired.some(({ tool }) => names.own(tool) === undefined)) return no('malformed', 'unknown-tool');
  if (wired.some(({ args, broken }) => broken || !isObject(args))) return no('malformed', 'broken-arguments');
  if (wired.length === 0 && text.trim() === '') return no('malformed', 'empty');
  const calls = wired.map(({ id, tool, args }, index) => ({
    id: wired.findIndex((other) => other.id === id) === index ? id : `${id}-${index + 1}`,
    tool: names.own(tool) as string,
    args: args as Args,
  }));
  return { outcome: 'answered', calls, finish: calls.length > 0 ? 'tool-calls' : 'stop' };
}

const isObject = (value: unknown): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
