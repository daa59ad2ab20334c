// An error of the libraries or of the network, as an outcome. Its words are never passed on: they hold the question, and may
// hold the key.
import type { ModelProblem } from '@vito/contracts/model';

export type CallProblem = Exclude<ModelProblem, 'untrue' | 'too-long'>;

export interface CallFailure {
  outcome: CallProblem;
  /** Seconds after which the endpoint wants to be asked again. */
  retryAfter: number | null;
  /** What it answered instead of taking the question; null where it took it, or was not there. */
  refusedWith: { status: number; words: string } | null;
  /** It cannot have read the question: it refused, or nobody was there. */
  unasked: boolean;
}

export function callFailure(error: unknown): CallFailure {
  const { statusCode, responseBody, responseHeaders, name, cause } = (error ?? {}) as {
    statusCode?: number;
    responseBody?: string;
    responseHeaders?: Record<string, string>;
    name?: string;
    cause?: { code?: string; name?: string };
  };
  const refusedWith =
    statusCode === undefined || statusCode < 300 ? null : { status: statusCode, words: responseBody ?? '' };
  const unasked = refusedWith !== null || /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/.test(cause?.code ?? '');
  const told = (outcome: CallProblem, retryAfter: number | null = null): CallFailure => ({
    outcome,
    retryAfter,
    refusedWith,
    unasked,
  });
  if (statusCode === undefined) return told(unsent(name ?? ''));
  if (statusCode === 429) return told('busy', secondsIn(responseHeaders?.['retry-after']));
  if (statusCode >= 500 || statusCode === 408) return told('down');
  if (statusCode >= 300) return told('rejected');
  return told(cause?.name === 'TypeError' ? 'down' : 'malformed'); // the former: the connection was dropped while it answered
}

/** An error without a status: of reading the stream, or of the network. */
function unsent(name: string): CallProblem {
  if (name.includes('InvalidResponse')) return 'truncated'; // the stream ended without a reason
  return /JSONParse|TypeValidation/.test(name) ? 'malformed' : 'down';
}

/** Retry-After: seconds, or a date. */
function secondsIn(header: string | undefined): number | null {
  if (header === undefined || header === '') return null;
  const seconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
