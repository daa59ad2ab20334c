// Tools and the budget in a real browser: a server of others is added, set, asked again and removed; escalated approvals come first; limits are changed.
import { mkdtemp, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlaybookView } from '@vito/contracts/run';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type E2e, findBrowser, openBrowser } from './setup/browser.js';

const executable = findBrowser();
const fixtures = fileURLToPath(new URL('../packages/core/tests/agents/mcp/fixtures', import.meta.url));

describe.runIf(executable)('tools and the budget', () => {
  let e2e: E2e;
  let page: Page;
  let errors: string[];
  let programs: string;
  beforeAll(async () => {
    programs = await mkdtemp(join(tmpdir(), 'vito-programs-'));
    await symlink(join(fixtures, 'mcp-little.mjs'), join(programs, 'our-notes'));
    const more = { VITO_MCP_SERVERS: `${fixtures}:${programs}` };
    e2e = await openBrowser(executable as string, more, { tools: true });
    const profile = { name: 'Ines Caldbeck', addresses: ['ines@caldbeck.example'], organisation: null, zone: 'UTC' };
    await e2e.client.call('putMe', { body: profile });
    // Asked for early: one of them is escalated while the other tests go on.
    await asks('usual', { when: 'always', expiresSeconds: 3600 });
    await asks('urgent', { when: 'always', expiresSeconds: 86_400, escalateSeconds: 1 });
    ({ page, errors } = await e2e.page());
  }, 60_000);
  afterAll(async () => {
    await e2e.close();
    await rm(programs, { recursive: true, force: true });
  });

  const text = { to: 'ada@brook.example', body: 'It is late.' };
  const asks = async (name: string, approval: object) => {
    const send = { id: 'send', kind: 'tool', tool: 'mail.send', with: { ...text, subject: name }, approval };
    const playbook = { name, title: name, description: '', steps: [send] } as unknown as PlaybookView['playbook'];
    await e2e.client.call('publishPlaybook', { body: { playbook } });
    await e2e.client.call('requestRun', { body: { playbook: name } });
  };
  const servers = () => page.getByRole('list', { name: 'Servers of tools' });
  const own = () => page.getByRole('list', { name: 'Tools of ViTo' }).getByRole('listitem');
  const offered = async (name: string) => {
    const { items } = await e2e.client.call('listTools');
    return items.find((one) => one.name === name) ?? null;
  };

  it('tells what runs may use, and what a server of others is where there is none', async () => {
    await page.goto(`${e2e.origin}/agents`);
    await page.getByRole('button', { name: 'Tools', exact: true }).click();
    await page.getByText('Model Context Protocol').waitFor();
    const mail = own().filter({ hasText: 'mail.send' });
    await mail.getByText('Changes something').waitFor();
    await mail.getByText('Asks first').waitFor();
    await own().filter({ hasText: 'invoice.draft' }).getByText('Asks nobody').waitFor();
  });

  it('says why a server was not added, and keeps what was typed', async () => {
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('button', { name: 'A program beside ViTo' }).click();
    await page.getByLabel('Program').fill('no-such-program');
    await page.getByLabel('Name').fill('Our notes');
    await page.getByText('Lower-case words with hyphens').waitFor();
    await page.getByLabel('Name').fill('notes');
    await page.getByLabel('Variables (optional)').fill('nonsense');
    await page.getByText('Line 1 is not a name').waitFor();
    await page.getByLabel('Variables (optional)').fill('NOTES_KEY=abc');
    await page.getByRole('button', { name: 'Ask it and add it' }).click();
    await page.getByRole('alert').getByText('This is no program that may be run here').waitFor();
    expect((await e2e.client.call('listToolServers')).items).toEqual([]);
    await page.getByLabel('Program').fill('our-notes');
    await page.getByRole('button', { name: 'Ask it and add it' }).click();
    await servers().getByText('4 tools').waitFor();
    expect(await page.getByText('Model Context Protocol').count()).toBe(0);
    expect(await own().filter({ hasText: 'mcp:' }).count()).toBe(0);
  });

  it('lets a person say what a tool does, whom it asks, and that no run may use it', async () => {
    await servers()
      .getByRole('button', { name: /^notes/ })
      .click();
    await page.getByText('is given NOTES_KEY').waitFor();
    const note = page.getByRole('group', { name: 'note' });
    await note.getByLabel('What it does').selectOption('Only reads');
    await expect.poll(() => offered('mcp:notes:note')).toMatchObject({ effect: 'read', approval: 'never' });
    await note.getByLabel('Whom it asks').selectOption('Asks first');
    await expect.poll(() => offered('mcp:notes:note')).toMatchObject({ effect: 'read', approval: 'always' });
    await note.getByLabel('In use').click(); // it changes once the server has said so
    await servers().getByText('3 of 4 tools in use').waitFor();
    expect(await offered('mcp:notes:note')).toBeNull();
  });

  it('says that a server does not answer any more, with the reason and what becomes of runs', async () => {
    const ask = page.getByRole('button', { name: 'Ask it again' });
    await unlink(join(programs, 'our-notes'));
    await ask.click();
    await servers().getByText('Does not answer', { exact: true }).waitFor();
    await servers().getByText('This is no program that may be run here').waitFor();
    await symlink(join(fixtures, 'mcp-little.mjs'), join(programs, 'our-notes'));
    await ask.click();
    await page.getByRole('button', { name: 'Remove' }).click(); // it can be pressed once the answer is there
    expect(await page.getByText('Does not answer', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('No server of others yet').waitFor();
    expect(await offered('mcp:notes:add')).toBeNull();
  });

  it('shows first what is escalated, with words for it', async () => {
    await page.getByRole('button', { name: /^Waiting for you/ }).click();
    const first = page.getByRole('list', { name: 'Waiting for you' }).getByRole('article').first();
    await first.getByText('Escalated', { exact: true }).waitFor({ timeout: 15_000 });
    await first.getByText('Nobody has decided within 1 s').waitFor();
    expect(await first.getAttribute('aria-label')).toContain('urgent');
    await page.getByRole('article', { name: /usual/ }).waitFor();
    expect(await page.getByText('Escalated', { exact: true }).count()).toBe(1);
  });

  it('shows the budget, and changes its limits', async () => {
    await page.getByRole('button', { name: 'Budget', exact: true }).click();
    const today = page.getByRole('region', { name: 'Today' });
    await today.getByText('spent, no limit').waitFor();
    await page.getByRole('button', { name: 'Change the limits' }).click();
    await page.getByLabel('Dollars a day').fill('five');
    await page.getByText('An amount of dollars').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.getByLabel('Dollars a day').fill('2.50');
    await page.getByRole('button', { name: 'Save' }).click();
    await today.getByText('of $2.50 spent').waitFor();
    await page.getByRole('region', { name: 'This month' }).getByText('spent, no limit').waitFor();
    expect(await e2e.client.call('getBudget')).toMatchObject({
      day: { limitMicros: 2_500_000 },
      month: { limitMicros: null },
    });
    expect(errors.filter((error) => !/status of 403/.test(error))).toEqual([]);
  });
});
