// A table in a real browser: uploaded, asked what may be read in two ways, imported, and on the timeline as facts of its connection.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();
const bills = ['No;Title;Due;Sum', 'R-1;Dials;01/02/2026;1.234,50', 'R-2;Hands;03/04/2026;80,00', ''].join('\n');

describe.runIf(executable)('tables', () => {
  let e2e: E2e;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    e2e = await openBrowser(executable as string);
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    ({ page, errors } = await e2e.page());
  });
  afterAll(() => e2e.close());

  const button = (name: string | RegExp) => page.getByRole('button', { name });

  it('is looked at first, and imported once it is said how a date is written', async () => {
    await page.goto(`${e2e.origin}/connections`);
    await button(/^Tables/).click();
    await page.getByLabel('Name', { exact: true }).fill('Bills');
    await button('Add the connection').click();
    await page.getByRole('heading', { name: 'Upload a table' }).waitFor();
    const file = { name: 'bills.csv', mimeType: 'text/csv', buffer: Buffer.from(bills) };
    await page.getByLabel('A CSV file').setInputFiles(file);
    await page.getByText('Say how “Due” is written').waitFor({ timeout: 15_000 });
    expect(await button('Import it').isDisabled()).toBe(true);
    await page.getByLabel('How Due is written').selectOption('day-first');
    await button('Import it').click();
    await button(/^Finished 2 new or changed/).waitFor({ timeout: 15_000 });
    await button('Records').click();
    await page.locator('[data-record]').filter({ hasText: 'Due: 2026-02-01' }).waitFor({ timeout: 15_000 });
  }, 60_000);

  it('has a mapping, by which its rows stand on the timeline with the connection that told them', async () => {
    await button('Mapping').click();
    await page.getByText('2 records mapped').waitFor({ timeout: 15_000 });
    await page.getByRole('region', { name: 'Mapping' }).getByText('bills · R-1').waitFor({ timeout: 15_000 });
    await page.goto(`${e2e.origin}/`);
    await page.getByText('Dials', { exact: true }).waitFor({ timeout: 15_000 });
    await page.getByRole('link', { name: 'Bills' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Bills' }).waitFor();
    expect(errors).toEqual([]);
  }, 60_000);
});
