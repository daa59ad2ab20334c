// Ten thousand requests at the door, of every kind of source, whole and damaged: never an answer with 5xx, nothing let in that is not
// signed, and the server lives on.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Problem } from '@vito/contracts/failure-code';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../setup/app.js';
import { oneOfEach, type Sent } from './senders.js';

const requests = 10_000;
const atOnce = 16;
const seed = 20_261_126;

let app: TestApp;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const doors: { path: string; sent: Sent }[] = [];

beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false }, hooksPerSecond: 1_000_000 });
  for (const { kind, secret, sent } of await oneOfEach(Date.now())) {
    const { source } = await app.client.call('addSource', { body: { name: kind, kind, secret } });
    doors.push({ path: source.path, sent });
  }
  const generic = { header: 'X-Sig', signed: '{id}.{timestamp}.{body}', idHeader: 'X-Id', timestampHeader: 'X-At' };
  const { source } = await app.client.call('addSource', { body: { name: 'own', kind: 'hmac', hmac: generic } });
  const headers = { 'x-sig': '00', 'x-id': '1', 'x-at': String(Math.floor(Date.now() / 1000)) };
  doors.push({ path: source.path, sent: { headers, body: Buffer.from('{}') } });
});
afterAll(async () => {
  agent.destroy();
  await app.close();
});

/** Bytes of a body with something changed, cut, doubled or put in. */
const damaged = (body: Buffer): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc.constant(body),
    fc.nat(Math.max(0, body.length - 1)).map((at) => body.subarray(0, at)),
    fc.tuple(fc.nat(Math.max(0, body.length - 1)), fc.nat(255)).map(([at, byte]) => {
      const changed = Buffer.from(body);
      if (changed.length > 0) changed[at] = byte;
      return changed;
    }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([body, bytes])),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
    fc
      .constantFrom(
        '[',
        '{"a":'.repeat(5000),
        '[]',
        'null',
        '"',
        '\u0000',
        '{"__proto__":{"id":1}}',
        '{"id":{},"type":[]}',
      )
      .map((text) => Buffer.from(text)),
  );

const value = fc.oneof(
  fc.string({ maxLength: 200 }).map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '99999999999999999999',
    'NaN',
    'v1,',
    'v1,AAAA',
    'v1a,AAAA',
    't=1,v1=00,v1',
    'sha256=',
    'Basic',
    'Basic Og==',
    'Bearer x',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=a',
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
    'application/x-www-form-urlencoded',
    'text/plain; charset=utf-16',
    'a'.repeat(9000),
  ),
);
const names = [
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'x-hub-signature-256',
  'x-github-delivery',
  'stripe-signature',
  'x-slack-signature',
  'x-slack-request-timestamp',
  'authorization',
  'content-type',
  'content-encoding',
  'ce-id',
  'ce-specversion',
  'ce-time',
  'x-sig',
  'x-at',
  'x-twilio-email-event-webhook-signature',
  'x-forwarded-for',
];

const call = fc.nat(8).chain((which) => {
  const { path, sent } = doors[which % doors.length] as (typeof doors)[0];
  return fc.record({
    path: fc.oneof(
      { arbitrary: fc.constant(path), weight: 20 },
      fc.constantFrom(
        `${path}?access_token=x`,
        `${path}?access_token=a&access_token=b`,
        `${path}x`,
        '/v1/hooks/%ff',
        `/v1/hooks/${'s'.repeat(300)}`,
      ),
    ),
    body: damaged(sent.body),
    headers: fc.array(fc.tuple(fc.constantFrom(...names), fc.option(value)), { maxLength: 4 }).map((changes) => {
      const headers: Record<string, string> = { ...sent.headers };
      for (const [name, to] of changes) {
        if (to === null) delete headers[name];
        else headers[name] = to;
      }
      return headers;
    }),
  });
});

async function send({ path, body, headers }: { path: string; body: Buffer; headers: Record<string, string> }) {
  const sent = request(`${app.url}${path}`, { agent, method: 'POST', headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, text: (await buffer(answer)).toString() };
}

it(`${requests} requests, whole and damaged, give no 5xx, and each refusal says why`, async () => {
  const all = fc.sample(call, { numRuns: requests, seed });
  const counts = new Map<number, number>();
  const work = async () => {
    for (let one = all.pop(); one; one = all.pop()) {
      const { status, text } = await send(one);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const said = `${status} ${text.slice(0, 300)} to ${one.path} ${JSON.stringify(one.headers)} ${one.body.toString('base64')}`;
      expect(status, said).toBeLessThan(500);
      if (status >= 400) expect(Problem.parse(JSON.parse(text)).status, said).toBe(status);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // The mixture is one of both: some came whole and were let in, most were refused, and for more than one reason.
  for (const status of [202, 400, 401, 404])
    expect(counts.get(status) ?? 0, JSON.stringify([...counts])).toBeGreaterThan(20);
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
}, 120_000);
