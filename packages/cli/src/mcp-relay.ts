// Carries MCP messages between lines and the server's POST /mcp: each line as it came, each answer as it came back.
import { messageOf } from '@vito/runtime/failure';
import { z } from 'zod';
import { inWords, type Server } from './server.js';

const Id = z.union([z.string(), z.number()]);
/** As much of a message as the way of it depends on. */
const Message = z.object({
  id: Id.optional().catch(undefined),
  method: z.string().optional().catch(undefined),
  params: z
    .object({ requestId: Id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
type Message = z.infer<typeof Message>;
const Answer = z.looseObject({ jsonrpc: z.literal('2.0'), id: Id.nullish() });
type Answer = z.infer<typeof Answer>;
const Hello = z.object({ result: z.object({ protocolVersion: z.string() }) });

/** `write` gets whole lines. The server is asked for anew with each message. */
export function relay(server: () => Pick<Server, 'url' | 'token'>, write: (line: string) => void) {
  const underWay = new Map<string | number, AbortController>();
  const unsettled = new Set<Promise<void>>();
  let version: string | null = null;

  /** Sends a line on its way; its answer is written when it is there, in whatever order. */
  function take(line: string): void {
    const message = Message.safeParse(parsed(line)).data ?? null;
    if (message?.method === 'notifications/cancelled') cancel(message);
    const going = carry(line, message).finally(() => unsettled.delete(going));
    unsettled.add(going);
  }

  /** The server has no way of its own to tell that: hanging up is how it hears that nobody waits any more. */
  function cancel({ params }: Message): void {
    if (params?.requestId !== undefined) underWay.get(params.requestId)?.abort();
  }

  async function carry(line: string, message: Message | null): Promise<void> {
    const id = message?.method === undefined ? undefined : message.id;
    const answerable = message?.method === undefined || id !== undefined; // a notification is not
    const stop = new AbortController();
    if (id !== undefined) underWay.set(id, stop);
    try {
      const answer = await post(line, stop.signal);
      if (answer === null || stop.signal.aborted) return;
      if (message?.method === 'initialize') version = Hello.safeParse(answer).data?.result.protocolVersion ?? version;
      if (answerable) say(id !== undefined && answer.id === null ? { ...answer, id } : answer);
    } catch (error) {
      if (stop.signal.aborted || !answerable) return;
      say({ jsonrpc: '2.0', id: id ?? null, error: { code: -32000, message: inWords(error) ?? messageOf(error) } });
    } finally {
      if (id !== undefined && underWay.get(id) === stop) underWay.delete(id);
    }
  }

  /** What the server refuses it refuses in the protocol's form as well. Null: there is nothing to answer. */
  async function post(line: string, signal: AbortSignal): Promise<Answer | null> {
    const { url, token } = server();
    const answer = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(version === null ? {} : { 'mcp-protocol-version': version }),
      },
      body: line,
      signal,
    });
    const text = await answer.text();
    if (text === '') return null;
    const told = Answer.safeParse(parsed(text));
    if (told.success) return told.data;
    throw new Error(`The server answered ${answer.status}, in no form of MCP. Is it of the same version?`);
  }

  const say = (value: unknown) => write(`${JSON.stringify(value)}\n`);

  return {
    take,
    async settled(): Promise<void> {
      await Promise.all(unsettled);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Lines by their line feed only: within JSON other signs that end a line are text. Empty ones are left out. */
export async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  for await (const chunk of input) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    rest.push(first);
    for (const part of more) {
      const line = rest.join('').trim();
      if (line !== '') yield line;
      rest = [part];
    }
  }
  const last = rest.join('').trim();
  if (last !== '') yield last;
}
