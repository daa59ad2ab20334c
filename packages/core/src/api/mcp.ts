// The MCP server over HTTP: one POST, one answer. Nothing is kept between two requests, so that any process can take each.
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { ErrorCode, type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { Failure } from '@vito/runtime/failure';
import { errorKind } from '@vito/runtime/log';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from '../tenants/access.js';
import { refuseForeign } from './mcp/own-address.js';
import { createProtocol, isMisshapen, versions } from './mcp/protocol.js';
import { failureOf, problemOf } from './problem.js';
import type { Services } from './services.js';
import { drain } from './uploads.js';
import { bearerOf } from './visitor.js';

export const mcpPath = '/mcp';
const largestMessage = 256 * 1024; // bytes

/** What a message is refused with before the protocol sees it. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function serveMcp(app: FastifyInstance, services: Services): void {
  const visitors = new WeakMap<FastifyRequest, Visitor>();

  app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestMessage }, (_request, body, done) =>
      done(null, body),
    );
    door.setErrorHandler((error, request, reply) => refuse(services, error, request, reply));
    door.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      refuseForeign(request.headers, services.config);
      visitors.set(request, await bearerVisitor(services, request, reply));
    });
    door.addHook('onResponse', async ({ raw }) => drain(raw));
    door.post(mcpPath, (request, reply) => answer(services, visitors.get(request) as Visitor, request, reply));
    // No stream of the server's own, and no session to end: so says the protocol with this status.
    door.route({
      method: ['GET', 'DELETE'],
      url: mcpPath,
      handler: async (_request, reply) => {
        reply.header('allow', 'POST');
        throw new Refused(405, -32000, 'this server answers POST only: it has no stream of its own and no sessions');
      },
    });
  });
}

/** Only a bearer: a cookie would be sent along by a browser that somebody else's page is open in. */
async function bearerVisitor(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
  const bearer = bearerOf(request.headers);
  const visitor = bearer === null ? null : await services.access.visitorOf(bearer);
  if (visitor) return visitor;
  reply.header('www-authenticate', `Bearer realm="ViTo"${bearer === null ? '' : ', error="invalid_token"'}`);
  throw new Failure(
    'unauthenticated',
    bearer === null
      ? 'send a token: Authorization: Bearer TOKEN. One is made in the settings, or with `npx vito tokens add`'
      : 'this token is not valid: it has expired, was revoked, or never was',
  );
}

async function answer(
  services: Services,
  visitor: Visitor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const message = messageOf(request);
  const version = request.headers['mcp-protocol-version'];
  if (version !== undefined && !versions.some((known) => known === version)) {
    throw new Refused(400, -32000, `this protocol version is not spoken here, but ${versions.join(' and ')} are`);
  }
  if (isMisshapen(message)) {
    return told(reply, 200, ErrorCode.InvalidParams, 'the parameters are not what this method takes', idOf(message));
  }
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const protocol = createProtocol(services, visitor);
  // An answer can reach nobody once its connection is gone: whatever still works on it is told to stop.
  const gone = new Promise<null>((resolve) => reply.raw.once('close', () => resolve(null)));
  void gone.then(() => protocol.close());
  await protocol.connect(transport);
  const web = new Request(`http://localhost${mcpPath}`, { method: 'POST', headers: headersOf(request) });
  const answered = await Promise.race([transport.handleRequest(web, { parsedBody: message }), gone]);
  if (answered === null) return reply.hijack();
  const type = answered.headers.get('content-type');
  if (type) reply.type(type);
  return reply.code(answered.status).send(await answered.text());
}

/** Throws Refused as JSON-RPC says: what is no JSON, and what is no message. Batches are of older versions. */
function messageOf({ body }: FastifyRequest): JSONRPCMessage {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    throw new Refused(400, ErrorCode.ParseError, 'the body is no JSON');
  }
  if (Array.isArray(parsed)) throw new Refused(400, ErrorCode.InvalidRequest, 'one message at a time: no batches');
  const message = JSONRPCMessageSchema.safeParse(parsed);
  if (!message.success) throw new Refused(400, ErrorCode.InvalidRequest, 'the body is no JSON-RPC 2.0 message');
  return message.data;
}

/** What the transport looks at; who asks was settled before. */
function headersOf({ headers }: FastifyRequest): Record<string, string> {
  const { accept, 'content-type': type } = headers;
  return { ...(accept === undefined ? {} : { accept }), ...(type === undefined ? {} : { 'content-type': type }) };
}

function refuse({ log }: Services, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refused) return told(reply, error.status, error.code, error.message);
  const failure = failureOf(error);
  const { status } = problemOf(failure);
  if (status >= 500) {
    log.error('a request failed', { method: request.method, route: mcpPath, status, error: errorKind(error) });
  }
  if (failure.retryAfter !== null) reply.header('retry-after', String(failure.retryAfter));
  return told(reply, status, -32000, failure.message);
}

type Id = string | number | null;
const idOf = (message: JSONRPCMessage): Id => ('id' in message ? (message.id ?? null) : null);

/** Without an id where no request was taken up. */
const told = (reply: FastifyReply, status: number, code: number, message: string, id: Id = null): FastifyReply =>
  reply.code(status).type('application/json').send({ jsonrpc: '2.0', id, error: { code, message } });
