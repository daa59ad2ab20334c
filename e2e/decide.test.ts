// The page behind a mail's link, in a real browser that nobody has signed in: looked at, changed, approved, rejected, refused.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailServer } from '../packages/core/tests/agents/tools/mail-server.js';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();
const ada = 'ada@brook.example';
const letter = {
  name: 'letter',
  title: 'A letter',
  description: 'Sends one letter, once somebody agrees.',
  steps: [
    {
      id: 'send',
      kind: 'tool' as const,
      tool: 'mail.send',
      with: { to: '=input.to', subject: 'Your order', body: 'It is on its way.\nGreetings' },
    },
  ],
};

describe.runIf(executable)("a mail's link", () => {
  let mails: Awaited<ReturnType<typeof openMailServer>>;
  let e2e: E2e;
  let page: Page;
  const asked: string[] = [];
  const errors: string[] = [];
  beforeAll(async () => {
    mails = await openMailServer();
    const mail = { VITO_SMTP: `smtp://127.0.0.1:${mails.port}`, VITO_MAIL_FROM: 'ViTo <vito@harrow.example>' };
    e2e = await openBrowser(executable as string, mail, { tools: true });
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    await e2e.client.call('publishPlaybook', { body: { playbook: letter as never } });
    const context = await e2e.browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  }, 120_000);
  afterAll(async () => {
    await e2e.close();
    await mails.close();
  });

  /** Of the mail that a new run leads to. */
  async function link(to: string): Promise<{ run: string; href: string }> {
    const sent = mails.taken.length;
    const run = (await e2e.client.call('requestRun', { body: { playbook: 'letter', input: { to } } })).id;
    await expect.poll(() => mails.taken.length, { timeout: 15_000 }).toBe(sent + 1);
    const text = mails.taken[sent]?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '';
    return { run, href: /http:\/\/localhost:\d+\/decide#\S+/.exec(text)?.[0] ?? '' };
  }
  const status = async (id: string) => (await e2e.client.call('getRun', { params: { id } })).status;

  it('is asked for in the settings, which say what is missing', async () => {
    const { page: own } = await e2e.page();
    await own.goto(`${e2e.origin}/settings`);
    const part = own.locator('section', { hasText: 'Who is asked by mail' });
    await part.getByText('VITO_PUBLIC_URL').waitFor();
    await part.getByLabel('Who is asked').fill(ada);
    await part.getByRole('button', { name: 'Save who is asked' }).click();
    await own.getByText('Saved').waitFor();
    expect((await e2e.client.call('getApprovers')).addresses).toEqual([ada]);
    await own.context().close();
  }, 60_000);

  it('shows what is asked, decides nothing by being opened, and leaves nothing in the address bar', async () => {
    const { run, href } = await link('ben@stone.example');
    await page.goto(href);
    await page.getByText(`You are asked as ${ada}`).waitFor();
    await page.getByText('It is on its way.\nGreetings').waitFor();
    expect(page.url()).toBe(`${new URL(href).origin}/decide`);
    expect(new Set(asked.filter((one) => one.includes('/v1/')))).toEqual(new Set(['POST /v1/gate-links/view']));
    expect(await status(run)).toBe('open');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('To', { exact: true }).fill('nobody');
    await page.getByRole('button', { name: 'Approve with these changes' }).click();
    await page.getByText('args.to: is no address').waitFor();
    await page.getByLabel('To', { exact: true }).fill('cy@harrow.example');
    await page.getByRole('button', { name: 'Approve with these changes' }).click();
    await page.getByRole('status').getByText('You can close this page').waitFor();
    await expect.poll(() => status(run), { timeout: 15_000 }).toBe('completed');

    await page.goto('about:blank');
    await page.goto(href);
    await page.getByText('It was decided before, by you, by mail').waitFor();
  }, 60_000);

  it('approves, and the next link opens on the same page', async () => {
    const [one, other] = [await link('ben@stone.example'), await link('dee@stone.example')];
    await page.goto(one.href);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Approved.' }).waitFor();
    await page.goto(other.href);
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByLabel('Why').fill('Not before Monday');
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('heading', { name: 'Rejected.' }).waitFor();
    await expect.poll(() => status(other.run), { timeout: 15_000 }).toBe('failed');
    await expect.poll(() => status(one.run), { timeout: 15_000 }).toBe('completed');

    const { page: own } = await e2e.page();
    await own.goto(`${e2e.origin}/agents/runs/${other.run}`);
    await own.getByText(`rejected by ${ada}, by mail, “Not before Monday”`).waitFor();
    await own.context().close();
  }, 60_000);

  it('that is cut, of somebody who is asked no more, or loaded anew says what to do', async () => {
    const { href } = await link('ben@stone.example');
    await page.goto(href.slice(0, -1));
    await page.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    await e2e.client.call('putApprovers', { body: { addresses: [] } });
    await page.goto(href);
    await page.getByRole('heading', { name: 'This address is not asked any more' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'This is not the whole link' }).waitFor();
    expect(errors).toEqual([]);
  }, 60_000);
});
