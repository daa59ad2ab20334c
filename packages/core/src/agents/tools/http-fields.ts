// What both HTTP tools share: where they may call, what they send, and an answer as JSON.
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { NoAnswer } from '../../platform/no-answer.js';
import type { Outgoing, OutgoingAnswer, OutgoingRequest } from '../../platform/outgoing.js';
import type { Json } from '../tool.js';
import { throwUnlessDone } from './refused.js';

export interface HttpDeps {
  outgoing: Pick<Outgoing, 'send'>;
  /** Hosts that may be called: `api.example.com`, `*.example.com`, `localhost:8080`, or `*`. */
  allow: readonly string[];
}

export const url = z.string().min(1).max(2000).describe('The whole address, with https://.');
export const headers = z
  .record(z.string().max(100), z.string().max(4000))
  .default({})
  .describe('Headers to send, by name.');

const timeoutMs = 45_000;
const mostBytes = 512 * 1024;
const told = ['content-type', 'etag', 'last-modified', 'location', 'link'];

/** Throws Failure('forbidden') for a host that is not on the list. */
export function checkAllowed(address: string, allow: readonly string[]): void {
  if (!URL.canParse(address)) throw new Failure('invalid', 'write the address in full, such as https://example.com/a');
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/\.+$/, '');
  const place = `${host}:${port || (protocol === 'http:' ? 80 : 443)}`;
  if (allow.some((one) => fits(one, host, place))) return;
  throw new Failure('forbidden', 'runs may not call this host: whoever runs ViTo lists hosts in VITO_HTTP_ALLOW');
}

function fits(allowed: string, host: string, place: string): boolean {
  if (allowed === '*') return true;
  const given = /:\d+$/.test(allowed) && !allowed.endsWith(']') ? place : host;
  return allowed.startsWith('*.') ? given.endsWith(allowed.slice(1)) : given === allowed;
}

/** Calls, and gives the answer of a 2xx as JSON. Throws Failure. */
export async function asked(
  { outgoing, allow }: HttpDeps,
  request: Pick<OutgoingRequest, 'method' | 'url'> & Partial<OutgoingRequest>,
  now: Date,
): Promise<Json> {
  checkAllowed(request.url, allow);
  const answer = await outgoing.send({ ...request, timeoutMs, mostBytes });
  throwUnlessDone(answer.status, answer.headers, now.getTime());
  return answered(answer);
}

function answered({ status, headers, body, truncated }: OutgoingAnswer): Json {
  const shown = Object.fromEntries(
    told.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
  return { status, headers: shown, body: truncated ? textOf(body) : jsonOf(body), truncated };
}

/** JSON where it is JSON, whatever its media type says; else text. */
function jsonOf(body: Uint8Array): Json {
  const text = textOf(body);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Whether a request was sent that got no answer: what became of it, nobody knows. */
export const isUnknown = (error: unknown): boolean =>
  error instanceof NoAnswer && (error.reason === 'timeout' || error.reason === 'closed' || error.reason === 'not-http');
