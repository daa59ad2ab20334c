// A server of tools over Streamable HTTP, called through the guarded door: the SDK's transport with a fetch of ours.
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Failure } from '@vito/runtime/failure';
import type { Outgoing } from '../../platform/outgoing.js';
import { throwUnlessDone } from '../tools/refused.js';
import type { FallibleTransport } from './stdio-transport.js';

const mostBytes = 8 * 2 ** 20; // of one answer

/** `timeoutMs`: for each exchange. `signal` ends what is under way. */
export function createHttpTransport(
  outgoing: Pick<Outgoing, 'send'>,
  {
    url,
    headers,
    timeoutMs,
    signal,
  }: { url: string; headers: Record<string, string>; timeoutMs: number; signal: AbortSignal },
): FallibleTransport {
  let failure: Failure | null = null;
  const failed = (error: unknown): never => {
    if (error instanceof Failure) failure ??= error;
    throw error;
  };

  /** An answer is read to its end before it is handed over: what pushes without end runs into the time limit. */
  async function guarded(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const method = (init.method ?? 'GET') as 'GET' | 'POST' | 'DELETE';
    // A stream of what the server says unasked is of no use to a session of one call.
    if (method === 'GET') return new Response(null, { status: 405 });
    const body = typeof init.body === 'string' ? init.body : null;
    const sent = { ...Object.fromEntries(new Headers(init.headers)), ...headers };
    const answer = await outgoing
      .send({ method, url: String(address), headers: sent, body, timeoutMs, mostBytes, signal })
      .catch(failed);
    try {
      if (method === 'POST') throwUnlessDone(answer.status, answer.headers, Date.now());
      if (answer.truncated)
        throw new Failure('too-large', `the server of tools answered more than ${mostBytes / 2 ** 20} MiB`);
    } catch (error) {
      failed(error);
    }
    const empty = [204, 205, 304].includes(answer.status);
    return new Response(empty ? null : Buffer.from(answer.body), { status: answer.status, headers: answer.headers });
  }

  const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: guarded });
  const close = transport.close.bind(transport);
  return Object.assign(transport, {
    failure: () => failure,
    async close() {
      // Politely; a server that does not want to hear it is left all the same.
      if (transport.sessionId !== undefined && !failure) await transport.terminateSession().catch(() => {});
      await close();
    },
  }) as FallibleTransport;
}
