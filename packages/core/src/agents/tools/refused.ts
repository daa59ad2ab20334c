// What the status of an answer means for a call: done, worth another try, or refused for good.
import type { FailureCode } from '@vito/contracts/failure-code';
import { Failure } from '@vito/runtime/failure';

const codes: Record<number, FailureCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  413: 'too-large',
};
/** Timeouts and "too early" pass as well, though they begin with a 4. */
const passing = new Set([408, 425, 429]);

/** Throws Failure for what is no 2xx. The answer's own words can quote anything: they go no further. */
export function throwUnlessDone(status: number, headers: Record<string, string>, now: number): void {
  if (status >= 200 && status < 300) return;
  if (status >= 500 || passing.has(status)) {
    const retryAfter = secondsIn(headers['retry-after'], now);
    throw new Failure(status === 429 ? 'too-many' : 'unavailable', `it answered ${status}: it cannot do this now`, {
      retry: 'later',
      ...(retryAfter === null ? {} : { retryAfter }),
    });
  }
  if (status >= 300 && status < 400) {
    throw new Failure('invalid', `it answered ${status} and sends elsewhere: give the address that it has now`);
  }
  throw new Failure(codes[status] ?? 'invalid', `it answered ${status}: it refuses this`, { retry: 'never' });
}

const longest = 86_400; // seconds

/** Retry-After is seconds or a date (RFC 9110, 10.2.3). */
function secondsIn(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(longest, Math.max(0, Math.ceil(seconds))) : null;
}
