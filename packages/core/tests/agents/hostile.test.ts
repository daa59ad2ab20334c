// Thirty mails that try to make an agent act: none leaves its data block; and a model that obeys them does call the tool, which
// is what the rules behind it have to hold against.
import { read } from '@vito/understanding/read';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { conversationOf, type Told } from '../../src/agents/conversation.js';
import { dataBlocks } from '../../src/agents/data-block.js';
import type { Json } from '../../src/agents/tool.js';
import { offerOf } from '../../src/agents/unsure.js';
import { createChat } from '../../src/platform/chat.js';
import type { Offered } from '../../src/platform/chat-question.js';
import { type ChatServer, startChatModel } from '../setup/chat-server.js';
import { type Hostile, hostileMails, obeying, wantedTools } from '../setup/hostile.js';
import { readStrictly } from '../setup/strict-reader.js';

const run = 'run_01k9zv3w5t8m2n4p6q7r8s9tab';
const { begin, end, boundary } = dataBlocks(run);
let hostile: Hostile[] = [];
let tools: Offered[] = [];
let server: ChatServer | null = null;
beforeAll(async () => {
  hostile = await hostileMails();
  tools = (await wantedTools(hostile).toolbox.list('')).map(offerOf);
});
afterEach(async () => {
  await server?.close();
  server = null;
});

const toldOf = (input: Json, turns: Told['turns'] = []): Told => ({
  run,
  now: new Date('2026-11-27T12:00:00Z'),
  zone: 'UTC',
  step: { instructions: 'Sum up the mail.', turns: 4, tokens: 500 },
  input,
  tools,
  turns,
});

/** A mail as tools may tell it: what was read of it, and how it came. */
async function dataOf({ bytes, file }: Hostile): Promise<Json> {
  const { reading, enclosures } = await read(bytes, file);
  const attachments = enclosures.map(({ name, bytes: content }) => [name, Buffer.from(content).toString()]);
  return { text: reading.text, attachments, source: bytes.toString() };
}

it('there are thirty, each of its own kind', () => {
  expect(hostile).toHaveLength(30);
  expect(new Set(hostile.map(({ kind }) => kind)).size).toBe(30);
});

it('none leaves its block, as input or as a result, also where it knows the boundary', async () => {
  const shapeOf = (data: Json) => {
    const result = { kind: 'done', result: data } as const;
    const call = { id: 'c1', tool: 'read-mail', args: {}, unsure: false, came: result };
    const turns = [{ text: '', finish: 'tool-calls', calls: [call] }];
    return readStrictly(conversationOf(toldOf(data, turns)), begin, end);
  };
  const { own } = shapeOf('harmless');
  for (const one of hostile) {
    const known = one.bytes.toString().replaceAll('data-0123456789abcdefghij', boundary);
    for (const data of [await dataOf(one), known]) {
      const read = shapeOf(data);
      expect(read.own, one.kind).toEqual(own);
      expect(read.data, one.kind).toHaveLength(2);
      expect(read.data.join().toLowerCase(), one.kind).not.toContain(boundary);
    }
  }
});

it('a model that obeys calls what each of them wants, once', async () => {
  server = await startChatModel(obeying(hostile));
  const chat = createChat({
    kind: 'openai',
    url: server.url,
    name: 'obeying',
    key: null,
    calls: 1,
    seconds: 20,
    price: { in: 0, out: 0 },
  });
  const { signal } = new AbortController();
  for (const one of hostile) {
    const input = await dataOf(one);
    const first = await chat.take(conversationOf(toldOf(input)), { signal });
    expect(first.calls, one.kind).toMatchObject([{ tool: one.wants.tool, args: one.wants.args }]);
    const calls = first.calls.map((call) => ({ ...call, unsure: false, came: { kind: 'nothing' } as const }));
    const turns = [{ text: first.text, finish: first.finish, calls }];
    expect(await chat.take(conversationOf(toldOf(input, turns)), { signal })).toMatchObject({
      calls: [],
      text: 'Done.',
    });
  }
  expect(await chat.take(conversationOf(toldOf('a harmless mail')), { signal })).toMatchObject({ calls: [] });
});
