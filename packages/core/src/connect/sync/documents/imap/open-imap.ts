// A session with an IMAP server through the guarded door: checked addresses only, TLS agreed on before anything is said.
import type { ImapConfig } from '@vito/contracts/own-sources';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { NoAnswer } from '../../../../platform/no-answer.js';
import type { Outgoing } from '../../../../platform/outgoing.js';
import type { OutgoingSocket } from '../../../../platform/outgoing-socket.js';
import { SourceProblem } from '../../source-problem.js';
import { problemOf } from './imap-problem.js';

const connecting = 20_000; // ms, TLS included
const greeting = 15_000; // ms
const silence = 60_000; // ms, after which a session that should say something is lost, and one that idles is asked
const longestLine = 64 * 2 ** 20; // the numbers of millions of messages
const mostAtOnce = 4 * 2 ** 20; // bytes of a message in one answer: they are asked for in smaller pieces

/** It ends with `signal`. Throws SourceProblem; its words never hold the password. */
export async function openImap(
  outgoing: Outgoing,
  config: ImapConfig,
  signal: AbortSignal,
  more: Pick<ImapFlowOptions, 'disableAutoIdle' | 'autoIdleDelay' | 'maxIdleTime'> = { disableAutoIdle: true },
): Promise<ImapFlow> {
  const { security, port = security === 'tls' ? 993 : 143 } = config;
  if (security === 'none' && !outgoing.allowPrivate) throw unguarded();
  let opened: OutgoingSocket | null = null;
  try {
    opened = await dial(outgoing, { ...config, port }, signal);
    const client = new ImapFlow({ ...optionsOf(config, port), transport: transportOf(opened), ...more });
    client.on('error', () => {}); // whoever waits for an answer hears of it; unheard, it would end the process
    const end = () => client.close();
    signal.addEventListener('abort', end, { once: true });
    client.once('close', () => signal.removeEventListener('abort', end));
    await client.connect();
    return client;
  } catch (error) {
    opened?.socket.destroy();
    throw problemOf(error, config);
  }
}

async function dial(outgoing: Outgoing, config: ImapConfig & { port: number }, signal: AbortSignal) {
  const { host, port, security } = config;
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(new NoAnswer('timeout')), connecting);
  const end = () => clock.abort(new SourceProblem('exited', 'it was ended'));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    const opened = await outgoing.open({ host, port }, clock.signal);
    try {
      if (security === 'none' && opened.isPublic) throw unguarded();
      return security === 'tls' ? { ...opened, socket: await opened.secure() } : opened;
    } catch (error) {
      opened.socket.destroy();
      throw error;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function optionsOf({ host, security, user, password, accessToken }: ImapConfig, port: number): ImapFlowOptions {
  return {
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: password === undefined ? { user, accessToken } : { user, pass: password },
    logger: false,
    clientInfo: { name: 'ViTo' },
    disableCompression: true,
    greetingTimeout: greeting,
    socketTimeout: silence,
    maxLineLength: longestLine,
    maxLiteralSize: mostAtOnce,
    maxResponseSize: longestLine + mostAtOnce,
  };
}

/** What was connected to and checked, in place of a connection that the library would make. */
function transportOf(opened: OutgoingSocket): NonNullable<ImapFlowOptions['transport']> {
  return {
    connect(_options, connected) {
      setImmediate(connected);
      return opened.socket;
    },
    upgrade(_socket, _options, secured) {
      const socket = opened.beginSecuring();
      socket.once('secureConnect', secured);
      return socket;
    },
  };
}

const unguarded = () =>
  new SourceProblem(
    'not-allowed',
    'security: without TLS the password would be readable on its way. Use `tls` or `starttls`; `none` is only for servers in ' +
      'the own network of an install that is started with VITO_ALLOW_PRIVATE_ADDRESSES=1.',
  );
