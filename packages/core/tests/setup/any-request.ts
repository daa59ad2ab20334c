// Requests with anything in them, for fuzzing: every route, what is meant for it, what is not, and what is meant to hurt.
import fc from 'fast-check';

export interface AnyRoute {
  method: string;
  path: string;
}

export interface AnyRequest extends AnyRoute {
  headers: Record<string, string>;
  body: Buffer | null;
}

const rarely = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) => fc.oneof({ arbitrary: usual, weight: 3 }, odd);
const evil = fc.constantFrom(
  '',
  '%00',
  '%',
  '%ff%fe',
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  '-1',
  '9'.repeat(400),
  '1e999',
  "';%20drop%20table%20vito.events;--",
  '%E2%80%AE',
  '0',
  'NaN',
  'null',
  'true',
);
/** Cursors of the right shape with anything in them. */
const forged = fc
  .tuple(
    fc.constantFrom('due', 'said', 'documents', 'people', 'dead'),
    fc.oneof(fc.string(), fc.constant('\u0000')),
    fc.string(),
  )
  .map(([o, a, i]) => Buffer.from(JSON.stringify({ o, a, i })).toString('base64url'));
const segment = fc.oneof(
  evil,
  forged,
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))),
);
const names = [
  'cursor',
  'limit',
  'after',
  'before',
  'side',
  'status',
  'open',
  'overdue',
  'document',
  'person',
  'role',
  'members',
  'outcome',
  'dueFrom',
  'topic',
  'q',
  'hidden',
  'sort',
  'state',
];
const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), segment), segment), { maxLength: 5 });
const json = fc.json({ maxDepth: 6 }).map((text) => Buffer.from(text));
const deep = fc.constantFrom(20_000, 200_000).map((depth) => Buffer.from('['.repeat(depth) + ']'.repeat(depth)));
const polluting = fc.constantFrom(
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"note":{"__proto__":null}}',
  '{"token":"a","__proto__":1}',
);
const meant = fc.constantFrom(
  '{"note":"\\u0000\\ud800"}',
  '{"due":"2026-02-31"}',
  '{"due":"9999-12-31T23:59:59+99:99"}',
  '{"due":"0000-01-01"}',
  '{"debtor":{"name":null,"address":null,"organisation":null}}',
  '{"action":" ","condition":null}',
  '{"action":"\\u0000"}',
  '{"name":"\\u0000","addresses":[],"organisation":null,"zone":"UTC"}',
  '{"name":"A","addresses":["a@b.example"],"organisation":"","zone":"../../etc/localtime"}',
  '{"token":"\\u0000"}',
);
const body = fc.oneof(
  json,
  deep,
  fc.oneof(polluting, meant).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22])), // a JSON string of invalid UTF-8
);
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/octet-stream',
  'multipart/form-data',
  'multipart/form-data; boundary=cut',
  'application/x-www-form-urlencoded',
  'nonsense',
  '',
];
const value = fc.oneof(
  evil,
  fc.string({ maxLength: 80 }).map((text) => text.replace(/[^\x20-\x7e]/g, '')),
);
const headers = fc.record(
  {
    'content-type': rarely(fc.constant('application/json'), fc.oneof(fc.constantFrom(...types), value)),
    'if-match': fc.oneof(fc.constantFrom('"1"', '"0"', '*', '"99999999999999"', 'W/"1"'), value),
    'idempotency-key': fc.oneof(value, fc.constant('k'.repeat(300))),
    'x-file-name': value,
    'last-event-id': value,
    cookie: value.map((text) => `vito_session=${text}`),
    accept: value,
    'accept-encoding': value,
    range: fc.constantFrom('bytes=0-', 'bytes=-1', 'lines=1'),
    'x-http-method-override': fc.constant('DELETE'),
    origin: fc.constantFrom('null', 'https://elsewhere.example', 'not a url'),
    'x-forwarded-for': value,
  },
  { requiredKeys: [] },
);

/** A call of a route of the contract with anything in it; mostly signed in, or nothing would get past the door. */
export const anyRequest = (routes: AnyRoute[], known: () => string[], token: () => string): fc.Arbitrary<AnyRequest> =>
  fc
    .record({
      route: fc.constantFrom(...routes),
      query,
      headers,
      body: fc.option(body),
      signedIn: fc.integer({ max: 9, min: 0 }),
    })
    .chain(({ route, ...rest }) =>
      fc.array(fc.oneof(fc.nat(2), fc.nat(2), segment), { minLength: 3, maxLength: 3 }).map((params) => {
        const path = route.path.replace(/:\w+/g, () => {
          const param = params.pop() ?? '';
          return typeof param === 'number' ? (known()[param] ?? '') : param;
        });
        const search = rest.query.map(([name, given]) => `${name}=${given}`).join('&');
        const open = route.method === 'DELETE' && route.path === '/v1/session'; // or it would sign the test out
        const authorization = open || rest.signedIn === 0 ? {} : { authorization: `Bearer ${token()}` };
        return {
          method: route.method,
          path: search ? `${path}?${search}` : path,
          headers: { ...rest.headers, ...authorization },
          body: route.method === 'GET' ? null : rest.body,
        };
      }),
    );
