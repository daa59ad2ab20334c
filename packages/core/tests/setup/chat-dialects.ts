// The two protocols of conversations with tools, as their servers stream them.

export interface Said {
  text?: string;
  /** Arguments as text are sent as they are, broken or not. */
  calls?: { name: string; args: object | string; id?: string }[];
  end?: 'stop' | 'length' | 'filter';
  usage?: { in: number; out: number; cached?: number; written?: number };
}

/** What a server sends for an answer, line by line. Pieces of several calls come in between each other where that may be. */
export type Lines = (said: Said) => string[];

const pieces = (text: string, count = 4): string[] => {
  const size = Math.max(1, Math.ceil(text.length / count));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
};
const argsOf = (args: object | string) => (typeof args === 'string' ? args : JSON.stringify(args));
const used: NonNullable<Said['usage']> = { in: 1000, out: 50 };

const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_772_000_000, model: 'test-model' };
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: unknown, reason: string | null = null) =>
  data({ ...head, choices: [{ index: 0, delta, finish_reason: reason }] });

export const completions: Lines = ({ text = '', calls = [], end = 'stop', usage = used }) => {
  const starts = calls.map(({ name, id }, index) =>
    chunk({
      tool_calls: [{ index, id: id ?? `call_of_${index}`, type: 'function', function: { name, arguments: '' } }],
    }),
  );
  const parts = calls.flatMap(({ args }, index) => pieces(argsOf(args)).map((part, at) => ({ index, part, at })));
  parts.sort((a, b) => a.at - b.at);
  const reasons = { stop: calls.length > 0 ? 'tool_calls' : 'stop', length: 'length', filter: 'content_filter' };
  const counted = {
    prompt_tokens: usage.in,
    completion_tokens: usage.out,
    total_tokens: usage.in + usage.out,
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
  };
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(text).map((piece) => chunk({ content: piece })),
    ...starts,
    ...parts.map(({ index, part }) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
    chunk({}, reasons[end]),
    data({ ...head, choices: [], usage: counted }),
    'data: [DONE]\n\n',
  ];
};

/** The same answer in one, from an endpoint that does not stream. */
export const wholeCompletion = ({ text = '', calls = [], usage = used }: Said) => ({
  ...head,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: text,
        tool_calls: calls.map(({ name, args, id }, index) => ({
          id: id ?? `call_of_${index}`,
          type: 'function',
          function: { name, arguments: argsOf(args) },
        })),
      },
      finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
    },
  ],
  usage: { prompt_tokens: usage.in, completion_tokens: usage.out, total_tokens: usage.in + usage.out },
});

const event = (type: string, more: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;

export const messages: Lines = ({ text = '', calls = [], end = 'stop', usage = used }) => {
  const { in: all, out, cached = 0, written = 0 } = usage;
  const blocks = [
    ...(text === '' ? [] : [{ start: { type: 'text', text: '' }, deltas: pieces(text).map((piece) => words(piece)) }]),
    ...calls.map(({ name, args, id }, index) => ({
      start: { type: 'tool_use', id: id ?? `toolu_${index}`, name, input: {} },
      deltas: pieces(argsOf(args)).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    })),
  ];
  const reasons = { stop: calls.length > 0 ? 'tool_use' : 'end_turn', length: 'max_tokens', filter: 'refusal' };
  return [
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'test-model',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: all - cached - written,
          cache_read_input_tokens: cached,
          cache_creation_input_tokens: written,
          output_tokens: 1,
        },
      },
    }),
    ...blocks.flatMap(({ start, deltas }, index) => [
      event('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    event('message_delta', {
      delta: { stop_reason: reasons[end], stop_sequence: null },
      usage: { output_tokens: out },
    }),
    event('message_stop', {}),
  ];
};

const words = (text: string) => ({ type: 'text_delta', text });
