// Connections to addresses that a tenant chose: the name is looked up once, every answer is checked, and the socket goes to one
// of the checked addresses. Each new connection is checked anew: a name that answers differently the second time is refused then.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { isMetadata, isPublic } from './public-address.js';

export interface Resolved {
  address: string;
  family: number;
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<Resolved[]>;

export const resolveByDns: Resolve = (name) => lookup(name, { all: true, verbatim: true });

/** The address may not be called. */
export class Forbidden extends Error {}

export interface ConnectOptions {
  allowPrivate: boolean;
  resolve: Resolve;
  /** Opens the socket, to an address that was checked. */
  connector: buildConnector.connector;
}

/** Milliseconds for the connection itself. */
export const connectWithin = 10_000;

export const plainConnector = (tls: buildConnector.BuildOptions = {}): buildConnector.connector =>
  buildConnector({ timeout: connectWithin, allowH2: false, ...tls });

export function guardedConnector({ allowPrivate, resolve, connector }: ConnectOptions): buildConnector.connector {
  const may = (address: string) => !isMetadata(address) && (allowPrivate || isPublic(address));

  async function addressesOf(host: string): Promise<Resolved[]> {
    const family = isIP(host);
    const found = family ? [{ address: host, family }] : await resolve(host);
    if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    // One private answer among public ones is how a check of the first is got around.
    if (!found.every(({ address }) => may(address))) throw new Forbidden('this name leads to a private network');
    return found;
  }

  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    addressesOf(host).then(
      (checked) => dial(checked.slice(0, mostTried)),
      (error: Error) => callback(error, null),
    );

    /** To the first of them; where nothing listens, to the next. */
    function dial([first, ...rest]: Resolved[]): void {
      // The name stays for the certificate; the socket is given the address, and asks nobody for it again.
      const servername = options.servername ?? (isIP(host) ? undefined : host);
      const target = { ...options, hostname: (first as Resolved).address, ...(servername ? { servername } : {}) };
      connector(target, (error, socket) => {
        if (error && rest.length > 0 && isUnreachable(error)) return dial(rest);
        if (error || !socket) return callback(error ?? new Error('no socket'), null);
        if (socket.remoteAddress && !may(socket.remoteAddress)) {
          socket.destroy();
          return callback(new Forbidden('this name leads to a private network'), null);
        }
        callback(null, socket);
      });
    }
  };
}

const mostTried = 3;

const isUnreachable = (error: Error): boolean =>
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/.test(String((error as { code?: unknown }).code));
