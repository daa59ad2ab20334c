// SSRF suite: addresses and tricks that are refused before anything is connected to, with a resolver that answers
// differently the second time.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Failure } from '@vito/runtime/failure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutgoing, type OutgoingOptions } from '../../src/platform/outgoing.js';
import { dialTo, type Peer, startPeer } from './local-peer.js';
import { selfSigned } from './self-signed.js';

const aPublic = '93.184.216.34';
const { key, cert } = selfSigned(['hooks.example.com'], [aPublic]);
let plain: Peer;
let secure: Peer;
const asked: { url: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];

beforeAll(async () => {
  plain = await startPeer(
    createServer(async (request, answer) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push({ url: request.url, headers: request.headers, body });
      if (request.url === '/moved') answer.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' });
      answer.end('thanks');
    }),
  );
  secure = await startPeer(createTlsServer({ key, cert }, (_request, answer) => answer.end('secure')));
});
afterAll(async () => {
  await plain.close();
  await secure.close();
});

const answers = (...addresses: string[]) =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** One that resolves to these, one list after the other, and dials to a local server. */
function outgoing(lists: string[][], more: OutgoingOptions = {}, peer = plain) {
  const { dial, targets } = dialTo(peer);
  const names: string[] = [];
  const resolve = async (name: string) => answers(...(lists[names.push(name) - 1] ?? []));
  return { ...createOutgoing({ allowHttp: true, resolve, dial, ca: cert, ...more }), names, targets };
}
const failed = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it was answered'),
    (error: Failure & { reason?: string }) => error,
  );

const loopback = `
  127.0.0.1 127.0.0.1. 127.1 127.0.1 127.255.255.254 0177.0.0.1 0177.1 017700000001 0x7f.0.0.1 0x7f000001 0x7F.1
  2130706433 0 0.0.0.0 0x0 %31%32%37.0.0.1 127%2e0%2e0%2e1 127。0。0。1 １２７.０.０.１ ①②⑦.⓪.⓪.① [::1] [::] [0:0:0:0:0:0:0:1]
  [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::]
  [2001:db8::5efe:7f00:1] localhost LOCALHOST localhost. localhost.. api.localhost ⓛⓞⓒⓐⓛⓗⓞⓢⓣ local\u00adhost
  localhost.localdomain`;
const inner = `
  10.0.0.1 10.255.255.255 012.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 0xc0a80001 100.64.0.1 100.127.255.255
  192.0.0.1 198.18.0.1 192.0.2.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 240.0.0.1
  255.255.255.255 [fc00::1] [fd12::1]
  [fe80::1] [fec0::1] [ff02::1] [2001:db8::1] [3fff::1] [100::1] [2001::1] [2001:10::1] [2001:20::1] [5f00::1]
  [2002:a00:1::] [64:ff9b::10.0.0.1] [2606:4700::200:5efe:10.0.0.1]
  printer db.internal nas.local router.lan host.home.arpa`;
const metadata = `
  169.254.169.254 169.254.170.2 0xa9fea9fe 2852039166 0251.0376.0251.0376 [::ffff:169.254.169.254] [64:ff9b::a9fe:a9fe]
  [2002:a9fe:a9fe::] [fd00:ec2::254] [fd20:ce::254] [fd00:c1::a9fe:a9fe] 100.100.100.200 192.0.0.192 168.63.129.16
  [::ffff:168.63.129.16] [fe80::a9fe:a9fe] metadata.google.internal METADATA.GOOGLE.INTERNAL. metadata.goog`;
const words = (text: string) => text.trim().split(/\s+/);
const tricks = [
  'http://user@hooks.example.com/',
  'http://hooks.example.com@127.0.0.1/',
  'http://hooks.example.com:secret@127.0.0.1/',
  'http://127.0.0.1#@hooks.example.com/',
  'http://127.0.0.1\\@hooks.example.com/',
  'http:\\\\127.0.0.1\\',
  'http:127.0.0.1',
  'http:///127.0.0.1/',
  ' http://127.0.0.1/',
  'ht\ntp://127.0\t.0.1/',
  'http://[fe80::1%25eth0]/',
  'http://127.0.0.1%00.example.com/',
  'http://127.0.0.1:443:80/',
  'http://256.256.256.256/',
  'http://hooks.example.com/#part',
  ...['file:///etc/passwd', 'ftp://hooks.example.com/', 'gopher://hooks.example.com/', 'data:,x', 'unix:/run/x'],
  ...['//hooks.example.com/', '/hooks', 'hooks.example.com', '', `https://hooks.example.com/${'a'.repeat(2000)}`],
  ...['22', '25', '53', '6667', '0', '65536', '-1'].map((port) => `http://hooks.example.com:${port}/`),
];

describe('addresses and tricks that are refused as they are written', () => {
  const all = [
    ...[...words(loopback), ...words(inner), ...words(metadata)].map((host) => `http://${host}/`),
    ...tricks,
  ];

  it.each(all)('%s', async (url) => {
    const out = outgoing([[aPublic]]);
    expect(() => out.checkUrl(url)).toThrow(expect.objectContaining({ code: 'invalid', retry: 'never' }));
    expect(await failed(out.send({ method: 'GET', url }))).toMatchObject({ code: 'invalid' });
    expect([out.names, out.targets]).toEqual([[], []]);
  });

  it.each(words(metadata))('%s, also where private addresses are allowed', async (host) => {
    const out = outgoing([[aPublic]], { allowPrivate: true });
    expect(() => out.checkUrl(`http://${host}/`)).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(out.targets).toEqual([]);
  });
});

describe('names that lead inside are refused when they are resolved', () => {
  const reached = words(`127.0.0.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 100.100.100.200
    168.63.129.16 192.0.0.192 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 fc00::1
    ::ffff:127.0.0.1 ::ffff:93.184.216.34 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 0177.0.0.1 127.1 nonsense`);

  it.each(reached)('%s', async (address) => {
    for (const list of [[address], [aPublic, address], [address, aPublic]]) {
      const out = outgoing([list]);
      const error = await failed(out.send({ method: 'POST', url: 'http://hooks.example.com/', body: 'x' }));
      expect(error).toMatchObject({ name: 'NoAnswer', code: 'forbidden', reason: 'forbidden', retry: 'never' });
      expect(error.message).not.toContain(address); // what a name means inside is nobody's business
      expect([out.names, out.targets]).toEqual([['hooks.example.com'], []]);
    }
  });

  it('each time anew: public at first, private the second time', async () => {
    const out = outgoing([[aPublic], ['127.0.0.1'], [aPublic]]);
    const send = () => out.send({ method: 'POST', url: 'http://hooks.example.com/in?a=1', body: 'event' });
    expect(await send()).toMatchObject({ status: 200, address: aPublic, truncated: false });
    expect(asked.at(-1)).toMatchObject({ url: '/in?a=1', body: 'event', headers: { host: 'hooks.example.com' } });
    expect(await failed(send())).toMatchObject({ reason: 'forbidden' });
    expect(out.targets).toHaveLength(1);
    expect(await send()).toMatchObject({ status: 200 });
    expect(out.names).toHaveLength(3); // once a call: nothing is resolved between check and connection
    await plain.quiet();
  });
});

describe('what is checked is what is connected to', () => {
  it('the dialler gets the checked addresses, and no other name or port', async () => {
    const out = outgoing([[aPublic, '2606:2800:220:1::1']]);
    await out.send({ method: 'GET', url: 'http://hooks.example.com:8080/' });
    const addresses = answers(aPublic, '2606:2800:220:1::1');
    expect(out.targets).toEqual([{ host: 'hooks.example.com', port: 8080, addresses }]);
  });

  it('a socket that ended up elsewhere is not spoken to', async () => {
    const { dial } = dialTo(plain);
    const astray = outgoing([[aPublic]], {
      dial: async (target, signal) => dial({ ...target, addresses: answers('127.0.0.1') }, signal),
    });
    const before = asked.length;
    const error = await failed(astray.send({ method: 'GET', url: 'http://hooks.example.com/' }));
    expect(error).toMatchObject({ reason: 'forbidden' });
    await plain.quiet();
    expect(asked).toHaveLength(before);
  });

  it('a redirect is an answer, and is not followed', async () => {
    const out = outgoing([[aPublic]]);
    const answer = await out.send({ method: 'POST', url: 'http://hooks.example.com/moved', body: '{}' });
    expect(answer).toMatchObject({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } });
    expect([out.names.length, out.targets.length]).toEqual([1, 1]);
  });

  it('a proxy of the environment is not used', async () => {
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'];
    for (const name of names) process.env[name] = 'http://127.0.0.1:1';
    try {
      const out = outgoing([[aPublic]]);
      expect(await out.send({ method: 'GET', url: 'http://hooks.example.com/' })).toMatchObject({ status: 200 });
    } finally {
      for (const name of names) delete process.env[name];
    }
  });

  it('over TLS the certificate has to be of the name, or of the address that stands in its place', async () => {
    const out = outgoing([[aPublic], [aPublic]], {}, secure);
    const { body, ...answer } = await out.send({ method: 'GET', url: 'https://hooks.example.com/' });
    expect([answer.status, Buffer.from(body).toString()]).toEqual([200, 'secure']);
    expect(await out.send({ method: 'GET', url: `https://${aPublic}/` })).toMatchObject({ status: 200 });
    const error = await failed(out.send({ method: 'GET', url: 'https://other.example.com/' }));
    expect(error).toMatchObject({ reason: 'tls', code: 'unavailable', retry: 'later', address: aPublic });
    expect(error).toMatchObject({ detail: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await secure.quiet();
  });
});

describe('what is allowed', () => {
  it('https only, unless one’s own network may be called', () => {
    expect(() => createOutgoing().checkUrl('http://hooks.example.com/')).toThrow('https://');
    expect(() => createOutgoing({ allowPrivate: true }).checkUrl('http://hooks.example.com/')).not.toThrow();
  });

  it.each(words('https://hooks.example.com/a?b=c https://münchen.example:8443/ https://8.8.8.8/ https://[2606::1]'))(
    '%s',
    (url) => {
      expect(() => createOutgoing().checkUrl(url)).not.toThrow();
    },
  );

  it('with the switch, one’s own network, by the dialler of the house', async () => {
    const out = createOutgoing({ allowPrivate: true, resolve: async () => answers('127.0.0.1') });
    for (const host of ['hooks.example.com', 'crm', 'localhost', '127.0.0.1']) {
      const answer = await out.send({ method: 'GET', url: `http://${host}:${plain.port}/` });
      expect(answer).toMatchObject({ status: 200, address: '127.0.0.1' });
    }
    const inside = createOutgoing({ allowPrivate: true, resolve: async () => answers('127.0.0.1', '169.254.169.254') });
    expect(await failed(inside.send({ method: 'GET', url: 'http://crm/' }))).toMatchObject({ reason: 'forbidden' });
    await plain.quiet();
  });
});
