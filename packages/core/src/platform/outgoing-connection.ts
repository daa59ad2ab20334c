// A connection to an address that a tenant chose: the name is resolved once, every answer checked, one of these and no
// other connected to, and looked at once more before a byte is sent.
import type { LookupAddress } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { NoAnswer, whileDialling, whileSecuring } from './no-answer.js';
import { hostOf } from './outgoing-url.js';
import { isCallable, isSameAddress } from './public-address.js';

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<LookupAddress[]>;

export interface Target {
  host: string;
  port: number;
  /** Checked; nothing else may be connected to. */
  addresses: LookupAddress[];
}
/** A connected socket. It has to end when `signal` aborts. */
export type Dial = (target: Target, signal: AbortSignal) => Promise<Socket>;

export interface Door {
  resolve: Resolve;
  dial: Dial;
  allowPrivate: boolean;
  /** PEM of an authority to trust instead of the usual ones. */
  ca: string | null;
}

/** Opens a connection for `url`. `opened` is told each socket at once: it is the caller who ends them. */
export async function openConnection(
  door: Door,
  url: URL,
  opened: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<{ socket: Socket; address: string }> {
  const host = hostOf(url);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const { socket, address } = await dialChecked(door, { host, port }, opened, signal);
  if (url.protocol === 'http:') return { socket, address };
  const secured = secure(socket, host, door.ca, ['http/1.1']);
  opened(secured);
  await unlessAborted(agreed(secured), signal);
  return { socket: secured, address };
}

/** A socket to where nothing but checked addresses lead, in the clear. */
export async function dialChecked(
  door: Door,
  { host, port }: { host: string; port: number },
  opened: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<{ socket: Socket; address: string }> {
  const addresses = await checked(door, host, signal);
  const dialled = door.dial({ host, port, addresses }, signal).then((socket) => {
    socket.on('error', () => {}); // whoever waits for it hears it elsewhere; unheard, it would end the process
    opened(socket);
    return socket;
  });
  const socket = await unlessAborted(dialled, signal).catch((error) => {
    throw whileDialling(error);
  });
  const address = socket.remoteAddress;
  if (address === undefined) throw new NoAnswer('closed');
  if (!addresses.some((one) => isSameAddress(one.address, address))) throw new NoAnswer('forbidden');
  return { socket, address };
}

/** One private answer among public ones refuses them all: whoever gives such answers waits for the right draw. */
async function checked({ resolve, allowPrivate }: Door, host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await unlessAborted(resolved(resolve, host), signal);
  if (addresses.length === 0) throw new NoAnswer('dns');
  if (!addresses.every(({ address }) => isCallable(address, allowPrivate))) throw new NoAnswer('forbidden');
  return addresses;
}

async function resolved(resolve: Resolve, host: string): Promise<LookupAddress[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new NoAnswer('dns', error);
  }
}

/** The system's own resolver, which also knows /etc/hosts. */
export const resolveName: Resolve = (name) => lookUp(name, { all: true, verbatim: true });

const patience = 2000; // ms for each address but the last

/** Connects to the first of the addresses that answers. Its lookup gives these, so that nothing is resolved again. */
export const dialPinned: Dial = ({ host, port, addresses }, signal) =>
  new Promise((resolve, reject) => {
    const lookup: LookupFunction = (_name, options, done) => {
      const [first] = addresses;
      if (options.all || !first) done(null, addresses);
      else done(null, first.address, first.family);
    };
    const families = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: patience };
    const socket = connect({ host, port, lookup, ...families, signal });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });

/** Says which name is meant, and takes no certificate of another, whatever the environment says. */
export function secure(socket: Socket, host: string, ca: string | null, protocols?: string[]): TLSSocket {
  const servername = isIP(host) ? '' : host;
  const trust = ca === null ? {} : { ca };
  const version = 'TLSv1.2' as const;
  const rules = { rejectUnauthorized: true, minVersion: version };
  const spoken = protocols ? { ALPNProtocols: protocols } : {};
  return connectTls({ socket, host, servername, ...rules, ...spoken, ...trust });
}

export function agreed(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('error', (error) => reject(whileSecuring(error)));
    socket.once('close', () => reject(new NoAnswer('closed')));
    socket.once('secureConnect', resolve);
  });
}

/** Settles as `work` does, or rejects once the signal aborts, when its reason is what counts. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
