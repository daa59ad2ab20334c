// Mail out: one message over the install's SMTP server, a connection each. What went wrong becomes a Failure.
import { Socket } from 'node:net';
import { Failure } from '@vito/runtime/failure';
import type { MailConfig } from '@vito/runtime/tools-config';
import { createTransport } from 'nodemailer';

export interface Mailbox {
  name: string | null;
  address: string;
}

export interface OutgoingMail {
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  text: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  date: Date;
  /** Nobody wrote it by hand: programs that answer by themselves leave it alone (RFC 3834). */
  automatic?: true;
}

export interface MailOut {
  from: Mailbox;
  /** Addresses that the server took, and those that it refused. Rejects with Failure, or the reason of the signal. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<{ accepted: string[]; rejected: string[] }>;
}

const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 10_000 };
const mostReply = 64 * 1024; // bytes of one answer of the server

export function createMailOut({ host, port, secure, user, password, from }: MailConfig): MailOut {
  const auth = user === null || password === null ? {} : { auth: { user, pass: password } };
  // A password goes over the network under TLS only.
  const requireTLS = user !== null && !secure && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

  async function send(mail: OutgoingMail, signal: AbortSignal): Promise<{ accepted: string[]; rejected: string[] }> {
    signal.throwIfAborted();
    const socket = new Socket(); // ours, so that it can be ended at any moment
    const abort = () => socket.destroy(new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    const transport = createTransport({
      ...{ host, port, secure, requireTLS, socket, ...auth, ...patience },
      maxResponseSize: mostReply,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const { inReplyTo, references, automatic, ...message } = mail;
      const answered = await transport.sendMail({
        from: written(from),
        ...message,
        to: mail.to.map(written),
        cc: mail.cc.map(written),
        ...(inReplyTo === null ? {} : { inReplyTo }),
        ...(references.length === 0 ? {} : { references }),
        ...(automatic ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {}),
      });
      return { accepted: answered.accepted.map(String), rejected: answered.rejected.map(String) };
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    } finally {
      signal.removeEventListener('abort', abort);
      transport.close();
      socket.destroy();
    }
  }

  return { from, send };
}

const written = ({ name, address }: Mailbox) => ({ name: name ?? '', address });

/** By the server's three digits (RFC 5321, 4.2.1): 4xx passes, 5xx does not. Its words can quote the mail: they go no further. */
function failureOf(error: unknown): Failure {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const said = typeof responseCode === 'number' ? ` (${responseCode})` : '';
  const passes = typeof responseCode !== 'number' || responseCode < 500;
  const retry = passes ? 'later' : 'never';
  const cause = error;
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const message = `the mail server does not take the user and password of VITO_SMTP${said}`;
    return new Failure('unavailable', message, { retry: typeof responseCode === 'number' ? retry : 'never', cause });
  }
  if (code === 'EENVELOPE') {
    return new Failure(passes ? 'unavailable' : 'invalid', `the mail server takes no mail for this address${said}`, {
      ...{ retry, cause },
    });
  }
  if (typeof responseCode === 'number' && responseCode >= 400) {
    return new Failure(passes ? 'unavailable' : 'invalid', `the mail server did not take the mail${said}`, {
      ...{ retry, cause },
    });
  }
  if (code === 'ETLS') {
    return new Failure('unavailable', 'the connection to the mail server could not be secured: check VITO_SMTP', {
      ...{ cause },
    });
  }
  return new Failure('unavailable', 'the mail server did not answer, or hung up before it had taken the mail', {
    ...{ cause },
  });
}
