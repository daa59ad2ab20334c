// Whatever is sent to the API, its answer is a good one: never a 5xx, every refusal a problem with a code, and it lives on.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Problem } from '@vito/contracts/failure-code';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoutes } from '../../src/api/openapi.js';
import { type AnyRequest, anyRequest } from '../setup/any-request.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { propose, readStory } from '../setup/stories.js';

let app: TestApp;
let known: string[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } }); // nothing is worked on: this is about the door
  const ctx = { tenant: app.tenant, actor: { kind: 'person', id: app.account, name: null } } as const;
  const document = await readStory(app.app.services.store, ctx);
  const commitment = await propose(app.app.services.store, ctx, document);
  const [event] = await app.app.services.store.readStream(app.tenant, commitment);
  known = [document, commitment, event?.id ?? ''];
});
afterAll(async () => {
  agent.destroy();
  await app.close();
});

const pages = ['/v1/timeline/stream', '/openapi.json', '/docs', '/metrics', '/healthz', '/v1/nowhere', '/', '/v1/'];
const routes = [...allRoutes().map(([, route]) => route), ...pages.map((path) => ({ method: 'GET', path }))];

interface Answered {
  status: number;
  type: string;
  body: Buffer;
}

async function send({ method, path, headers, body }: AnyRequest): Promise<Answered> {
  const sent = request(`${app.url}${path}`, { agent, method, headers });
  sent.end(body ?? undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const type = answer.headers['content-type'] ?? '';
  const endless = type.startsWith('text/event-stream');
  if (endless) answer.destroy();
  return { status: answer.statusCode ?? 0, type, body: endless ? Buffer.alloc(0) : await buffer(answer) };
}

/** A good answer: not a fault of ours, and a refusal says what is wrong in the agreed form. */
function expectGood(answer: Answered, sent: unknown): void {
  const said = `${answer.status} ${answer.type} ${answer.body.toString().slice(0, 500)} to ${JSON.stringify(sent)}`;
  expect(answer.status, said).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(answer.type, said).toMatch(/^application\/problem\+json/);
  expect(Problem.parse(JSON.parse(answer.body.toString())).status, said).toBe(answer.status);
}

const call = anyRequest(
  routes,
  () => known,
  () => app.token,
);

describe('every route', () => {
  it('stands 2,000 calls with anything in them, eight at a time', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 8, maxLength: 8 }), async (calls) => {
        // Loading the sample is real work that needs no input: once is enough.
        const wanted = calls.filter(
          ({ method, path }) => !(method === 'POST' && path.startsWith('/v1/sample') && statuses.has(202)),
        );
        const answers = await Promise.all(wanted.map(send));
        for (const [i, answer] of answers.entries()) {
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          expectGood(answer, wanted[i]);
        }
      }),
      { numRuns: 250, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
    );
    expect((await app.request('/v1/status')).status).toBe(200);
    // It got past the door: some calls were good, others were refused for what was in them.
    for (const status of [200, 400, 401, 404]) expect(statuses.get(status), `${status}`).toBeGreaterThan(10);
  }, 90_000);
});

describe('malformed requests', () => {
  const form = { 'content-type': 'multipart/form-data; boundary=cut' };
  const part = 'content-disposition: form-data; name="file"; filename="a.txt"';
  const forms: [string, string][] = [
    ['nothing', ''],
    ['no boundary in the body', 'hello'],
    ['only the end', '--cut--\r\n'],
    ['a part without its end', `--cut\r\n${part}\r\n\r\nhalf`],
    ['headers without an end', `--cut\r\n${part}`],
    ['a header of 100 kB', `--cut\r\n${part}; x="${'y'.repeat(100_000)}"\r\n\r\na\r\n--cut--\r\n`],
    ['two files', `--cut\r\n${part}\r\n\r\none\r\n--cut\r\n${part}\r\n\r\ntwo\r\n--cut--\r\n`],
    [
      'a part called __proto__',
      '--cut\r\ncontent-disposition: form-data; name="__proto__"; filename="a"\r\n\r\na\r\n--cut--\r\n',
    ],
    ['300 fields', `${'--cut\r\ncontent-disposition: form-data; name="n"\r\n\r\nv\r\n'.repeat(300)}--cut--\r\n`],
    [
      'a field of 2 MB',
      `--cut\r\ncontent-disposition: form-data; name="n"\r\n\r\n${'v'.repeat(2 ** 21)}\r\n--cut--\r\n`,
    ],
  ];

  it.each(forms)('a form with %s', async (_, text) => {
    const headers = { ...form, authorization: `Bearer ${app.token}` };
    const answer = await send({ method: 'POST', path: '/v1/documents', headers, body: Buffer.from(text) });
    expectGood(answer, text.slice(0, 100));
  });

  it('a form without a boundary', async () => {
    const headers = { 'content-type': 'multipart/form-data', authorization: `Bearer ${app.token}` };
    const answer = await send({ method: 'POST', path: '/v1/documents', headers, body: Buffer.from('x') });
    expectGood(answer, 'no boundary');
    expect(answer.status).toBe(400);
  });

  it('a JSON body of 2 MB', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${app.token}` };
    const body = Buffer.from(JSON.stringify({ name: 'x'.repeat(2 ** 21) }));
    const answer = await send({ method: 'PUT', path: '/v1/me', headers, body });
    expectGood(answer, '2 MB of JSON');
    expect(answer.status).toBe(413);
  });

  const raw: [string, string, number][] = [
    ['headers of 100 kB', `GET /v1/me HTTP/1.1\r\nhost: h\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['a request that is none', 'HELLO\r\n\r\n', 400],
    [
      'a body with two lengths',
      'POST /v1/me HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
    ],
    ['a length that is none', 'POST /v1/me HTTP/1.1\r\nhost: h\r\ncontent-length: -5\r\n\r\n', 400],
    ['an unknown method', 'FROB /v1/me HTTP/1.1\r\nhost: h\r\n\r\n', 400],
    ['an address of 14 kB', `GET /v1/documents/${'a'.repeat(14_000)} HTTP/1.1\r\nhost: h\r\n\r\n`, 400],
    ['an address with broken escapes', 'GET /v1/documents/%zz HTTP/1.1\r\nhost: h\r\n\r\n', 400],
  ];

  it.each(raw)('%s', async (_, text, status) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(text);
    const [data] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    const said = data.toString();
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(said.toLowerCase()).toContain('content-type: application/problem+json');
    expect(Problem.parse(JSON.parse(said.slice(said.indexOf('\r\n\r\n')))).status).toBe(status);
  });

  it('prototypes stay clean', () => {
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});
