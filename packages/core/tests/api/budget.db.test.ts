// The budget through HTTP: none until it is set, each company its own, and nonsense refused.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../setup/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
});
afterAll(() => app.close());

it('is unlimited until somebody says otherwise, and each company has its own', async () => {
  const [one, other] = [await app.stranger(), await app.stranger()];
  expect((await one.client.call('getBudget')).day).toMatchObject({ limitMicros: null, spentMicros: 0 });
  const body = { dayMicros: 5_000_000, monthMicros: null };
  const set = await one.client.call('putBudget', { body });
  expect(set).toMatchObject({ day: { limitMicros: 5_000_000 }, month: { limitMicros: null } });
  expect(set.month.from).toMatch(/-01$/);
  expect(await one.client.call('getBudget')).toEqual(set);
  expect((await other.client.call('getBudget')).day.limitMicros).toBeNull();
});

it.each([[{}], [{ dayMicros: -1, monthMicros: null }], [{ dayMicros: 0.5, monthMicros: null }], [{ dayMicros: 1 }]])(
  '%j is refused',
  async (body) => {
    const { client } = await app.stranger();
    await expect(client.call('putBudget', { body: body as never })).rejects.toMatchObject({
      problem: { code: 'invalid' },
    });
  },
);
