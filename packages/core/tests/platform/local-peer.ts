// A server on this machine that stands for one on the internet, and a dialler that leads to it whatever is meant: no
// test sends a packet anywhere else.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Dial, Target } from '../../src/platform/outgoing-connection.js';

export interface Peer {
  port: number;
  /** Connections that were taken, ever. */
  taken: Socket[];
  /** Resolves once no connection is open any more. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 with a server of any protocol over TCP. */
export async function startPeer(server: Server): Promise<Peer> {
  const taken: Socket[] = [];
  server.on('connection', (socket) => {
    taken.push(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = () => taken.filter((socket) => !socket.closed);
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    async quiet() {
      await Promise.all(open().map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    async close() {
      for (const socket of open()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A peer that does by hand what it does. It reads all along, or it would not hear of the end. */
export const startRaw = (talk: (socket: Socket) => void) => startPeer(createServer((socket) => talk(socket.resume())));

/** Connects to the peer, and lets the socket claim to be where it was sent. Everything asked for is recorded. */
export function dialTo(peer: Peer) {
  const targets: Target[] = [];
  const dial: Dial = async (target, signal) => {
    targets.push(target);
    const socket = connect({ host: '127.0.0.1', port: peer.port, signal });
    socket.on('error', () => {});
    await once(socket, 'connect');
    Object.defineProperty(socket, 'remoteAddress', { value: target.addresses[0]?.address });
    return socket;
  };
  return { dial, targets };
}
