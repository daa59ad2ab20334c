// A model on this machine, for tests and benches: speaks the real protocols of OpenAI-compatible endpoints and of Anthropic,
// streamed or not, and misbehaves as told.

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { asked, type Content, type Dialect, dialectOf } from './model-dialects.js';

/** What a request asks, as far as tests look at it. */
export interface Asked {
  /** The content of the question, when it is the one about commitments. */
  content: Content;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** How many requests came before. */
  nth: number;
}
export type Act =
  /** `after` milliseconds, or once `until` has come. */
  | { kind: 'says'; value: unknown; after?: number; until?: Promise<void> }
  /** Any text, with a reason to end: `stop`, `length`, `filter` or `refusal`. */
  | { kind: 'text'; text: string; end?: 'stop' | 'length' | 'filter' | 'refusal' }
  /** Begins an answer and ends it in the middle: in order, or by dropping the connection. */
  | { kind: 'breaks off'; dropped: boolean }
  /** Begins an answer and says no more. */
  | { kind: 'stalls' }
  | { kind: 'status'; status: number; headers?: Record<string, string>; message?: string };

export interface ModelServerOptions {
  /** Answers whole although it is asked to stream. */
  plain?: boolean;
  /** Knows neither response_format nor tools: refuses with 400. */
  schemaless?: boolean;
}

/** Starts one on a free port. `act` says what to do with each request. */
export async function startModel(act: (request: Asked) => Act, options: ModelServerOptions = {}) {
  const requests: Asked[] = [];
  const open = new Set<ServerResponse>();
  let acting = act;
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const dialect = dialectOf(request.url ?? '');
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    const given: Asked = { content: asked(body), headers: request.headers, body, nth: requests.length };
    requests.push(given);
    if (!dialect) return void response.writeHead(404).end();
    if (options.schemaless && ('response_format' in body || 'tools' in body)) {
      return refuse(response, { kind: 'status', status: 400, message: 'response_format is not supported here' });
    }
    await perform(response, dialect, acting(given), body.stream === true && options.plain !== true);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    /** From now on it does otherwise. */
    becomes(next: (request: Asked) => Act): void {
      acting = next;
    },
    async close(): Promise<void> {
      for (const response of open) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type ModelServer = Awaited<ReturnType<typeof startModel>>;

async function perform(response: ServerResponse, dialect: Dialect, act: Act, streaming: boolean): Promise<void> {
  if (act.kind === 'status') return refuse(response, act);
  if (act.kind === 'says') {
    await act.until;
    if (act.after) await new Promise((resolve) => setTimeout(resolve, act.after));
    return answer(response, dialect, JSON.stringify(act.value), 'stop', streaming);
  }
  if (act.kind === 'text') return answer(response, dialect, act.text, act.end ?? 'stop', streaming);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const line of dialect.begin()) response.write(line);
  response.write(dialect.piece('{"items": [{"verd'));
  if (act.kind === 'stalls') return;
  if (act.dropped) response.destroy();
  else response.end();
}

function refuse(response: ServerResponse, act: Extract<Act, { kind: 'status' }>): void {
  const body = { type: 'error', error: { type: 'some_error', message: act.message ?? 'no', code: null, param: null } };
  response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers }).end(JSON.stringify(body));
}

function answer(response: ServerResponse, dialect: Dialect, words: string, end: string, streaming: boolean): void {
  if (!streaming) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(dialect.whole(words, end)));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const line of dialect.begin()) response.write(line);
  const size = Math.max(1, Math.ceil(words.length / 5));
  for (let at = 0; at < words.length; at += size) response.write(dialect.piece(words.slice(at, at + size), end));
  for (const line of dialect.end(end)) response.write(line);
  response.end();
}

/** A model that agrees with every finding. */
export const confirming = ({ content }: Asked): Act => ({
  kind: 'says',
  value: { items: content.findings.map(confirm) },
});

const confirm = ({ id, quote, debtor }: Content['findings'][number]) => ({
  about: id,
  verdict: 'confirm',
  quote,
  debtor,
  creditor: null,
  action: null,
  due_words: null,
  due: null,
  condition: null,
  status: null,
  confidence: 0.9,
});

/** A model that makes it all up: words, people and days. */
export const lying = ({ content }: Asked): Act => ({
  kind: 'says',
  value: {
    items: [
      ...content.findings.map((one) => ({
        ...confirm(one),
        quote: 'I never said anything like that at all',
        due: '1066-10-14',
      })),
      {
        ...confirm({ id: '', quote: 'Eve Holm will get one million euros by tomorrow', due: null, debtor: 'Eve Holm' }),
        about: null,
        verdict: 'new',
      },
    ],
  },
});
