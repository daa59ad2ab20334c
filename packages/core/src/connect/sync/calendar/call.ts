// Calls to a calendar's server, all through the guarded door: redirects one by one, and nothing that signs in goes elsewhere.
import { Failure } from '@vito/runtime/failure';
import { NoAnswer } from '../../../platform/no-answer.js';
import type { Outgoing, OutgoingRequest } from '../../../platform/outgoing.js';
import { SourceProblem } from '../source-problem.js';
import type { CalendarConfig } from './config.js';

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Where it was answered. */
  url: string;
}

const timeoutMs = 60_000;
const mostRedirects = 5;
const mostBytes = 64 * 2 ** 20;

/** Throws SourceProblem where there is no answer, or one that tells nothing: `ok` names what else may come back. */
export function createCall(outgoing: Outgoing, config: CalendarConfig, signal: AbortSignal) {
  const home = URL.canParse(config.url) ? new URL(config.url).origin : '';

  async function call(
    method: OutgoingRequest['method'],
    address: string,
    request: { headers?: Record<string, string>; body?: string; ok?: number[] } = {},
  ): Promise<Answered> {
    let url = address;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await send({ method, url, headers: headersOf(url, request.headers), body: request.body ?? null });
      const { status, headers, body, truncated } = answer;
      const location = headers.location;
      if ([301, 302, 303, 307, 308].includes(status) && location && URL.canParse(location, url)) {
        url = new URL(location, url).href;
        continue;
      }
      if (truncated) throw new SourceProblem('flooded', `it answers with more than ${mostBytes / 2 ** 20} MB`);
      if ((status >= 200 && status < 300) || request.ok?.includes(status)) return { status, headers, body, url };
      throw refused(status);
    }
    throw new SourceProblem('reported', `it sends on from one address to the next, more than ${mostRedirects} times`);
  }

  function headersOf(url: string, more: Record<string, string> = {}): Record<string, string> {
    const { username, password = '', token } = config;
    if (!URL.canParse(url) || new URL(url).origin !== home) return more;
    if (token !== undefined) return { ...more, authorization: `Bearer ${token}` };
    if (username === undefined) return more;
    return { ...more, authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }

  async function send(request: OutgoingRequest) {
    try {
      return await outgoing.send({ ...request, timeoutMs, mostBytes, signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) throw error;
      if (!(error instanceof NoAnswer)) throw new SourceProblem('not-allowed', error.message);
      const { reason } = error;
      throw new SourceProblem(
        reason === 'forbidden' ? 'not-allowed' : reason === 'timeout' ? 'too-slow' : 'reported',
        error.message,
      );
    }
  }

  return call;
}
export type Call = ReturnType<typeof createCall>;

function refused(status: number): SourceProblem {
  const why =
    status === 401 || status === 403
      ? 'it does not let us in: check the user name and the password, or the token'
      : status === 404 || status === 410
        ? 'there is nothing at this address: check it'
        : 'it cannot answer at the moment';
  return new SourceProblem('reported', `${why} (HTTP ${status})`);
}
