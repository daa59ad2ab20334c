// The way to a mail server: checked addresses only, TLS for its own name or nothing, and errors that say what to do, never the password.
import type { Socket } from 'node:net';
import { wait } from '@vito/runtime/wait';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImapSource } from '../../../src/connect/sync/documents/imap/imap-source.js';
import { createTail } from '../../../src/connect/sync/tail.js';
import { pauseAfter } from '../../../src/connect/sync/watching.js';
import { createOutgoing, type OutgoingOptions } from '../../../src/platform/outgoing.js';
import { dialTo, startRaw } from '../../platform/local-peer.js';
import { until } from '../../setup/until.js';
import { dovecot, type MailServer, password, startDovecot } from './dovecot.js';

const user = 'user99@mail.test';

/** What a check of it says, or why it fails. */
async function check(options: OutgoingOptions, more: object, signal = new AbortController().signal) {
  const outgoing = createOutgoing(options);
  const config = { host: '127.0.0.1', user, password, ...more };
  try {
    const message = await createImapSource(outgoing).check({ tenant: 't', config, log: createTail(), signal });
    return { reason: null, message };
  } catch (error) {
    const { reason, message } = error as { reason: string; message: string };
    expect(message).not.toContain(password);
    return { reason, message };
  } finally {
    await outgoing.stop();
  }
}

const here = async () => [{ address: '127.0.0.1', family: 4 }];

describe.runIf(dovecot)('a real server', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startDovecot();
  });
  afterAll(() => server?.stop());

  it.each([
    ['tls', 'tls' as const],
    ['starttls', 'plain' as const],
  ])('is spoken to over %s with a certificate for its name, and not with another', async (security, door) => {
    const trusted = { allowPrivate: true, ca: server.ca, resolve: here };
    const to = { security, port: server.ports[door] };
    const fine = { reason: null, message: 'signed in; INBOX holds 0 messages' };
    expect(await check(trusted, to)).toEqual(fine);
    expect(await check(trusted, { ...to, host: 'mail.test' })).toEqual(fine);
    const other = await check(trusted, { ...to, host: 'other.test' });
    expect(other).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    const untrusted = await check({ allowPrivate: true }, to);
    expect(untrusted).toMatchObject({
      reason: 'unreachable',
      message: expect.stringMatching(/certificate.*\(DEPTH_ZERO|SELF_SIGNED/),
    });
  });

  it('is not spoken to over TLS where it speaks none, nor at a port where nobody is', async () => {
    const { plain } = server.ports;
    const mixed = await check({ allowPrivate: true }, { security: 'tls', port: plain });
    expect(mixed).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('could not be secured') });
    const nobody = await check({ allowPrivate: true }, { security: 'tls', port: 1 });
    expect(nobody).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('Nothing takes calls') });
  });
});

describe('an address', () => {
  const accept = (options: OutgoingOptions, more: object) =>
    createImapSource(createOutgoing(options)).accept('t', { host: 'mail.example', user, password, ...more });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'localhost', 'mail.internal'])(
    'of the own network is refused when it is saved, and when it is called: %s',
    async (host) => {
      await expect(accept({}, { host })).rejects.toMatchObject({ code: 'invalid' });
      expect(await check({}, { host })).toMatchObject({ reason: 'not-allowed' });
    },
  );

  it('that a name turns out to lead to is refused as well, and nothing is dialled', async () => {
    const peer = await startRaw(() => {});
    const { dial, targets } = dialTo(peer);
    for (const addresses of [['127.0.0.1'], ['93.184.215.14', '10.0.0.7'], ['::ffff:127.0.0.1']]) {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      expect(await check({ resolve, dial }, { host: 'mail.example' })).toMatchObject({ reason: 'not-allowed' });
    }
    expect(targets).toEqual([]);
    await peer.close();
  });

  it('is not spoken to in the clear, but for the own network where that is allowed', async () => {
    await expect(accept({}, { security: 'none' })).rejects.toMatchObject({ code: 'invalid' });
    const peer = await startRaw((socket) => socket.write('* OK ready\r\n'));
    const { dial } = dialTo(peer);
    const resolve = async () => [{ address: '93.184.215.14', family: 4 }];
    const heard: string[] = [];
    const options = { allowPrivate: true, resolve, dial };
    expect(await check(options, { host: 'mail.example', security: 'none' })).toMatchObject({ reason: 'not-allowed' });
    for (const socket of peer.taken) socket.on('data', (data) => heard.push(String(data)));
    expect(heard).toEqual([]);
    await peer.close();
  });
});

describe('a server that is none, or a bad one', () => {
  /** Answers each line as the test says, after a greeting. */
  async function served(greeting: string, answer: (tag: string, line: string, socket: Socket) => string) {
    const lines: string[] = [];
    const peer = await startRaw((socket) => {
      socket.write(greeting);
      socket.on('data', (data) => {
        for (const line of String(data).split('\r\n').filter(Boolean)) {
          lines.push(line);
          socket.write(answer(line.split(' ')[0] ?? '', line, socket));
        }
      });
    });
    return { peer, lines };
  }
  const capable = (more: string) => (tag: string, line: string) =>
    line.includes('CAPABILITY') ? `* CAPABILITY IMAP4rev1 ${more}\r\n${tag} OK done\r\n` : `${tag} OK done\r\n`;

  it.each([
    ['offers no STARTTLS', '* OK ready\r\n'],
    ['says that one is signed in already', '* PREAUTH welcome\r\n'],
  ])('that %s hears no password', async (_what, greeting) => {
    const { peer, lines } = await served(greeting, capable('AUTH=PLAIN'));
    const said = await check({ allowPrivate: true }, { security: 'starttls', port: peer.port });
    expect(said).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('STARTTLS') });
    expect(lines.join()).not.toMatch(/LOGIN|AUTHENTICATE/);
    await peer.close();
  });

  it.each([
    ['in so many words', (secret: string) => secret],
    ['in base64', (secret: string) => Buffer.from(`\0${user}\0${secret}`).toString('base64')],
  ])('that tells the password %s is not quoted', async (_what, form) => {
    const { peer } = await served('* OK ready\r\n', (tag, line) =>
      line.includes('LOGIN') ? `${tag} NO [AUTHENTICATIONFAILED] not ${form(password)}\r\n` : capable('')(tag, line),
    );
    const said = await check({ allowPrivate: true }, { security: 'none', port: peer.port });
    expect(said).toEqual({ reason: 'denied', message: 'The server refuses the user or the password.' });
    await peer.close();
  });

  it('hears a token of OAuth as such, or says that it takes none', async () => {
    const token = { security: 'none', password: undefined, accessToken: 'a-token-of-oauth' };
    const { peer, lines } = await served('* OK ready\r\n', (tag, line) =>
      line.includes('AUTHENTICATE')
        ? `${tag} NO [AUTHENTICATIONFAILED] it has expired\r\n`
        : capable('AUTH=XOAUTH2 SASL-IR')(tag, line),
    );
    const said = await check({ allowPrivate: true }, { ...token, port: peer.port });
    expect(said).toMatchObject({ reason: 'denied', message: expect.stringContaining('It says: it has expired') });
    const [, , method, given = ''] = lines.find((line) => line.includes('AUTHENTICATE'))?.split(' ') ?? [];
    expect([method, Buffer.from(given, 'base64').toString()]).toEqual([
      'XOAUTH2',
      expect.stringContaining('Bearer a-token'),
    ]);
    await peer.close();

    const other = await served('* OK ready\r\n', capable('LOGINDISABLED'));
    for (const more of [token, { security: 'none' }])
      expect(await check({ allowPrivate: true }, { ...more, port: other.peer.port })).toMatchObject({
        reason: 'denied',
        message: expect.stringContaining('no sign-in of this kind'),
      });
    expect(other.lines.join()).not.toContain('LOGIN ');
    await other.peer.close();
  });

  it('that speaks HTTP, or hangs up, is told apart from one for mail', async () => {
    for (const greeting of ['HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n', '']) {
      const peer = await startRaw((socket) => socket.end(greeting));
      const said = await check({ allowPrivate: true }, { security: 'none', port: peer.port });
      expect(said.reason).toBe('unreachable');
      await peer.close();
    }
  });

  it('that says nothing is left when nobody waits any more', async () => {
    const peer = await startRaw(() => {});
    const end = new AbortController();
    const said = check({ allowPrivate: true }, { security: 'none', port: peer.port }, end.signal);
    await until('the connection', () => peer.taken.length > 0);
    await wait(100);
    end.abort();
    expect((await said).reason).toBe('unreachable');
    await peer.quiet();
    await peer.close();
  });
});

it('what is lost is tried again later and later, and a refused password seldom', () => {
  expect([1, 2, 5, 20].map((failures) => pauseAfter('unreachable', failures, 0.5))).toEqual([
    1000, 2000, 16_000, 300_000,
  ]);
  expect([0, 1].map((random) => pauseAfter('unreachable', 1, random))).toEqual([500, 1500]);
  expect(pauseAfter('denied', 1, 0.5)).toBe(300_000);
});
