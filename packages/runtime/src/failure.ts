// The one error class of ViTo. Its code says what kind, `retry` says whether trying again can help.
import type { FailureCode } from '@vito/contracts/failure-code';

export interface FailureOptions {
  retry?: 'never' | 'later';
  cause?: unknown;
  /** Field-level reasons for `invalid`. */
  issues?: { path: string; message: string }[];
  /** Seconds after which a retry makes sense, for `too-many` and `unavailable`. */
  retryAfter?: number;
}

export class Failure extends Error {
  readonly code: FailureCode;
  readonly retry: 'never' | 'later';
  readonly issues: { path: string; message: string }[];
  readonly retryAfter: number | null;

  /** `message` is shown to people: it says what is wrong and the way out, and holds no personal data. */
  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.retry = options.retry ?? (code === 'unavailable' || code === 'too-many' ? 'later' : 'never');
    this.issues = options.issues ?? [];
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
