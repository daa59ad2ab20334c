// Servers of tools over Streamable HTTP, made with the SDK's own server part; and those that are none.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createSessions, type Reached } from '../../../src/agents/mcp/session.js';
import { createOutgoing } from '../../../src/platform/outgoing.js';
import { createPrograms } from '../../../src/platform/programs.js';
import { startPeer } from '../../platform/local-peer.js';
import { failing } from '../tools/calling.js';
import { littleServer } from './fixtures/little-server.mjs';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const never = new AbortController().signal;

async function open(handle: (request: IncomingMessage, response: ServerResponse) => unknown, allowPrivate = true) {
  const asked: IncomingMessage[] = [];
  const peer = await startPeer(
    createServer((request, response) => {
      asked.push(request);
      void handle(request, response);
    }),
  );
  const outgoing = createOutgoing({ allowPrivate });
  closing.push(peer.close, outgoing.stop);
  const url = `http://127.0.0.1:${peer.port}/mcp`;
  const server: Reached = { transport: 'http', place: url, given: { authorization: 'Bearer k1' } };
  const sessions = createSessions({ programs: createPrograms([]), outgoing, patience: 3000 });
  const call = (tool: string, args = {}) =>
    sessions.call(server, { tool, args, key: 'k' }, { signal: never, progress: () => {}, sent: () => {} });
  return { asked, server, sessions, call, peer };
}

/** The SDK's server, one for each session, or for each request. */
function served(options: { json: boolean; sessions: boolean }) {
  let transport: StreamableHTTPServerTransport | null = null;
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (!transport || request.headers['mcp-session-id'] === undefined) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: options.sessions ? () => 'session-1' : undefined,
        enableJsonResponse: options.json,
      } as ConstructorParameters<typeof StreamableHTTPServerTransport>[0]);
      await littleServer().connect(transport);
    }
    await transport.handleRequest(request, response);
  };
}

describe('a server over HTTP', () => {
  it.each([
    { json: true, sessions: false },
    { json: false, sessions: false },
    { json: false, sessions: true },
  ])('is asked and called: %j', async (options) => {
    const { sessions, server, call, asked, peer } = await open(served(options));
    expect((await sessions.list(server, never)).map(({ name }) => name)).toContain('add');
    expect(await call('add', { a: 1, b: 2 })).toMatchObject({ structuredContent: { sum: 3 } });
    expect(new Set(asked.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer k1']));
    if (options.sessions) expect(asked.map(({ method }) => method)).toContain('DELETE');
    await peer.quiet();
  });

  it('of the own network is not called', async () => {
    const { sessions, server, asked } = await open(served({ json: true, sessions: false }), false);
    expect(await failing(sessions.list(server, never))).toMatchObject({ name: 'Failure', retry: 'never' });
    expect(asked).toEqual([]);
  });

  it.each([
    [401, 'unauthenticated', 'never'],
    [403, 'forbidden', 'never'],
    [404, 'not-found', 'never'],
    [307, 'invalid', 'never'],
    [429, 'too-many', 'later'],
    [503, 'unavailable', 'later'],
  ] as const)('that answers %i: %s, %s', async (status, code, retry) => {
    const { call, asked } = await open((_, response) =>
      response.writeHead(status, status === 307 ? { location: '/elsewhere' } : {}).end(),
    );
    expect(await failing(call('add'))).toMatchObject({ code, retry });
    expect(asked).toHaveLength(1);
  });

  it('that is none is told as one', async () => {
    for (const [type, body] of [
      ['text/html', '<h1>hello</h1>'],
      ['application/json', '{"oops'],
      ['application/json', '{"jsonrpc":"2.0","id":0,"result":{}}'],
    ]) {
      const { call } = await open((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
      expect(await failing(call('add')), body).toMatchObject({ name: 'Failure', code: 'invalid' });
    }
  });

  it('that answers without an end is cut at a size', async () => {
    const { call } = await open((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const more = () => {
        while (!response.destroyed && response.write(`: ${'x'.repeat(65_536)}\n\n`));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await failing(call('add'))).toMatchObject({ code: 'too-large' });
  });

  it('that never answers is left when its time is over, and nothing stays connected', async () => {
    const { call, peer } = await open(() => {});
    expect(await failing(call('add'))).toMatchObject({ code: 'unavailable', retry: 'later' });
    await peer.quiet();
  });

  it('is left at once when the step is over', async () => {
    const over = new AbortController();
    const why = new Error('over');
    const { sessions, server } = await open(() => over.abort(why));
    expect(await failing(sessions.list(server, over.signal))).toBe(why);
  });
});
