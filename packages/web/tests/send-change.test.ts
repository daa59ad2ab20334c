// A change that meets a newer version: sent again where the person's view of it still holds, refused where it does not.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient, RequestFailed } from '@vito/contracts/client';
import type { CommitmentView } from '@vito/contracts/commitment';
import { afterEach, expect, test } from 'vitest';
import { sendChange } from '../src/data/send-change.js';
import { commitment } from './commitment.js';

let stop: (() => void) | null = null;
afterEach(() => stop?.());

/** A server with one commitment, which takes a change only on the version that it has. */
async function serving(now: CommitmentView): Promise<{ client: Client; versions: string[] }> {
  const versions: string[] = [];
  const server = createServer((request, response) => {
    const asked = request.headers['if-match'];
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') return response.end(JSON.stringify({ commitment: now, history: [] }));
    versions.push(String(asked));
    if (asked === `"${now.version}"`)
      return response.end(JSON.stringify({ ...now, status: 'accepted', version: now.version + 1 }));
    response.statusCode = 409;
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'conflict', retry: 'never' };
    return response.setHeader('content-type', 'application/problem+json').end(JSON.stringify(problem));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stop = () => server.close();
  return { client: createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }), versions };
}

test('is sent once more where only the version is another', async () => {
  const seen = commitment({ version: 1 });
  const { client, versions } = await serving({ ...seen, version: 3, checked: 'model' });
  expect(await sendChange(client, seen, { verb: 'accept' })).toMatchObject({ status: 'accepted', version: 4 });
  expect(versions).toEqual(['"1"', '"3"']);
});

test.each<[string, Partial<CommitmentView>]>([
  ['its day', { due: '2026-12-24' }],
  ['its debtor', { debtor: null }],
  ['how it stands', { status: 'cancelled' }],
  ['that somebody acted on it', { touched: true, undoable: 'correct' }],
])('is refused where another changed %s', async (_, change) => {
  const seen = commitment({ version: 1 });
  const { client, versions } = await serving({ ...seen, ...change, version: 3 });
  await expect(sendChange(client, seen, { verb: 'accept' })).rejects.toBeInstanceOf(RequestFailed);
  expect(versions).toEqual(['"1"']);
});
