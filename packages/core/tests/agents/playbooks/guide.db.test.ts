// The example of docs/agents.md does what the guide says; and renewal-watch over a contract.
import { readFile } from 'node:fs/promises';
import { Playbook } from '@vito/contracts/playbook';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shipped } from '../../../src/agents/shipped.js';
import { dayFromNow, headerDate, openPlaybookApp, type PlaybookApp, type Told } from '../../setup/playbooks.js';

const guide = new URL('../../../../../docs/agents.md', import.meta.url);
vi.setConfig({ testTimeout: 120_000 }); // mails are read and followed in between

let app: PlaybookApp;
beforeAll(async () => {
  app = await openPlaybookApp({ mail: false });
});
afterAll(() => app.close());

describe('the guide', () => {
  it('names every playbook that ships with ViTo', async () => {
    const text = await readFile(guide, 'utf8');
    for (const { name } of shipped) expect(text).toContain(`| \`${name}\` |`);
  });

  it('has an example that can be published and run as it stands', async () => {
    const [, example = ''] = /```json\n([\s\S]*?)\n```/.exec(await readFile(guide, 'utf8')) ?? [];
    const playbook = Playbook.parse(JSON.parse(example));
    await app.client.call('publishPlaybook', { body: { playbook } });
    const [document] = await app.post({ id: 'guide@quill.example', date: headerDate(-2) });
    const [commitment] = await app.commitments(document);
    const input = { commitment: commitment?.id ?? '' };

    const no = await app.run(playbook.name, input);
    await app.decide(await app.gate(no, 'close'), { decision: 'rejected' });
    expect((await app.over(no)).output).toEqual({ closed: false, text: 'Left open: somebody said no' });

    const yes = await app.run(playbook.name, input);
    await app.decide(await app.gate(yes, 'close'), { decision: 'approved' });
    await app.waiting(yes, 'signal');
    await app.client.call('signalRun', { params: { id: yes }, body: { name: 'answered', payload: null } });
    expect((await app.over(yes)).output).toMatchObject({ closed: true, text: expect.stringMatching(/^Closed: /) });
    expect(await app.result(playbook.name, input)).toEqual({ closed: false, text: 'This is fulfilled already.' });
  });
});

describe('renewal-watch', () => {
  const contract = (days: number) =>
    [
      'Service agreement between Quill Drawings Ltd ("Supplier") and Reed Boats Ltd ("Customer").',
      `7.1 This Agreement continues until ${dayFromNow(days).said}.`,
      '7.2 It renews automatically for further terms of one year unless either party gives 30 days notice before the end of the term.',
      `7.3 The Supplier shall return all models on termination, no later than ${dayFromNow(days - 35).said}.`,
    ].join('\n\n');

  it('says that there is nothing to act on where no contract is', async () => {
    expect(await app.result('renewal-watch', {})).toMatchObject({
      clauses: [],
      text: expect.stringMatching(/^No contract has/),
    });
  });

  it('tells the clause, its section and the last day to act; and sends nothing', async () => {
    await app.read(await app.put('service.txt', contract(50)));
    await app.settled();
    const near = (await app.result('renewal-watch', { days: 30 })) as Told & { drafts: unknown[] };
    expect(near.clauses).toContainEqual(
      expect.objectContaining({
        documentName: 'service.txt',
        kind: 'renewal',
        section: '7.2',
        date: dayFromNow(50).due,
        notice: '30 days',
        lastDay: dayFromNow(20).due,
        daysLeft: 20,
        quote: expect.stringContaining('renews automatically'),
      }),
    );
    expect(near.text).toContain(`By ${dayFromNow(20).due} (20 days left): service.txt, 7.2`);
    expect((await app.client.call('listGates', { query: {} })).items).toEqual([]);
    expect(await app.result('renewal-watch', { days: 5 })).toMatchObject({ clauses: [] });
  });

  it('finds no contract of another company', async () => {
    const stranger = await app.strangerWithRuns();
    expect(await stranger.result('renewal-watch', { days: 365 })).toMatchObject({ clauses: [], drafts: [] });
  });
});
