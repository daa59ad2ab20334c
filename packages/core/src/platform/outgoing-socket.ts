// A checked connection for a protocol other than HTTP, that is open for as long as it is needed: in the clear, then over TLS.
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { agreed, type Door, dialChecked, secure, unlessAborted } from './outgoing-connection.js';
import { checkHost } from './outgoing-url.js';
import { isPublic } from './public-address.js';

export interface OutgoingSocket {
  socket: Socket;
  /** The IP address that it leads to, and whether that is on the internet. */
  address: string;
  isPublic: boolean;
  /** Agrees on TLS for the host's name. Rejects with NoAnswer. */
  secure(): Promise<TLSSocket>;
  /** The same, for who waits for the socket's own events. */
  beginSecuring(): TLSSocket;
}

/** `opened` is told each socket at once. */
export async function openSocket(
  door: Door,
  { host, port }: { host: string; port: number },
  opened: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<OutgoingSocket> {
  checkHost(host, door.allowPrivate);
  const { socket, address } = await dialChecked(door, { host, port }, opened, signal);
  const beginSecuring = () => {
    const secured = secure(socket, host, door.ca);
    opened(secured);
    return secured;
  };
  return {
    socket,
    address,
    isPublic: isPublic(address),
    beginSecuring,
    async secure() {
      const secured = beginSecuring();
      await unlessAborted(agreed(secured), signal);
      return secured;
    },
  };
}
