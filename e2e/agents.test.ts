// Agents in a real browser: what waits is approved, changed and rejected; a run is followed to its end, begun from a form, cancelled.
import type { PlaybookView, RunRequest } from '@vito/contracts/run';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();
type Given = Omit<PlaybookView['playbook'], 'input' | 'output' | 'deadlineSeconds' | 'limit' | 'budgetMicros'>;

const text = { type: 'string' };
const letter = {
  name: 'letter',
  title: 'A letter',
  description: 'Sends one letter, once somebody agrees.',
  input: { type: 'object', properties: { to: text, times: { type: 'integer' } }, required: ['to'] },
  steps: [
    {
      id: 'send',
      kind: 'tool',
      tool: 'mail.send',
      with: { to: '=input.to', subject: 'Your order', body: 'It is on its way.\nGreetings' },
    },
  ],
};
const answer = {
  name: 'answer',
  title: 'Waits for an answer',
  description: 'Makes a draft, then waits.',
  steps: [
    { id: 'draft', kind: 'tool', tool: 'invoice.draft', with: { customer: 'Quill Studio', total: 12 } },
    { id: 'reply', title: 'The reply', kind: 'wait', signal: 'answered', seconds: 3600 },
    { id: 'end', kind: 'stop', output: '=steps.reply' },
  ],
};

describe.runIf(executable)('agents', () => {
  let e2e: E2e;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    e2e = await openBrowser(executable as string, {}, { tools: true });
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    ({ page, errors } = await e2e.page());
  }, 120_000);
  afterAll(() => e2e.close());

  const publish = (playbook: object) => e2e.client.call('publishPlaybook', { body: { playbook: playbook as Given } });
  const begin = async (playbook: string, input: RunRequest['input'] = {}) =>
    (await e2e.client.call('requestRun', { body: { playbook, input } })).id;
  const status = async (id: string) => (await e2e.client.call('getRun', { params: { id } })).status;
  const open = (id: string) => page.goto(`${e2e.origin}/agents/runs/${id}`);
  const step = (name: string, state: string) => page.locator(`[data-step="${name}"][data-state="${state}"]`);
  const asked = (to: string) => page.getByRole('article', { name: `Mail to ${to}: Your order` });

  it('says what an approval and a run are where there is none yet, and brings playbooks', async () => {
    await page.keyboard.press('7');
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByText('No runs yet').waitFor();
    await page.getByRole('button', { name: 'See playbooks' }).click();
    await page.getByRole('button', { name: /^Follow up on a commitment/ }).waitFor();
    await publish(letter);
    await publish(answer);
  }, 60_000);

  it('runs a playbook from its form, and shows its approval with the exact arguments and a count in the navigation', async () => {
    await page.goto(`${e2e.origin}/agents?part=playbooks`);
    await page.getByRole('button', { name: /^A letter/ }).click();
    await page.getByText('Uses mail.send').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Fill in To').waitFor();
    await page.getByLabel('To', { exact: true }).fill('ada@brook.example');
    await page.getByLabel('Times (optional)').fill('2');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/agents\/runs\/run_/);
    await asked('ada@brook.example').getByText('It is on its way.\nGreetings').waitFor({ timeout: 15_000 });
    await page.getByRole('link', { name: /Agents\s*1 waiting for you/ }).waitFor({ timeout: 30_000 });
  }, 60_000);

  it('approves by a key, and the run goes on to its end', async () => {
    await page.goto(`${e2e.origin}/agents`);
    await asked('ada@brook.example').waitFor();
    await page.keyboard.press('a');
    await page.getByText('Nothing waits for you').waitFor({ timeout: 15_000 });
    await page.getByRole('region', { name: 'Decided lately' }).getByText('Approved').waitFor();
    await page.getByRole('link', { name: /Mail to ada@brook.example/ }).click();
    await step('send', 'done').waitFor({ timeout: 15_000 });
    await page.locator('[data-status="completed"]').waitFor({ timeout: 15_000 });
  }, 60_000);

  it('changes what is done: the server says what is wrong, and takes what is right', async () => {
    const id = await begin('letter', { to: 'ada@brook.example' });
    await page.goto(`${e2e.origin}/agents`);
    await asked('ada@brook.example').waitFor({ timeout: 15_000 });
    await page.keyboard.press('e');
    await page.getByLabel('To', { exact: true }).fill('nobody');
    await page.getByRole('button', { name: 'Approve with these changes' }).click();
    await page.getByText('args.to: is no address').waitFor({ timeout: 15_000 });
    expect(await status(id)).toBe('open');
    await page.getByLabel('To', { exact: true }).fill('ben@stone.example');
    await page.getByRole('button', { name: 'Approve with these changes' }).click();
    await page.getByText('Nothing waits for you').waitFor({ timeout: 15_000 });
    await expect.poll(() => status(id), { timeout: 15_000 }).toBe('completed');
    const { entries } = await e2e.client.call('getRun', { params: { id } });
    const done = entries.find(({ type }) => type === 'run.step-completed');
    expect(done?.secret).toMatchObject({ result: { sent: 'ben@stone.example' } });
    expect(entries.find(({ type }) => type === 'run.gate-decided')?.data).toMatchObject({ by: 'app' });
  }, 60_000);

  it('rejects with a reason, which the run then shows', async () => {
    const id = await begin('letter', { to: 'cy@harrow.example' });
    await page.goto(`${e2e.origin}/agents`);
    await asked('cy@harrow.example').waitFor({ timeout: 15_000 });
    await page.keyboard.press('r');
    await page.getByLabel('Why').fill('Not before Monday');
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByText('Nothing waits for you').waitFor({ timeout: 15_000 });
    await open(id);
    await page.getByText('“Not before Monday”').waitFor({ timeout: 15_000 });
    await page.locator('[data-status="failed"]').waitFor({ timeout: 15_000 });
  }, 60_000);

  it('follows a run while it is open', async () => {
    const id = await begin('answer');
    await open(id);
    await step('reply', 'waits').waitFor({ timeout: 15_000 });
    await e2e.client.call('signalRun', { params: { id }, body: { name: 'answered', payload: { word: 'gladly' } } });
    await step('reply', 'done').waitFor({ timeout: 15_000 });
    await page.locator('[data-status="completed"]').waitFor({ timeout: 15_000 });
    await page.getByText('"word": "gladly"').first().waitFor();
  }, 60_000);

  it('begins a new run from a step, and cancels it', async () => {
    await step('reply', 'done').getByRole('button').first().click();
    await page.getByRole('button', { name: 'New run from here' }).click();
    await step('draft', 'copied').waitFor({ timeout: 15_000 });
    await step('reply', 'waits').waitFor({ timeout: 15_000 });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel the run' }).click();
    await page.locator('[data-status="cancelled"]').waitFor({ timeout: 15_000 });
    await page.goto(`${e2e.origin}/agents?part=runs&status=cancelled`);
    await page.getByRole('list', { name: 'Runs' }).getByText('answer').waitFor();
    expect(errors.filter((error) => !/status of 400/.test(error))).toEqual([]);
  }, 60_000);
});
