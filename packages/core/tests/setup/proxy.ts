// A wire that can be cut: a TCP proxy in front of a server that many tests share and none may stop.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Wire {
  port: number;
  /** Connections through it right now. */
  count(): number;
  /** Ends every connection and takes none, as if the server were gone. */
  cut(): Promise<void>;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openWire(host: string, port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let server = serve();

  function serve(): Server {
    return createServer((near) => {
      const far = connect(port, host);
      sockets.add(near);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        socket.on('error', () => {});
        socket.on('close', () => other.destroy());
        socket.pipe(other);
      }
      near.on('close', () => sockets.delete(near));
    });
  }
  async function listen(on: number): Promise<void> {
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
  }
  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    count: () => sockets.size,
    cut,
    async mend() {
      server = serve();
      await listen(own);
    },
    close: cut,
  };
}

/** The same address through a wire. */
export async function wireTo(url: string): Promise<{ url: string; wire: Wire }> {
  const address = new URL(url);
  const wire = await openWire(address.hostname, Number(address.port));
  address.hostname = '127.0.0.1';
  address.port = String(wire.port);
  return { url: address.href, wire };
}
