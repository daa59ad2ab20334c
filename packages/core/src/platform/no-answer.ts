// Why a call brought no answer: one word for the record, one sentence for people. Words of the libraries go no further.
import { Failure } from '@vito/runtime/failure';

export const notPublic =
  'The address leads into a network that is not public. Use one that can be reached from the internet; an install ' +
  'that calls services of its own network is started with VITO_ALLOW_PRIVATE_ADDRESSES=1.';

const sentences = {
  dns: 'The name in the address is not known: check how it is written.',
  forbidden: notPublic,
  refused: 'Nothing takes calls at this address and port: check both, and that the server there runs.',
  tls: 'The connection could not be secured: check that the server speaks TLS, with a valid certificate.',
  timeout: 'The answer was not complete in time: the server there has to answer sooner.',
  closed: 'The connection was closed before the answer was complete: look into the log of the server there.',
  'not-http': 'What answered there does not speak HTTP/1.1: check the address and the port.',
  'too-large': 'The headers of the answer are too large: the server there has to send fewer.',
};
export type Reason = keyof typeof sentences;

/** Thrown where no answer came. Only what was `forbidden` is so the next time too. */
export class NoAnswer extends Failure {
  readonly reason: Reason;
  /** Milliseconds that were spent, and the IP address that was connected to, as far as it came; set by `send`. */
  ms = 0;
  address: string | null = null;
  /** For the log: the code of the error below, such as CERT_HAS_EXPIRED. The error itself can quote an answer. */
  readonly detail: string | null;

  constructor(reason: Reason, below?: unknown) {
    super(reason === 'forbidden' ? 'forbidden' : 'unavailable', sentences[reason]);
    this.name = 'NoAnswer';
    this.reason = reason;
    this.detail = codeOf(below) || null;
  }
}

/** What an error while connecting means. */
export function whileDialling(error: unknown): NoAnswer {
  const code = codeOf(error);
  if (isCut(code)) return new NoAnswer('closed', error);
  return new NoAnswer(code === 'ETIMEDOUT' ? 'timeout' : 'refused', error);
}

/** What an error while agreeing on TLS means. */
export function whileSecuring(error: unknown): NoAnswer {
  return new NoAnswer(isCut(codeOf(error)) ? 'closed' : 'tls', error);
}

/** What an error while asking and hearing means. */
export function whileHearing(error: unknown): NoAnswer {
  return new NoAnswer(heard(codeOf(error), error), error);
}

function heard(code: string, error: unknown): Reason {
  const { name, message } = error instanceof Error ? error : new Error();
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'too-large';
  if (code.startsWith('ERR_SSL_')) return 'tls';
  if (/^bad (response|upgrade)$/.test(message)) return 'not-http';
  return name === 'HTTPParserError' && !/EOF/.test(message) ? 'not-http' : 'closed'; // its code is never set
}

const isCut = (code: string) => code === 'ECONNRESET' || code === 'EPIPE';

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
