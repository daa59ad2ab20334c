// A real SMTP server: keeps each mail that it takes, and refuses as it is told.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { selfSigned } from '../../platform/self-signed.js';

interface Taken {
  from: string;
  to: string[];
  raw: string;
  /** Whether it came over TLS, and by whom. */
  secure: boolean;
  user: string | undefined;
}

interface Behaviour {
  user?: string;
  password?: string;
  /** The digits to answer with: to a recipient, or to the mail once all of it is there. */
  recipient?: (address: string) => number | null;
  whole?: () => number | null;
}

const refusal = (digits: number) => Object.assign(new Error('no'), { responseCode: digits });

export async function openMailServer(behaviour: Behaviour = {}) {
  const taken: Taken[] = [];
  const { user, password, recipient, whole } = behaviour;
  const server = new SMTPServer({
    ...selfSigned(['localhost'], ['127.0.0.1']),
    authOptional: user === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) done(null, { user: username });
      else done(refusal(535));
    },
    onRcptTo({ address }, _session, done) {
      const digits = recipient?.(address) ?? null;
      done(digits === null ? null : refusal(digits));
    },
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      void text(stream).then((raw) => {
        const digits = whole?.() ?? null;
        if (digits !== null) return done(refusal(digits));
        const from = mailFrom === false ? '' : (mailFrom?.address ?? '');
        const to = rcptTo.map((one) => one.address);
        taken.push({ from, to, raw, secure: session.secure, user: session.user });
        done(null);
      });
    },
  });
  server.on('error', () => {}); // a client that hangs up
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
