// The model over the wire: both protocols, streamed and whole, and every way in which an endpoint lets one down.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelConfig } from '@vito/runtime/model-config';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { usage } from '../../../../tests/setup/model-dialects.js';
import {
  type Act,
  type Asked,
  type ModelServer,
  type ModelServerOptions,
  startModel,
} from '../../../../tests/setup/model-server.js';
import { createModel } from '../../src/platform/model.js';

const secret = 'key-that-nobody-may-see';
const question = { system: 'Be exact.', user: '{"findings":[]}' };
const schema = { type: 'object', properties: { items: { type: 'array' } }, required: ['items'] };
const value = { items: [{ verdict: 'confirm' }] };
const good: Act = { kind: 'says', value };

let server: ModelServer | null = null;
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
async function modelThat(acts: Act[], more: Partial<ModelConfig> = {}, options: ModelServerOptions = {}) {
  server = await startModel(({ nth }: Asked) => acts[Math.min(nth, acts.length - 1)] as Act, options);
  return createModel(configOf(server.url, more));
}
const ask = (model: ReturnType<typeof createModel>, signal = new AbortController().signal) =>
  model.ask(question, schema, signal);

describe.each(['openai', 'anthropic'] as const)('%s', (kind) => {
  it('answers with its JSON, its tokens and what they cost', async () => {
    const model = await modelThat([good], { kind });
    const reply = await ask(model);
    expect(reply).toMatchObject({ outcome: 'answered', value, tries: 1, tokensIn: usage.in, tokensOut: usage.out });
    expect(reply.cost).toEqual({ micros: Math.ceil(usage.in * 0.15 + usage.out * 0.6), priced: '2026-03' });
    const [{ headers, body } = fail()] = server?.requests ?? [];
    expect(body).toMatchObject({ stream: true, model: 'gpt-4o-mini' });
    expect(JSON.stringify(body)).toContain('"required":["items"]');
    expect(headers[kind === 'openai' ? 'authorization' : 'x-api-key']).toContain(secret);
  });

  it.each<[string, Act, string]>([
    ['broken JSON', { kind: 'text', text: '{"items": [nonsense}' }, 'malformed'],
    ['an answer cut at its limit', { kind: 'text', text: '{"items": [', end: 'length' }, 'truncated'],
    ['a stream that ends in the middle', { kind: 'breaks off', dropped: false }, 'truncated'],
    ['a content filter', { kind: 'text', text: '{}', end: 'filter' }, 'refused'],
    ['a refusal', { kind: 'text', text: 'I cannot help with that.', end: 'refusal' }, 'refused'],
    ['a wrong key', { kind: 'status', status: 401 }, 'rejected'],
    ['an unknown model', { kind: 'status', status: 404 }, 'rejected'],
    ['a redirect', { kind: 'status', status: 307, headers: { location: 'http://elsewhere.invalid/' } }, 'rejected'],
  ])('%s is told as such, and not tried again', async (_, act, outcome) => {
    const reply = await ask(await modelThat([act], { kind }));
    expect(reply).toMatchObject({ outcome, value: null, tries: 1 });
    expect(server?.requests).toHaveLength(1);
  });

  it.each<[string, Act]>([
    ['500', { kind: 'status', status: 500 }],
    ['529', { kind: 'status', status: 529 }],
    ['a dropped connection', { kind: 'breaks off', dropped: true }],
    ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
  ])('%s is tried again', async (_, act) => {
    expect(await ask(await modelThat([act, good], { kind }))).toMatchObject({ outcome: 'answered', value, tries: 2 });
  });

  it('one that stalls is given up after its time', async () => {
    const reply = await ask(await modelThat([{ kind: 'stalls' }], { kind, seconds: 0.2 }));
    expect(reply).toMatchObject({ outcome: 'slow', tries: 1 });
  });

  it('an abort ends the call at once', async () => {
    const model = await modelThat([{ kind: 'stalls' }], { kind });
    const ended = new AbortController();
    const call = ask(model, ended.signal);
    ended.abort(new Error('stopping'));
    await expect(call).rejects.toThrow('stopping');
  });
});

it('429 without Retry-After, or with a long one, is left for later', async () => {
  const long: Act = { kind: 'status', status: 429, headers: { 'retry-after': '3600' } };
  expect(await ask(await modelThat([long]))).toMatchObject({ outcome: 'busy', tries: 1, retryAfter: 3600 });
  await server?.close();
  expect(await ask(await modelThat([{ kind: 'status', status: 429 }]))).toMatchObject({ outcome: 'busy', tries: 1 });
});

it('500 for ever ends after three tries', async () => {
  const reply = await ask(await modelThat([{ kind: 'status', status: 500 }]));
  expect(reply).toMatchObject({ outcome: 'down', tries: 3, cost: null });
});

it('nobody there is down', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => gone.once('listening', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const reply = await ask(createModel(configOf(`http://127.0.0.1:${port}/v1`, { seconds: 0.2 })));
  expect(reply).toMatchObject({ outcome: 'down' });
});

it('an endpoint that does not stream is understood all the same', async () => {
  const model = await modelThat([good, { kind: 'text', text: 'No.', end: 'refusal' }], {}, { plain: true });
  expect(await ask(model)).toMatchObject({ outcome: 'answered', value, tokensIn: usage.in });
  expect(await ask(model)).toMatchObject({ outcome: 'refused' });
});

it('an endpoint that knows no schemas is asked in words, from then on at once', async () => {
  const fenced: Act = { kind: 'text', text: `Here you are:\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`` };
  const model = await modelThat([fenced], {}, { schemaless: true });
  expect(await ask(model)).toMatchObject({ outcome: 'answered', value });
  expect(await ask(model)).toMatchObject({ outcome: 'answered', value });
  const bodies = (server?.requests ?? []).map(({ body }) => body);
  expect(bodies.map((body) => 'response_format' in body)).toEqual([true, false, false]);
  expect(JSON.stringify(bodies[1])).toContain('JSON Schema');
});

it('no more calls run at once than are allowed', async () => {
  let most = 0;
  let running = 0;
  const model = await modelThat([{ ...good, after: 20 }], { calls: 2 });
  server?.becomes(() => {
    most = Math.max(most, ++running);
    setTimeout(() => running--, 20);
    return { ...good, after: 20 };
  });
  await Promise.all(Array.from({ length: 6 }, () => ask(model)));
  expect(most).toBe(2);
});

it('a model without a list price has no cost, unless the operator says one', async () => {
  expect((await ask(await modelThat([good], { name: 'house-model' }))).cost).toBeNull();
  await server?.close();
  const own = await modelThat([good], { name: 'house-model', price: { in: 1, out: 2 } });
  expect((await ask(own)).cost).toEqual({ micros: usage.in + 2 * usage.out, priced: 'own' });
});

it('neither the key nor the question is printed, whatever goes wrong', async () => {
  const printed: string[] = [];
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...words) => void printed.push(words.join(' ')));
  for (const kind of ['openai', 'anthropic'] as const) {
    for (const act of [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 400 },
      { kind: 'text', text: '{' },
    ] as Act[]) {
      const reply = await ask(await modelThat([act], { kind, name: 'an-unheard-of-model', seconds: 0.1 }));
      expect(JSON.stringify(reply)).not.toContain(secret);
      await server?.close();
    }
  }
  expect(printed).toEqual([]);
});

function fail(): never {
  throw new Error('nothing was asked');
}
