// Webhooks in a real browser: a source is added, what it sends shows up, its mapping is written and used; an endpoint gets a test.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceiver, type Receiver } from '../packages/core/tests/connect/receiver.js';
import { type Sent, standard } from '../packages/core/tests/connect/senders.js';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();

describe.runIf(executable)('connections', () => {
  let e2e: E2e;
  let receiver: Receiver;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    receiver = await openReceiver();
    e2e = await openBrowser(executable as string, { VITO_ALLOW_PRIVATE_ADDRESSES: '1' });
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    ({ page, errors } = await e2e.page());
  });
  afterAll(async () => {
    await e2e.close();
    await receiver.close();
  });

  const value = (label: string) => page.getByLabel(label, { exact: true }).inputValue();
  const order = (id: string, customer: string) =>
    JSON.stringify({ type: 'order.placed', data: { id, customer, total: 12 } });

  async function post(address: string, { headers, body }: Sent): Promise<number> {
    return (await fetch(address, { method: 'POST', headers, body: new Uint8Array(body) })).status;
  }

  let address = '';
  let secret = '';

  it('adds a source from its card, and tells its address and its secret this once', async () => {
    await page.keyboard.press('6');
    await page.getByText('No source yet').waitFor();
    await page.getByRole('button', { name: /^Standard Webhooks/ }).click();
    await page.getByLabel('Name').fill('Orders of the shop');
    await page.getByRole('button', { name: 'Add the source' }).click();
    await page.getByText('Orders of the shop is added').waitFor();
    address = await value('Address');
    secret = await value('Secret');
    expect(address).toMatch(new RegExp(`^${e2e.origin}/v1/hooks/src_[0-9a-z]{26}$`));
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('link', { name: 'Open the source' }).click();
    await page.getByRole('heading', { name: 'Nothing came in yet' }).waitFor(); // its own page; the list says the same words
    expect(await page.content()).not.toContain(secret);
  }, 60_000);

  it('shows what comes in, signed, within moments, and whole when it is opened', async () => {
    expect(await post(address, standard({ secret, body: '{"type":"forged"}', id: 'msg_x', at: 0 }))).toBe(401);
    expect(await post(address, standard({ secret, body: order('ord_1', 'Quill Studio'), id: 'msg_1' }))).toBe(202);
    const row = page.getByRole('button', { name: /order\.placed msg_1/ });
    await row.filter({ hasText: 'Became 1 fact' }).waitFor({ timeout: 15_000 });
    await row.click();
    await page.getByText('"customer": "Quill Studio"').waitFor();
    await page.getByText('webhook-signature').waitFor();
    await page.getByText('order.placed · ord_1').first().waitFor();
    expect(await page.getByText('forged').count()).toBe(0);
  }, 60_000);

  it('tries a mapping on it while it is written, then saves it and maps again', async () => {
    await page.getByRole('button', { name: 'Mapping' }).click();
    const preview = page.getByRole('region', { name: 'Mapping' });
    await preview.getByText('order.placed · ord_1').first().waitFor();
    const editor = page.getByLabel('Mapping in JSONata');
    await editor.fill('{"fact": ');
    await preview.getByText(/character 9/).waitFor();
    await editor.fill('');
    await page.getByRole('button', { name: 'A fact' }).click();
    await preview.getByText('Order ord_1 of Quill Studio').waitFor();
    expect(await factTitle(e2e, 'msg_1')).toBe('order.placed · ord_1'); // nothing is changed by trying
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /Map all again/ }).click();
    await expect.poll(() => factTitle(e2e, 'msg_1'), { timeout: 15_000 }).toBe('Order ord_1 of Quill Studio');
    expect(await post(address, standard({ secret, body: order('ord_2', 'Harrow & Sons') }))).toBe(202);
    await page.keyboard.press('1');
    await page.getByText('Order ord_2 of Harrow & Sons').waitFor({ timeout: 15_000 });
  }, 60_000);

  it('adds an endpoint, and says how a test went, also where it fails', async () => {
    await page.goto(`${e2e.origin}/connections`);
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByLabel('Name').fill('Scheduler');
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByLabel(/^Documents/).check();
    await page.getByRole('button', { name: 'Add the endpoint' }).click();
    const signs = await value('Secret');
    await page.getByRole('link', { name: 'Open the endpoint' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test arrived.').waitFor({ timeout: 15_000 });
    const [got] = receiver.of('vito.test');
    if (!got) throw new Error('the test did not arrive');
    expect(() => receiver.verify(got, signs)).not.toThrow();
    const { items } = await e2e.client.call('listEndpoints');
    expect(items).toMatchObject([{ name: 'Scheduler', types: ['commitment.*', 'document.*'] }]);
    receiver.answers(() => ({ status: 500, text: 'out of order' }));
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test did not arrive.').waitFor({ timeout: 15_000 });
    await page.getByRole('link', { name: 'See it' }).click();
    await page.getByText('out of order').first().waitFor();
  }, 60_000);

  it('removes a source once that is confirmed', async () => {
    await page.goto(`${e2e.origin}/connections`);
    await page.getByRole('link', { name: 'Orders of the shop' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Remove the source' }).click();
    await page.getByText('payloads that came from it are erased').waitFor();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('No source yet').waitFor({ timeout: 15_000 });
    expect(await post(address, standard({ secret, body: order('ord_3', 'Quill Studio') }))).toBe(404);
    expect(errors).toEqual([]);
  }, 60_000);
});

/** Of what a payload became, as it now stands. */
async function factTitle({ client }: E2e, externalId: string): Promise<string> {
  const { items } = await client.call('listPayloads');
  const id = items.find((item) => item.externalId === externalId)?.yields[0]?.id;
  return id ? (await client.call('getFact', { params: { id } })).title : '';
}
