// A model on this machine that converses and calls tools, over the protocols of OpenAI-compatible endpoints and of Anthropic;
// and misbehaves as told.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { completions, messages, type Said, wholeCompletion } from './chat-dialects.js';

export interface Heard {
  body: Body;
  /** The whole of it as it came. */
  raw: string;
  /** How many requests came before. */
  nth: number;
  /** Resolves when nobody listens to the answer any more. */
  gone: Promise<void>;
}

/** A request, as far as tests look at it. */
export interface Body {
  model: string;
  stream?: boolean;
  system?: unknown;
  max_tokens?: number;
  max_completion_tokens?: number;
  messages: { role: string; content: unknown; tool_calls?: unknown; tool_call_id?: string }[];
  tools?: { name?: string; function?: { name: string; parameters: unknown } }[];
}

export type Act =
  | ({ kind: 'says' } & Said)
  /** Sends its first lines only, `more` as it is, and then: says nothing, ends in order, or drops the connection. */
  | ({ kind: 'begins'; lines: number; more?: string; next: 'stalls' | 'ends' | 'drops' } & Said)
  | { kind: 'status'; status: number; headers?: Record<string, string>; message?: string };

/** Starts one on a free port. `plain`: answers whole although it is asked to stream. */
export async function startChatModel(act: (heard: Heard) => Act, options: { plain?: boolean } = {}) {
  const requests: Heard[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(request);
    const gone = once(response, 'close').then(() => {});
    const heard: Heard = { body: JSON.parse(raw) as Body, raw, nth: requests.length, gone };
    requests.push(heard);
    const lines = request.url?.endsWith('/messages') ? messages : completions;
    perform(response, lines, act(heard), options.plain === true);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    async close(): Promise<void> {
      for (const response of open) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type ChatServer = Awaited<ReturnType<typeof startChatModel>>;

function perform(response: ServerResponse, lines: typeof messages, act: Act, plain: boolean): void {
  if (act.kind === 'status') {
    const body = {
      type: 'error',
      error: { type: 'some_error', message: act.message ?? 'no', code: null, param: null },
    };
    response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers }).end(JSON.stringify(body));
    return;
  }
  if (plain && act.kind === 'says') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(wholeCompletion(act)));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const all = lines(act);
  for (const line of act.kind === 'begins' ? all.slice(0, act.lines) : all) response.write(line);
  if (act.kind === 'begins' && act.more) response.write(act.more);
  if (act.kind !== 'begins' || act.next === 'ends') response.end();
  else if (act.next === 'drops') response.write('', () => response.destroy());
}
