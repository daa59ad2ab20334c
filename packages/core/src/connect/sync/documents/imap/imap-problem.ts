// What went wrong with an IMAP server, in words for people: never with the password in them, whatever the server says.
import type { ImapConfig } from '@vito/contracts/own-sources';
import { Failure } from '@vito/runtime/failure';
import { NoAnswer } from '../../../../platform/no-answer.js';
import { SourceProblem } from '../../source-problem.js';

/** As the library's errors are, as far as they tell something. */
interface ImapError {
  code?: unknown;
  authenticationFailed?: unknown;
  tlsFailed?: unknown;
  responseStatus?: unknown;
  responseText?: unknown;
  message?: unknown;
}

const longest = 300; // characters of what a server says

export function problemOf(error: unknown, config: ImapConfig): SourceProblem {
  if (error instanceof SourceProblem) return error;
  if (error instanceof NoAnswer) {
    const detail = error.detail ? ` (${error.detail})` : '';
    return new SourceProblem(error.reason === 'forbidden' ? 'not-allowed' : 'unreachable', error.message + detail);
  }
  if (error instanceof Failure)
    return new SourceProblem(error.code === 'invalid' ? 'not-allowed' : 'unreachable', error.message);
  const { code, authenticationFailed, tlsFailed, responseStatus, message } = (error ?? {}) as ImapError;
  const said = saidBy(error, config);
  if (/^(?:No matching|Unsupported) authentication|^Login is disabled/.test(String(message)))
    return new SourceProblem('denied', 'The server takes no sign-in of this kind: try a password or a token, and TLS.');
  if (authenticationFailed)
    return new SourceProblem('denied', `The server refuses the user or the password.${said && ` It says: ${said}`}`);
  if (tlsFailed) return new SourceProblem('unreachable', withoutTls(String(message), code));
  if (code === 'GREETING_TIMEOUT') return new SourceProblem('unreachable', noGreeting);
  if (code === 'CONNECT_TIMEOUT' || code === 'ETIMEOUT')
    return new SourceProblem('unreachable', 'The server did not answer in time.');
  if (code === 'ClosedAfterConnectText' || code === 'ClosedAfterConnectTLS')
    return new SourceProblem('unreachable', noGreeting);
  if (responseStatus === 'NO' || responseStatus === 'BAD')
    return new SourceProblem('reported', `The server refuses.${said && ` It says: ${said}`}`);
  const detail = typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` (${code})` : '';
  return new SourceProblem('unreachable', `The connection to the server was lost${detail}.`);
}

const noGreeting =
  'What answers there does not greet as an IMAP server does: check the port, and whether it speaks TLS from the first byte ' +
  '(`tls`, usually port 993) or only when asked (`starttls`, usually 143).';

function withoutTls(message: string, code: unknown): string {
  if (/STARTTLS/.test(message) && code === undefined)
    return 'The server offers no STARTTLS, and without TLS nothing is said to it: try `tls`, usually on port 993.';
  const detail = typeof code === 'string' ? ` (${code})` : '';
  return `The connection could not be secured: the server needs a valid certificate for its name${detail}.`;
}

/** Whether the server said no to one command, and the session goes on. */
export const isRefusal = (error: unknown): boolean => {
  const { responseStatus } = (error ?? {}) as ImapError;
  return responseStatus === 'NO' || responseStatus === 'BAD';
};

/** The server's own words, which may tell the way out; empty where they hold the password, in whichever form. */
export function saidBy(error: unknown, { password, accessToken }: ImapConfig): string {
  const { responseText } = (error ?? {}) as ImapError;
  if (typeof responseText !== 'string') return '';
  const secret = password ?? accessToken ?? '';
  const forms = [
    responseText,
    ...(responseText.match(/[A-Za-z0-9+/=_-]{8,}/g) ?? []).map((word) => Buffer.from(word, 'base64').toString()),
  ];
  if (forms.some((form) => form.includes(secret))) return '';
  return responseText.replace(/\p{Cc}+/gu, ' ').slice(0, longest);
}
