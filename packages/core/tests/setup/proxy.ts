// A wire that can be cut: a TCP proxy in front of a server that many tests share and none may stop.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire {
  port: number;
  /** Connections through it right now. */
  count(): number;
  /** Connections that were refused so far, while it was cut. */
  refusals(): number;
  /** Ends every connection and lets none through, as if the server were gone. */
  cut(): void;
  /** Lets connections through again. */
  mend(): void;
  close(): Promise<void>;
}

export async function openWire(host: string, port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let whole = true;
  let refused = 0;

  const server = createServer((near) => {
    near.on('error', () => {});
    if (!whole) {
      refused++;
      near.destroy();
      return;
    }
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
  function cut(): void {
    whole = false;
    for (const socket of sockets) socket.destroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    count: () => sockets.size,
    refusals: () => refused,
    cut,
    mend() {
      whole = true;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
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
