// A connection in a real browser: added, told its configuration, its streams chosen and run; what came, what is held back after drift; removed.
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, type Little, little, save } from '../packages/core/tests/connect/sync/little.js';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();

describe.runIf(executable)('syncs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vito-syncs-'));
  const data = join(folder, 'little.json');
  let e2e: E2e;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    await save(data, little());
    e2e = await openBrowser(executable as string, { VITO_TAPS: fixtures });
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    ({ page, errors } = await e2e.page());
  });
  afterAll(async () => {
    await e2e.close();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const connection = async () => {
    const { items } = await e2e.client.call('listConnections');
    if (!items[0]) throw new Error('there is no connection');
    return items[0];
  };

  it('refuses a program that may not run here, then adds one that may', async () => {
    await page.goto(`${e2e.origin}/connections`);
    await page.getByText('No connection yet').waitFor();
    await button(/^Singer tap/).click();
    await page.getByLabel('Name', { exact: true }).fill('The office');
    await page.getByLabel('Program', { exact: true }).fill('tap-nowhere');
    await button('Add the connection').click();
    await page.getByRole('alert').filter({ hasText: 'VITO_TAPS' }).waitFor();
    errors.splice(0); // the browser notes every answer of 403
    await page.getByLabel('Program', { exact: true }).fill('tap-little.mjs');
    await button('Add the connection').click();
    await page.getByRole('heading', { level: 1, name: 'The office' }).waitFor();
    expect(await connection()).toMatchObject({ command: 'tap-little.mjs', streams: [] });
  }, 60_000);

  it('says what does not work, goes on once it is mended, also when it was left in between', async () => {
    await page.getByLabel('Configuration as JSON').fill(`{"data": "${join(folder, 'nowhere.json')}"}`);
    await button('Save and check').click();
    await region('Check').getByText('It does not work yet').waitFor({ timeout: 15_000 });
    await page.reload();
    await region('Check').getByText('It does not work yet').waitFor({ timeout: 15_000 });
    await button('Change it').click();
    await page.getByLabel('Configuration as JSON').fill(JSON.stringify({ data, token: 'tok-5up3r' }));
    await button('Save and check').click();
    await region('Check').getByText('It offers 2 streams.').waitFor({ timeout: 15_000 });
    expect(await page.content()).not.toContain('tok-5up3r');
  }, 60_000);

  it('chooses streams, runs at once and shows what came', async () => {
    const streams = region('Streams and schedule');
    await streams.getByText('2 of 2 streams chosen').waitFor({ timeout: 15_000 });
    await button('How people is fetched').click();
    await page.getByLabel('Told apart by', { exact: true }).fill('id, nobody');
    await page.getByText('It has no nobody.').waitFor();
    await page.getByLabel('Told apart by', { exact: true }).fill('id');
    await page.getByLabel('How often').selectOption('only when asked');
    await button('Choose and start').click();
    await region('Runs')
      .getByRole('button', { name: /^Finished 9 new or changed/ })
      .waitFor({ timeout: 15_000 });
    expect((await connection()).streams).toMatchObject([
      { name: 'people', mode: 'incremental', keys: [['id']], cursor: ['updated'] },
      { name: 'teams', mode: 'full' },
    ]);
    await button('Records').click();
    await page.getByLabel('Stream').selectOption('people');
    // Until the answer is there, the list before it is shown, or none yet.
    const shown = () =>
      Promise.all(['people', 'teams'].map((stream) => page.locator(`[data-record^="${stream}/"]`).count()));
    await expect.poll(shown, { timeout: 15_000 }).toEqual([4, 0]);
    await button(/^1 people name: Ada Quill/).click();
    await page.getByText('"name": "Ada Quill"').waitFor();
  }, 60_000);

  it('shows what differs and what is held back once a stream drifts, and takes it as it is now', async () => {
    const teams = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'integer' } } };
    const retitled = [{ id: 7, title: 7 }] as unknown as Little['teams'];
    await save(data, { ...little(), teams: retitled, generation: 2, schemas: { teams } });
    await button('Run now').click();
    await page.getByText('The stream “teams” is no longer as chosen').waitFor({ timeout: 15_000 });
    await button('Held back').click();
    await button(/^7 teams Its stream is another than was chosen/).click();
    await page.getByText('"title": 7').waitFor();
    await page.getByRole('link', { name: 'See what differs' }).click();
    await page.getByRole('row', { name: 'title of another type string integer' }).waitFor();
    await button('Take it as it is now').click();
    await page.getByRole('button', { name: 'Take it', exact: true }).click();
    await button(/^Run now/)
      .last()
      .click();
    await page.getByText('The stream “teams” is no longer as chosen').waitFor({ state: 'detached', timeout: 15_000 });
    await button('Held back').click();
    await page.getByText('Nothing is held back.').waitFor({ timeout: 15_000 });
    await button('Records').click();
    await button(/^7 teams title: 7/).waitFor({ timeout: 15_000 });
    expect((await connection()).streams.map(({ name }) => name)).toEqual(['people', 'teams']);
  }, 60_000);

  it('removes it once that is confirmed', async () => {
    await button('Settings').click();
    await button('Remove the connection').click();
    await page.getByText('and its configuration are erased').waitFor();
    await button('Remove it').click();
    await page.getByText('No connection yet').waitFor({ timeout: 15_000 });
    expect((await e2e.client.call('listConnections')).items).toEqual([]);
    expect(errors).toEqual([]);
  }, 60_000);
});
