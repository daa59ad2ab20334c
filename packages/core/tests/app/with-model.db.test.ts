// The whole server beside a model: nobody waits for it, a model that was away is asked again, and its key is seen by nobody else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirming, type ModelServer, startModel } from '../../../../tests/setup/model-server.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { mailOf } from '../setup/mails.js';

const key = 'key-that-nobody-may-see';
let app: TestApp;
let model: ModelServer;

beforeAll(async () => {
  await import('ai'); // takes its time where the runner has to transform it
  model = await startModel(() => ({ kind: 'status', status: 500 }));
  const config = { kind: 'openai', url: model.url, name: 'house-model', key, calls: 4, seconds: 20 } as const;
  app = await openTestApp({ model: { ...config, price: { in: 1, out: 2 } } });
});
afterAll(async () => {
  await app.close();
  await model.close();
});

const shown = async () => (await app.client.call('listCommitments', { query: {} })).items;

it('a model that is away: the rules’ result stands, marked, and no work of theirs waits', async () => {
  await app.put('letter.eml', mailOf());
  const [one] = await app.until('the mark', async () => {
    const items = await shown();
    return items[0]?.checked === 'model-failed' && items;
  });
  expect(one).toMatchObject({ checkProblem: 'down', checkedBy: 'house-model', verdict: null, due: '2026-03-06' });
  const status = await app.client.call('getStatus');
  expect(status.work).toEqual({ waiting: 0, dead: 0 });
  expect(status.model).toMatchObject({ name: 'house-model', waiting: 1, costUnknown: 0 });
});

it('is asked again, and then its answer counts', async () => {
  model.becomes(confirming);
  await app.settled();
  const [one] = await shown();
  expect(one).toMatchObject({ checked: 'model', verdict: 'confirmed', checkProblem: null });
  const { history } = await app.client.call('getCommitment', { params: { id: one?.id ?? '' } });
  expect(history.map(({ type, actor }) => [type, actor.id])).toEqual([
    ['commitment.proposed', 'extract-commitments'],
    ['commitment.reread', 'refine-commitments'],
  ]);
  const { model: use } = await app.client.call('getStatus');
  expect(use).toMatchObject({ waiting: 0, tokensIn: 1200, tokensOut: 340, cost: 0.00188, costUnknown: 0 });
});

it('its key and the texts are in no log line and in no answer', async () => {
  expect(model.requests[0]?.headers.authorization).toContain(key);
  const status = JSON.stringify(await app.client.call('getStatus'));
  for (const text of [status, app.lines.join('\n')]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain('drawings');
  }
});
