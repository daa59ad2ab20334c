// Calls to addresses that tenants chose: what is private is never dialled, in whatever notation, by whatever detour; and every
// way in which the other side can fail is told and leaves no socket behind.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { Failure } from '@vito/runtime/failure';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutgoing, type Outcome } from '../../src/platform/outgoing.js';
import { plainConnector, type Resolved } from '../../src/platform/outgoing-connect.js';
import { isPublic } from '../../src/platform/public-address.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Names answer as told, in turn; what is dialled is written down and led to `port` of this machine: nothing goes anywhere else. */
function guarded(answers: string[][], port = 9) {
  const dialled: string[] = [];
  let asked = 0;
  const plain = plainConnector();
  const outgoing = createOutgoing({
    allowPrivate: false,
    resolve: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? [];
      return answer.map((address): Resolved => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
    connector: (options, callback) => {
      dialled.push(options.hostname);
      plain({ ...options, protocol: 'http:', hostname: '127.0.0.1', port: String(port) }, (error, socket) => {
        // As the socket of that address would say.
        if (socket) Object.defineProperty(socket, 'remoteAddress', { value: options.hostname });
        callback(...([error, socket] as Parameters<typeof callback>));
      });
    },
  });
  closing.push(() => outgoing.stop());
  return { outgoing, dialled };
}

const post = (outgoing: ReturnType<typeof createOutgoing>, url: string, within = 3000): Promise<Outcome> =>
  outgoing.send({ method: 'POST', url, headers: {}, body: '{}', within, most: 4096 });

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listen(createServer(answer));

describe('an address in the text', () => {
  const tricks = [
    'https://127.0.0.1/',
    'https://127.1/',
    'https://127.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://10.255.255.255/',
    'https://172.16.0.1/',
    'https://172.31.255.254/',
    'https://192.168.1.1/',
    'https://0xc0a80101/',
    'https://3232235777/',
    'https://100.64.0.1/',
    'https://100.100.100.200/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://2852039166/',
    'https://0251.0376.0251.0376/',
    'https://169.254.170.2/',
    'https://168.63.129.16/',
    'https://192.0.0.192/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://198.51.100.7/',
    'https://203.0.113.9/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[64:ff9b:1::1]/',
    'https://[2002:7f00:1::]/',
    'https://[2002:a00:1::1]/',
    'https://[2001::1]/',
    'https://[2001:db8::1]/',
    'https://[3fff::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[100::1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://1.0.0.127.in-addr.arpa/',
    'https://user:pass@example.com/',
    'https://example.com@127.0.0.1/',
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'https://example.com:22/',
    'https://example.com:6379/',
    'https://example.com:5432/',
    'https://',
    'https:///x',
    '//example.com',
    'no address',
    '',
    'https://[::1',
    'https://exa mple.com/',
    'https://[fe80::1%25eth0]/',
  ];

  it('that is private, in any notation, or no place for a webhook, is refused when it is saved', () => {
    expect(tricks.length).toBeGreaterThan(60);
    const { outgoing } = guarded([]);
    for (const url of tricks) {
      expect(() => outgoing.checkUrl(url), url).toThrow(Failure);
      expect(() => outgoing.checkUrl(url), url).toThrow(/^url: /);
    }
  });

  it('is refused when it is called as well, and nothing is dialled', async () => {
    const { outgoing, dialled } = guarded([['93.184.216.34']]);
    for (const url of tricks) await expect(post(outgoing, url), url).rejects.toThrow(Failure);
    expect(dialled).toEqual([]);
  });

  it('that is public is let through', () => {
    const { outgoing } = guarded([]);
    for (const url of [
      'https://example.com/hook?x=1',
      'https://8.8.8.8/',
      'https://[2606:4700::1111]/',
      'https://example.com:8443/',
      'https://a.b.example.co.uk./',
    ])
      expect(() => outgoing.checkUrl(url), url).not.toThrow();
  });

  it('of any private range, in any notation, is private; of the rest it is public', () => {
    const ranges: [number, number, number][] = [
      [127, 0, 8],
      [10, 0, 8],
      [172, 16, 12],
      [192, 168, 16],
      [169, 254, 16],
      [100, 64, 10],
      [0, 0, 8],
      [198, 18, 15],
      [224, 0, 4],
      [240, 0, 4],
    ];
    const within = fc.tuple(fc.constantFrom(...ranges), fc.nat(0xffffffff)).map(([[a, b, bits], rest]) => {
      const base = ((a << 24) | (b << 16)) >>> 0;
      const mask = 0xffffffff >>> bits;
      return (base | (rest & mask)) >>> 0;
    });
    const bytes = (n: number) => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255);
    const notations = [
      (n: number) => bytes(n).join('.'),
      (n: number) => String(n),
      (n: number) => `0x${n.toString(16)}`,
      (n: number) =>
        bytes(n)
          .map((byte) => `0${byte.toString(8)}`)
          .join('.'),
      (n: number) => `[::ffff:${bytes(n).join('.')}]`,
      (n: number) => `[64:ff9b::${bytes(n).join('.')}]`,
      (n: number) => `[2002:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}::1]`,
    ];
    const { outgoing } = guarded([]);
    fc.assert(
      fc.property(within, fc.constantFrom(...notations), (n, written) => {
        expect(() => outgoing.checkUrl(`https://${written(n)}/`)).toThrow(Failure);
        expect(isPublic(bytes(n).join('.'))).toBe(false);
      }),
      { numRuns: 500 },
    );
    const outside = fc
      .tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.nat(255))
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(outside, (address) => {
        expect(isPublic(address)).toBe(true);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['192.168.0.5'],
    ['169.254.169.254'],
    ['::1'],
    ['fd00::1'],
    ['fe80::1'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::a00:1'],
    ['100.64.0.9'],
    ['0.0.0.0'],
    ['168.63.129.16'],
  ])('that leads to %s is refused, and nothing is dialled', async (address) => {
    const { outgoing, dialled } = guarded([[address]]);
    expect(await post(outgoing, 'https://hooks.example.com/')).toMatchObject({ failed: 'forbidden' });
    expect(dialled).toEqual([]);
  });

  it('with one private answer among public ones is refused', async () => {
    for (const answers of [
      ['93.184.216.34', '10.0.0.1'],
      ['::1', '93.184.216.34'],
    ]) {
      const { outgoing, dialled } = guarded([answers]);
      expect(await post(outgoing, 'https://hooks.example.com/')).toMatchObject({ failed: 'forbidden' });
      expect(dialled).toEqual([]);
    }
  });

  it('that answers differently the second time is refused the second time; the socket goes to what was checked', async () => {
    const port = await answering((_request, response) => response.writeHead(204, { connection: 'close' }).end());
    const { outgoing, dialled } = guarded([['93.184.216.34'], ['127.0.0.1']], port);
    expect(await post(outgoing, 'https://rebind.example.com/')).toMatchObject({ status: 204 });
    expect(dialled).toEqual(['93.184.216.34']);
    expect(await post(outgoing, 'https://rebind.example.com/')).toMatchObject({ failed: 'forbidden' });
    expect(dialled).toEqual(['93.184.216.34']);
  });

  it('whose socket ends somewhere private after all is refused', async () => {
    const port = await answering((_request, response) => response.end());
    const plain = plainConnector();
    const outgoing = createOutgoing({
      allowPrivate: false,
      resolve: async () => [{ address: '93.184.216.34', family: 4 }],
      connector: (options, callback) =>
        plain({ ...options, protocol: 'http:', hostname: '127.0.0.1', port: String(port) }, callback),
    });
    closing.push(() => outgoing.stop());
    expect(await post(outgoing, 'https://hooks.example.com/')).toMatchObject({ failed: 'forbidden' });
  });

  it('that is not there is told as such', async () => {
    const { outgoing } = guarded([[]]);
    expect(await post(outgoing, 'https://nowhere.example.com/')).toMatchObject({ failed: 'dns' });
  });

  it('that redirects inside is not followed', async () => {
    const hits: string[] = [];
    const port = await answering((request, response) => {
      hits.push(request.url ?? '');
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    const { outgoing, dialled } = guarded([['93.184.216.34']], port);
    expect(await post(outgoing, 'https://hooks.example.com/start')).toMatchObject({ status: 302 });
    expect(hits).toEqual(['/start']);
    expect(dialled).toHaveLength(1);
  });
});

describe('where private addresses are allowed', () => {
  const own = () => {
    const outgoing = createOutgoing({ allowPrivate: true });
    closing.push(() => outgoing.stop());
    return outgoing;
  };

  it('a service of this machine is called; what tells machines their secrets still is not', async () => {
    const port = await answering((request, response) => void request.pipe(response));
    const outcome = await post(own(), `http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ status: 200 });
    expect('body' in outcome && outcome.body.toString()).toBe('{}');
    for (const url of [
      'http://169.254.169.254/',
      'http://0xa9fea9fe/',
      'http://[fd00:ec2::254]/',
      'http://[::ffff:169.254.169.254]/',
      'http://100.100.100.200/',
    ])
      expect(() => own().checkUrl(url), url).toThrow(/secrets/);
  });

  /** A server that does `what` with each socket; counts those that are open. */
  async function rude(what: (socket: Socket) => void) {
    const sockets = new Set<Socket>();
    const server = createTcp((socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
      what(socket);
    });
    const port = await listen(server);
    return { url: `http://127.0.0.1:${port}/`, tls: `https://127.0.0.1:${port}/`, sockets };
  }

  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
  const cases: [string, (socket: Socket) => void, object][] = [
    ['says nothing', () => {}, { failed: 'timeout' }],
    ['drips its headers', (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-A: '), { failed: 'timeout' }],
    ['drips its body', (socket) => drip(socket, `${head}Content-Length: 4000\r\n\r\n`), { failed: 'timeout' }],
    ['closes at once', (socket) => socket.destroy(), { failed: 'closed' }],
    ['resets', (socket) => socket.resetAndDestroy(), { failed: 'closed' }],
    ['closes in the body', (socket) => socket.end(`${head}Content-Length: 50\r\n\r\nhalf`), { failed: 'closed' }],
    ['speaks something else', (socket) => socket.end('220 mail.example ESMTP\r\n'), { failed: 'not-http' }],
    [
      'sends headers without end',
      (socket) => socket.write(`${head}X-Long: ${'a'.repeat(200_000)}`),
      { failed: 'not-http' },
    ],
    ['sends a body without end', (socket) => forever(socket, head), { status: 200 }],
  ];
  it.each(cases)('a server that %s is given up, and no socket stays', async (_name, what, expected) => {
    const { url, sockets } = await rude((socket) => socket.once('data', () => what(socket)));
    const outgoing = own();
    const outcome = await post(outgoing, url, 700);
    expect(outcome).toMatchObject(expected);
    if ('body' in outcome) expect(outcome.body.length).toBeLessThanOrEqual(4096);
    expect(outcome.ms).toBeLessThan(2000);
    await outgoing.stop();
    for (const socket of [...sockets])
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
    expect(sockets.size).toBe(0);
  });

  it('a port at which nobody listens, and one that speaks no TLS, are told apart', async () => {
    const server = createTcp();
    const port = await listen(server);
    const { tls } = await rude((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    await new Promise((resolve) => server.close(resolve));
    expect(await post(own(), `http://127.0.0.1:${port}/`)).toMatchObject({ failed: 'refused' });
    expect(await post(own(), tls)).toMatchObject({ failed: 'tls' });
  });

  it('is stopped by its signal', async () => {
    const { url } = await rude(() => {});
    const stop = new AbortController();
    const asked = own().send({
      method: 'POST',
      url,
      headers: {},
      body: null,
      within: 10_000,
      most: 10,
      signal: stop.signal,
    });
    stop.abort();
    expect(await asked).toMatchObject({ failed: 'aborted' });
  });
});

function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), 50);
  socket.once('close', () => clearInterval(timer));
}

function forever(socket: Socket, head: string): void {
  socket.write(`${head}\r\n`);
  const more = () => {
    while (!socket.destroyed && socket.write('b'.repeat(16_384)));
  };
  socket.on('drain', more);
  more();
}
