// A conversation over the wire: text and calls of tools as they stream in, and every way in which a turn can end badly.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelConfig } from '@vito/runtime/model-config';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Chat, createChat } from '../../src/platform/chat.js';
import type { Question } from '../../src/platform/chat-question.js';
import { type Act, type ChatServer, startChatModel } from '../setup/chat-server.js';

const secret = 'key-that-nobody-may-see';
const question: Question = {
  system: 'Be exact.',
  messages: [{ role: 'user', text: 'What is due?' }],
  tools: [
    {
      name: 'commitments.list',
      description: 'Lists.',
      schema: { type: 'object', properties: { q: { type: 'string' } } },
    },
    { name: 'mail:send', description: 'Sends.', schema: { type: 'object' } },
  ],
  tokens: 700,
};
const calls = [
  { name: 'commitments_list', args: { q: 'drawings “soon”' } },
  { name: 'mail_send', args: { to: ['a@example.com'], deep: { n: [1, 2.5, null] } } },
];
const never = new AbortController().signal;

let server: ChatServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
  vi.restoreAllMocks();
});

const configOf = (url: string, more: Partial<ModelConfig> = {}): ModelConfig => ({
  kind: 'openai',
  url,
  name: 'gpt-4o-mini',
  key: secret,
  calls: 4,
  seconds: 20,
  price: null,
  ...more,
});

/** A model that does these one after the other, the last one for ever. */
async function chatThat(acts: Act[], more: Partial<ModelConfig> = {}, options: { plain?: boolean } = {}) {
  await server?.close();
  server = await startChatModel(({ nth }) => acts[Math.min(nth, acts.length - 1)] as Act, options);
  return createChat(configOf(server.url, more));
}
const take = (chat: Chat, onText?: (piece: string) => void, asked = question) =>
  chat.take(asked, { signal: never, ...(onText ? { onText } : {}) });

describe.each(['openai', 'anthropic'] as const)('%s', (kind) => {
  const name = kind === 'openai' ? 'gpt-4o-mini' : 'claude-haiku-4-5';

  it('streams its text, and tells what it cost', async () => {
    const chat = await chatThat([{ kind: 'says', text: 'The drawings are due on Friday.' }], { kind, name });
    const pieces: string[] = [];
    const turn = await take(chat, (piece) => pieces.push(piece));
    expect(turn).toMatchObject({
      outcome: 'answered',
      text: 'The drawings are due on Friday.',
      calls: [],
      finish: 'stop',
    });
    expect(turn.usage).toEqual({ in: 1000, out: 50, cached: 0 });
    expect(turn.costMicros).toBe(kind === 'openai' ? 1000 * 0.15 + 50 * 0.6 : 1000 * 1 + 50 * 5);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(turn.text);
    expect(server?.requests[0]?.body).toMatchObject({ stream: true, max_tokens: 700 });
  });

  it('calls several tools at once, by the names that we know', async () => {
    const chat = await chatThat([{ kind: 'says', text: 'Let me see.', calls }], { kind, name });
    const turn = await take(chat);
    expect(turn).toMatchObject({ outcome: 'answered', text: 'Let me see.', finish: 'tool-calls' });
    expect(turn.calls.map(({ tool, args }) => ({ tool, args }))).toEqual([
      { tool: 'commitments.list', args: calls[0]?.args },
      { tool: 'mail:send', args: calls[1]?.args },
    ]);
    expect(new Set(turn.calls.map(({ id }) => id)).size).toBe(2);
  });

  it('is told what came of its calls', async () => {
    const chat = await chatThat([{ kind: 'says', text: 'Done.' }], { kind, name });
    const messages: Question['messages'] = [
      ...question.messages,
      {
        role: 'assistant',
        text: '',
        calls: [
          { id: 'odd id/1', tool: 'commitments.list', args: { q: 'x' } },
          { id: 'odd id/2', tool: 'gone:since', args: {} },
        ],
      },
      { role: 'result', call: 'odd id/1', text: 'result one' },
      { role: 'result', call: 'odd id/2', text: 'result two' },
      { role: 'user', text: 'Go on.' },
    ];
    expect(await take(chat, undefined, { ...question, messages })).toMatchObject({
      outcome: 'answered',
      text: 'Done.',
    });
    const raw = server?.requests[0]?.raw ?? '';
    for (const told of ['call_1', 'call_2', 'result one', 'result two', 'gone_since', 'Go on.'])
      expect(raw).toContain(told);
    expect(raw).not.toContain('odd id');
  });

  it('what came from a cache is counted as this provider counts it', async () => {
    const usage = { in: 10_000, out: 100, cached: 8000, written: kind === 'openai' ? 0 : 1000 };
    const turn = await take(await chatThat([{ kind: 'says', text: 'Yes.', usage }], { kind, name }));
    expect(turn.usage).toEqual({ in: 10_000, out: 100, cached: 8000 });
    expect(turn.costMicros).toBe(
      kind === 'openai' ? 2000 * 0.15 + 8000 * 0.075 + 100 * 0.6 : 1000 * 1 + 8000 * 0.1 + 1000 * 1.25 + 100 * 5,
    );
  });

  it.each<[string, Act, object]>([
    [
      'an answer cut at its limit',
      { kind: 'says', text: 'It is', end: 'length' },
      { outcome: 'truncated', finish: 'length' },
    ],
    [
      'a call cut at its limit',
      { kind: 'says', calls: [calls[0] as never, { name: 'mail_send', args: '{"to": ["a' }], end: 'length' },
      { outcome: 'truncated', finish: 'length' },
    ],
    ['a refusal', { kind: 'says', text: 'No.', end: 'filter' }, { outcome: 'refused', finish: 'content-filter' }],
    [
      'arguments that are no JSON',
      { kind: 'says', calls: [{ name: 'mail_send', args: '{"to": nobody}' }] },
      { outcome: 'malformed', finish: 'broken-arguments' },
    ],
    [
      'arguments that are no object',
      { kind: 'says', calls: [{ name: 'mail_send', args: '["a"]' }] },
      { outcome: 'malformed', finish: 'broken-arguments' },
    ],
    [
      'a tool that there is not, beside one that there is',
      { kind: 'says', calls: [calls[0] as never, { name: 'shell', args: {} }] },
      { outcome: 'malformed', finish: 'unknown-tool' },
    ],
    ['nothing at all', { kind: 'says' }, { outcome: 'malformed', finish: 'empty' }],
    [
      'a stream that ends in its text',
      { kind: 'begins', lines: 3, next: 'ends', text: 'It is due' },
      { outcome: 'truncated' },
    ],
    ['a stream that ends in a call', { kind: 'begins', lines: 3, next: 'ends', calls }, { outcome: 'truncated' }],
    [
      'a dropped connection',
      { kind: 'begins', lines: 3, next: 'drops', text: 'It is due' },
      { outcome: 'down', costMicros: null },
    ],
    ['500', { kind: 'status', status: 500 }, { outcome: 'down', costMicros: 0 }],
    ['a wrong key', { kind: 'status', status: 401 }, { outcome: 'rejected', costMicros: 0 }],
    [
      'a redirect',
      { kind: 'status', status: 307, headers: { location: 'http://elsewhere.invalid/' } },
      { outcome: 'rejected' },
    ],
    [
      'lines that are no JSON',
      { kind: 'begins', lines: 2, more: 'data: {"oh no\n\n', next: 'ends' },
      { outcome: 'malformed' },
    ],
    [
      '429 that says when',
      { kind: 'status', status: 429, headers: { 'retry-after': '17' } },
      { outcome: 'busy', retryAfter: 17, costMicros: 0 },
    ],
  ])('%s is told as such, asks for nothing, and is not tried again', async (_, act, told) => {
    const turn = await take(await chatThat([act], { kind, name }));
    expect(turn).toMatchObject({ calls: [], ...told });
    expect(server?.requests).toHaveLength(1);
  });

  it('what broke off for its length is paid for all the same', async () => {
    const turn = await take(await chatThat([{ kind: 'says', text: 'It', end: 'length' }], { kind, name }));
    expect(turn.costMicros).toBeGreaterThan(0);
  });

  it('one that stalls is given up after its time', async () => {
    const act: Act = { kind: 'begins', lines: 2, next: 'stalls', text: 'It is' };
    const turn = await take(await chatThat([act], { kind, name, seconds: 0.2 }));
    expect(turn).toMatchObject({ outcome: 'slow', usage: null, costMicros: null });
    await server?.requests[0]?.gone;
  });

  it('an abort in the middle ends the call, and hangs up', async () => {
    const chat = await chatThat([{ kind: 'begins', lines: 4, next: 'stalls', text: 'It is due' }], { kind, name });
    const ended = new AbortController();
    const turn = chat.take(question, { signal: ended.signal, onText: () => ended.abort(new Error('stopping')) });
    await expect(turn).rejects.toThrow('stopping');
    await server?.requests[0]?.gone;
  });

  it('one that never stops is cut, and hung up on', async () => {
    const args = { to: 'x'.repeat(1_100_000) };
    const flood: Act = { kind: 'begins', lines: 6, next: 'stalls', calls: [{ name: 'mail_send', args }] };
    expect(await take(await chatThat([flood], { kind, name }))).toMatchObject({ outcome: 'malformed', calls: [] });
    await server?.requests[0]?.gone;
  });
});

it('calls that share an id are told apart', async () => {
  const same = calls.map((one) => ({ ...one, id: 'call_0' }));
  const turn = await take(await chatThat([{ kind: 'says', calls: same }]));
  expect(turn.calls).toHaveLength(2);
  expect(new Set(turn.calls.map(({ id }) => id)).size).toBe(2);
});

it('an endpoint that does not stream is understood all the same', async () => {
  const turn = await take(await chatThat([{ kind: 'says', text: 'Yes.', calls }], {}, { plain: true }));
  expect(turn).toMatchObject({ outcome: 'answered', text: 'Yes.', finish: 'tool-calls' });
  expect(turn.calls.map(({ tool }) => tool)).toEqual(['commitments.list', 'mail:send']);
});

it('a model that calls its limit otherwise is asked so, from then on at once', async () => {
  const act: Act = { kind: 'status', status: 400, message: "use 'max_completion_tokens' instead" };
  const chat = await chatThat([act, { kind: 'says', text: 'Yes.' }]);
  expect(await take(chat)).toMatchObject({ outcome: 'answered' });
  expect(await take(chat)).toMatchObject({ outcome: 'answered' });
  const limits = server?.requests.map(({ body }) => [body.max_tokens, body.max_completion_tokens]);
  expect(limits).toEqual([
    [700, undefined],
    [undefined, 700],
    [undefined, 700],
  ]);
});

it('one that refuses both is asked twice and no more', async () => {
  const act: Act = { kind: 'status', status: 400, message: 'neither max_tokens nor max_completion_tokens' };
  expect(await take(await chatThat([act]))).toMatchObject({ outcome: 'rejected', costMicros: 0 });
  expect(server?.requests).toHaveLength(2);
});

it('nobody there is down, and costs nothing', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => gone.once('listening', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const turn = await take(createChat(configOf(`http://127.0.0.1:${port}/v1`)));
  expect(turn).toMatchObject({ outcome: 'down', costMicros: 0 });
});

it('no more calls run at once than are allowed, and an abort ends the waiting', async () => {
  const chat = await chatThat([{ kind: 'begins', lines: 2, next: 'stalls', text: 'It is' }], { calls: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  let heard = () => {};
  const begun = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const one = chat.take(question, { signal: first.signal, onText: heard });
  await begun;
  const two = chat.take(question, { signal: second.signal });
  second.abort(new Error('no more'));
  await expect(two).rejects.toThrow('no more');
  expect(server?.requests).toHaveLength(1);
  first.abort(new Error('nor this'));
  await expect(one).rejects.toThrow('nor this');
});

it('neither the key nor the question is printed, whatever goes wrong', async () => {
  const printed: string[] = [];
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...words) => void printed.push(words.join(' ')));
  const acts: Act[] = [
    { kind: 'status', status: 500 },
    { kind: 'says', calls: [{ name: 'shell', args: '{' }] },
    { kind: 'begins', lines: 2, more: 'data: {"oh no\n\n', next: 'ends' },
  ];
  for (const kind of ['openai', 'anthropic'] as const) {
    for (const act of acts) {
      const turn = await take(await chatThat([act], { kind, name: 'an-unheard-of-model' }));
      expect(JSON.stringify(turn)).not.toContain(secret);
    }
  }
  expect(printed).toEqual([]);
});
