// The two protocols of models, as their servers speak them: chat completions, and Anthropic's messages with a tool.

/** The content of a question about commitments. */
export interface Content {
  people: { id: string; name: string | null }[];
  findings: { id: string; quote: string; due: string | null; debtor: string | null }[];
  messages: { sentences: { n: number; text: string }[] }[];
}

export interface Dialect {
  /** Lines of a stream: its begin, a piece of the answer, its end. `end`: stop, length, filter or refusal. */
  begin(): string[];
  piece(text: string, end?: string): string;
  end(end: string): string[];
  /** The answer in one. */
  whole(text: string, end: string): unknown;
}

export const usage = { in: 1200, out: 340 };

export function dialectOf(path: string): Dialect | null {
  if (path.endsWith('/chat/completions')) return completions;
  return path.endsWith('/messages') ? messages : null;
}

/** The question in a request, where it is one about commitments. */
export function asked(body: Record<string, unknown>): Content {
  const said = (body.messages as { role: string; content: unknown }[]).find(({ role }) => role === 'user')?.content;
  const words = typeof said === 'string' ? said : ((said as { text: string }[])[0]?.text ?? '');
  try {
    return JSON.parse(words) as Content;
  } catch {
    return { people: [], findings: [], messages: [] };
  }
}

const reasons: Record<string, string> = { stop: 'stop', length: 'length', filter: 'content_filter', refusal: 'stop' };
const head = { id: 'chatcmpl-1', created: 1_772_000_000, model: 'test-model' };
const counted = { prompt_tokens: usage.in, completion_tokens: usage.out, total_tokens: usage.in + usage.out };
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: unknown, reason: string | null = null) =>
  data({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: reason }] });
const saying = (text: string, end: string) =>
  end === 'refusal' ? { content: null, refusal: text } : { content: text };

const completions: Dialect = {
  begin: () => [chunk({ role: 'assistant', content: '' })],
  piece: (text, end = 'stop') => chunk(saying(text, end)),
  end: (end) => [
    chunk({}, reasons[end]),
    data({ ...head, object: 'chat.completion.chunk', choices: [], usage: counted }),
    'data: [DONE]\n\n',
  ],
  whole: (text, end) => ({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...saying(text, end) }, finish_reason: reasons[end] }],
    usage: counted,
  }),
};

const stops: Record<string, string> = { stop: 'tool_use', length: 'max_tokens', filter: 'refusal', refusal: 'refusal' };
const event = (type: string, more: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const envelope = { id: 'msg_1', type: 'message', role: 'assistant', model: 'test-model', stop_sequence: null };
const tool = { type: 'tool_use', id: 'toolu_1', name: 'json' };

const messages: Dialect = {
  begin: () => [
    event('message_start', {
      message: { ...envelope, content: [], stop_reason: null, usage: { input_tokens: usage.in, output_tokens: 1 } },
    }),
    event('content_block_start', { index: 0, content_block: { ...tool, input: {} } }),
  ],
  piece: (text) => event('content_block_delta', { index: 0, delta: { type: 'input_json_delta', partial_json: text } }),
  end: (end) => [
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: stops[end], stop_sequence: null },
      usage: { output_tokens: usage.out },
    }),
    event('message_stop', {}),
  ],
  whole: (text, end) => ({
    ...envelope,
    content: [{ ...tool, input: JSON.parse(text) }],
    stop_reason: stops[end],
    usage: { input_tokens: usage.in, output_tokens: usage.out },
  }),
};
