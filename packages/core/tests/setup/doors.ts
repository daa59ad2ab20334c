// One of everything that has to do with the doors: a source with a payload and its fact, an endpoint with a sending, a
// connection with a run, an uploaded file; and a playbook with a run that waits.
import { Playbook } from '@vito/contracts/playbook';
import { standard } from '../connect/senders.js';
import { addLittle, sync } from '../connect/sync/syncs.js';
import type { TestApp } from './app.js';

/** For an app that may run the fixtures' programs. Nothing is really sent: the endpoint is of this machine, nobody listens there, and it is switched off at once. */
export async function doorIds(app: TestApp) {
  const { client } = app;
  const { source, secret } = await client.call('addSource', { body: { name: 'A source', kind: 'standard' } });
  const { headers, body } = standard({ secret, body: '{"type":"order.placed","data":{"id":"order 1"}}' });
  const answer = await fetch(`${app.url}${source.path}`, { method: 'POST', headers, body: new Uint8Array(body) });
  const { received } = (await answer.json()) as { received: [{ id: string }] };
  const payload = received[0].id;
  const fact = await app.until('the payload is mapped', async () => {
    const { yields } = await client.call('getPayload', { params: { id: payload } });
    return yields[0]?.id ?? false;
  });
  const { endpoint } = await client.call('addEndpoint', {
    body: { name: 'An endpoint', url: 'http://127.0.0.1:59999/', types: ['commitment.delegated'] },
  });
  const sending = (await client.call('testEndpoint', { params: { id: endpoint.id } })).id;
  await client.call('changeEndpoint', { params: { id: endpoint.id }, body: { state: 'disabled' } });
  const connection = (await addLittle(app, 'singer')).id;
  const run = (await sync(app, connection)).id;
  const files = await client.call('addConnection', { body: { name: 'Files', dialect: 'csv' } });
  const { file } = await client.uploadTable(files.id, { name: 'table.csv', bytes: 'id,name\n1,one\n' });
  const steps = [{ kind: 'wait' as const, id: 'answer', signal: 'answered', seconds: null }];
  const playbook = Playbook.parse({ name: 'ours', title: 'Ours', description: '', steps });
  await client.call('publishPlaybook', { body: { playbook } });
  const playbookRun = (await client.call('requestRun', { body: { playbook: 'ours' } })).id;
  const ids = { source: source.id, payload, fact, endpoint: endpoint.id, sending, connection, run, file: file.id };
  return { ...ids, playbookRun };
}
