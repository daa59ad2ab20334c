// The main job in a real browser: first run, sample, a document with its quote marked, a verdict by one key, a dropped file.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();

describe.runIf(executable)('the main job', () => {
  let e2e: E2e;
  beforeAll(async () => {
    e2e = await openBrowser(executable as string);
  });
  afterAll(() => e2e.close());

  it('asks once who I am, or shows the sample company at the press of a button', async () => {
    const { page, errors } = await e2e.page();
    await page.getByRole('button', { name: /sample/i }).click();
    await page.getByText('Ines Caldbeck').first().waitFor({ timeout: 20_000 });
    await page
      .getByText(/was read/)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(errors).toEqual([]);
  }, 120_000);

  it('marks the quote in the text and on the page’s own picture', async () => {
    await untilRead(e2e);
    const { items } = await e2e.client.call('listDocuments', { query: { limit: 200 } });
    const scan = items.find((one) => one.kind === 'image' && one.commitments > 0);
    const mail = items.find((one) => one.kind === 'mail' && one.commitments > 0);
    if (!scan || !mail) throw new Error('the sample has no scan or no mail with a commitment');
    const { page } = await e2e.page();
    await page.goto(`${e2e.origin}/documents/${mail.id}`);
    const quotes = (await e2e.client.call('listCommitments', { query: { document: mail.id } })).items;
    const words = quotes[0]?.quote.split(' ').slice(0, 3).join(' ') ?? '';
    expect(await page.locator('.marked').first().textContent()).toContain(words);
    await page.goto(`${e2e.origin}/documents/${scan.id}`);
    const mark = page.getByLabel(/^Marked: /).first();
    await mark.waitFor({ timeout: 20_000 });
    const picture = await page.locator('img').first().boundingBox();
    const box = await mark.boundingBox();
    expect(box && picture && box.x >= picture.x && box.x + box.width <= picture.x + picture.width + 1).toBe(true);
    expect(box && picture && box.y >= picture.y && box.y + box.height <= picture.y + picture.height + 1).toBe(true);
  }, 90_000);

  it('fulfils, takes back and dismisses with one key each', async () => {
    const { page } = await e2e.page();
    // What the sample's threads still say would come between two keys, and be refused as it should.
    const waiting = async () => (await e2e.client.call('getStatus')).work.waiting;
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    const { items } = await e2e.client.call('listCommitments', { query: { side: 'i-owe', open: true } });
    const one = items[0];
    if (!one) throw new Error('nothing is owed in the sample');
    const state = async () => (await e2e.client.call('getCommitment', { params: { id: one.id } })).commitment;
    const becomes = (what: (c: Awaited<ReturnType<typeof state>>) => boolean) =>
      expect.poll(async () => what(await state()), { timeout: 10_000 }).toBe(true);
    await page.goto(`${e2e.origin}/commitments?side=i-owe&c=${one.id}`);
    await page
      .getByRole('heading', { name: one.action, exact: false })
      .first()
      .waitFor()
      .catch(() => {});
    await page.keyboard.press('f');
    await becomes((c) => c.status === 'fulfilled');
    await page.getByText('Marked as fulfilled').waitFor();
    await page.keyboard.press('u');
    await becomes((c) => c.status === one.status && c.undoable === null);
    await page.getByText('Taken back').first().waitFor(); // the page has its answer: the next key is about what it shows
    await page.getByText('Found in the text').first().waitFor();
    await page.keyboard.press('x');
    await becomes((c) => c.hidden === 'dismissed');
    await page.getByRole('button', { name: /Undo/ }).first().waitFor();
    await page.keyboard.press('z'); // it left the list; the notice takes it back
    await becomes((c) => c.hidden === null);
  }, 90_000);

  it('takes a file dropped anywhere, and says when it is here already', async () => {
    const { page } = await e2e.page();
    const name = 'note-to-self.txt';
    const text = 'Minutes, 7 September 2026\n\nAda to send the seating plan by 11 September 2026.\n';
    for (const expected of [/note-to-self\.txt/, /already here/i]) {
      const data = await page.evaluateHandle(
        ([file, body]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([body as string], file as string, { type: 'text/plain' }));
          return transfer;
        },
        [name, text],
      );
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
      await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
      await page.dispatchEvent('body', 'drop', { dataTransfer: data });
      await page.getByText(expected).first().waitFor({ timeout: 15_000 });
    }
    const { items } = await e2e.client.call('listDocuments', { query: { limit: 200 } });
    expect(items.filter((one) => one.name === name)).toHaveLength(1);
  }, 60_000);

  it('serves a page without anything from elsewhere', async () => {
    const page = await readFile(new URL('../packages/web/dist/index.html', import.meta.url), 'utf8');
    expect(page.match(/https?:\/\//g) ?? []).toEqual([]);
  });
});

async function untilRead(e2e: E2e): Promise<void> {
  await expect
    .poll(
      async () => {
        const status = await e2e.client.call('getStatus');
        return status.documents > 30 && status.work.waiting === 0 && status.unsequenced === 0;
      },
      { timeout: 90_000, interval: 500 },
    )
    .toBe(true);
}
