// Tools that change or read the company's own data, in the whole server: drafts, commitments, knowledge; and their undoing.
import type { CommitmentView } from '@vito/contracts/commitment';
import { newId } from '@vito/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, Outcome, ToolCall } from '../../../src/agents/tool.js';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { mailOf } from '../../setup/mails.js';
import { aCall, failing } from './calling.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const run = newId('run');
const callOf = (more: Partial<ToolCall> = {}): ToolCall =>
  aCall({
    ctx: { tenant: app.tenant, actor: { kind: 'agent', id: run, name: null } },
    run,
    key: newId('run'),
    ...more,
  });

async function use(name: string, input: unknown, more: Partial<ToolCall> = {}): Promise<Outcome> {
  const tool = await app.app.services.tools.find(app.tenant, name);
  if (!tool) throw new Error(`there is no tool ${name}`);
  return tool.run(callOf(more), tool.input.parse(input));
}
/** As the run's commit does it: the step's changes, in one. */
async function done(name: string, input: unknown): Promise<Outcome> {
  const outcome = await use(name, input);
  await app.app.services.store.commit(callOf().ctx, outcome.changes ?? []);
  return outcome;
}
async function undo(name: string, args: Json | undefined): Promise<void> {
  const tool = await app.app.services.tools.find(app.tenant, name);
  await tool?.undo?.(callOf(), args ?? null);
}
const view = async (id: string): Promise<CommitmentView> =>
  (await app.client.call('getCommitment', { params: { id } })).commitment;
const idOf = ({ result }: Outcome) => (result as { commitmentId: string }).commitmentId;
/** What a person does. */
const act = (verb: 'accept' | 'fulfil' | 'undo', id: string) => app.client.act(verb, id, {});
const noted = {
  debtor: { name: 'Tom Reed' },
  creditor: { organisation: 'Caldbeck' },
  action: 'send the plan',
  due: '2026-12-04',
};

describe('a draft', () => {
  it('is a document that can be read and found, of which nothing counts as promised', async () => {
    const text = 'The Contractor shall deliver the harbour plan to the Client by 4 December 2026.';
    const promisesIn = async (document: string) => {
      await app.read(document);
      await app.settled();
      return (await app.client.call('listCommitments', { query: { document } })).items.length;
    };
    expect(await promisesIn(await app.put('letter.md', text.replace('harbour plan', 'capstan winch')))).toBe(1); // of somebody's letter it does
    const { result } = await use('draft-document', { name: 'The harbour plan', text });
    const { documentId } = result as { documentId: string };
    expect(await promisesIn(documentId)).toBe(0);
    const { result: found } = await use('search-knowledge', { q: 'harbour plan' });
    expect((found as { passages: { documentId: string }[] }).passages.map((one) => one.documentId)).toContain(
      documentId,
    );
  });

  it('of a mail says to whom it would go', async () => {
    const input = { to: ['ada@example.com'], subject: 'The jetty', text: 'Dear Ada, the jetty is done.' };
    const { documentId } = (await use('draft-mail', input)).result as { documentId: string };
    expect(await app.read(documentId)).toMatchObject({ name: 'Draft: The jetty.txt', state: 'read' });
    expect(await (await app.request(`/v1/documents/${documentId}/content`)).text()).toContain('To: ada@example.com');
  });

  it('is one document however often the step is tried, and goes when the run is undone', async () => {
    const key = newId('run');
    const input = { name: 'Notes', text: 'Notes of the meeting about the crane.' };
    const [first, again] = [
      await use('draft-document', input, { key }),
      await use('draft-document', input, { key, attempt: 2 }),
    ];
    expect(again).toEqual(first);
    const { documentId } = first.result as { documentId: string };
    await undo('draft-document', first.undo);
    await undo('draft-document', first.undo);
    await app.settled();
    expect(await failing(app.client.call('getDocument', { params: { id: documentId } }))).toMatchObject({
      problem: { code: 'not-found' },
    });
  });

  it('of words that the company has already is that document, which stays', async () => {
    const text = 'A letter that somebody put in.';
    const known = await app.put('letter.md', text);
    const outcome = await use('draft-document', { name: 'Letter', text });
    expect(outcome.result).toEqual({ documentId: known });
    expect(outcome.undo).toBeUndefined();
    await undo('draft-document', { documentId: known });
    expect((await app.client.call('getDocument', { params: { id: known } })).state).not.toBe('deleted');
  });
});

describe('a commitment that a run makes', () => {
  it('is there with the step or not at all, without a document', async () => {
    const outcome = await use('create-commitment', noted);
    const id = idOf(outcome);
    expect(await failing(view(id))).toMatchObject({ problem: { code: 'not-found' } });
    await app.app.services.store.commit(callOf().ctx, outcome.changes ?? []);
    expect(await view(id)).toMatchObject({
      ...{ id, documentId: null, runId: run, action: 'send the plan', due: '2026-12-04', precision: 'day' },
      ...{ status: 'proposed', debtor: { name: 'Tom Reed' }, sources: [], quote: '', hidden: null, rule: 'stated' },
    });
    const { result } = await use('list-commitments', { person: 'Tom Reed', dueTo: '2026-12-31' });
    expect((result as { commitments: { id: string }[] }).commitments.map((one) => one.id)).toContain(id);
  });

  it('is shown live, and survives a person acting on it', async () => {
    const id = idOf(await done('create-commitment', { ...noted, agreed: true }));
    await app.settled();
    const entry = await app.until('it is on the timeline', async () => {
      const { entries } = await app.client.call('getTimeline', { query: { limit: 100 } });
      return entries.find((one) => one.commitment?.id === id) ?? false;
    });
    expect(entry).toMatchObject({
      type: 'commitment.stated',
      document: null,
      change: { status: { from: null, to: 'accepted' } },
    });
    await act('fulfil', id);
    expect(await view(id)).toMatchObject({ status: 'fulfilled', debtor: { name: 'Tom Reed' } });
  });

  it('is dismissed when the run is undone, once; after a person acted, it is for a person', async () => {
    const outcome = await done('create-commitment', noted);
    await undo('create-commitment', outcome.undo);
    const after = await view(idOf(outcome));
    expect(after.hidden).toBe('dismissed');
    await undo('create-commitment', outcome.undo);
    expect((await view(idOf(outcome))).version).toBe(after.version);

    const other = await done('create-commitment', noted);
    await act('accept', idOf(other));
    expect(await failing(undo('create-commitment', other.undo))).toMatchObject({ code: 'conflict' });
  });

  it.each([
    { ...noted, due: '2026-02-30' },
    { ...noted, debtor: {} },
  ])('of %j is refused', async (input) => {
    expect(await failing(use('create-commitment', input))).toMatchObject({ code: 'invalid' });
  });
});

describe('a change by a run', () => {
  async function promised(): Promise<string> {
    const text = `Dear Ines,\n\nI will send you plan ${newId('run')} by Friday 4 December.\n\nTom`;
    const from = 'Tom Reed <tom@reed.example>';
    const id = await app.put(
      'plan.eml',
      mailOf({ id: `${newId('run')}@reed.example`, from, to: 'ines@caldbeck.example', subject: 'Plan', text }),
    );
    return app.until('a commitment', async () => {
      const { items } = await app.client.call('listCommitments', { query: { document: id } });
      return items[0]?.id ?? false;
    });
  }

  it('changes what a document tells, and is taken back in reverse', async () => {
    const commitment = await promised();
    const moved = await done('update-commitment', { commitment, change: 'renegotiate', due: '2026-12-09' });
    const kept = await done('update-commitment', { commitment, change: 'fulfil', note: 'it came' });
    expect(await view(commitment)).toMatchObject({ status: 'fulfilled', due: '2026-12-09' });
    await undo('update-commitment', kept.undo);
    await undo('update-commitment', kept.undo);
    expect(await view(commitment)).toMatchObject({ status: 'renegotiated', due: '2026-12-09' });
    await undo('update-commitment', moved.undo);
    expect(await view(commitment)).toMatchObject({ status: 'accepted', due: '2026-12-04' });
  });

  it('is not taken back under what a person did since', async () => {
    const commitment = await promised();
    const moved = await done('update-commitment', { commitment, change: 'renegotiate', due: '2026-12-09' });
    await act('fulfil', commitment);
    expect(await failing(undo('update-commitment', moved.undo))).toMatchObject({ code: 'conflict' });
    expect(await view(commitment)).toMatchObject({ status: 'fulfilled' });
    await act('undo', commitment);
    await undo('update-commitment', moved.undo);
    expect(await view(commitment)).toMatchObject({ due: '2026-12-04' });
  });

  it('is held to what the verb takes', async () => {
    const commitment = await promised();
    for (const input of [{ change: 'renegotiate' }, { change: 'fulfil', due: '2026-12-09' }, { change: 'delegate' }])
      expect(await failing(use('update-commitment', { commitment, ...input }))).toMatchObject({ code: 'invalid' });
    expect(
      await failing(use('update-commitment', { commitment: newId('commitment'), change: 'fulfil' })),
    ).toMatchObject({
      code: 'not-found',
    });
  });

  it('of another company is nobody: there is no such commitment', async () => {
    const commitment = await promised();
    const other = await app.stranger();
    const ctx = { ...callOf().ctx, tenant: other.tenant };
    expect(await failing(use('update-commitment', { commitment, change: 'fulfil' }, { ctx }))).toMatchObject({
      code: 'not-found',
    });
    const { result } = await use('list-commitments', { open: true }, { ctx });
    expect(result).toEqual({ commitments: [], more: false });
  });
});

describe('reading', () => {
  it('answers with passages, commitments and where they stand, as data', async () => {
    const text = 'Dear Ines,\n\nWe will deliver the anchor chain by Monday 7 December.\n\nTom';
    const from = 'Tom Reed <tom@reed.example>';
    const id = await app.put(
      'chain.eml',
      mailOf({ id: 'chain@reed.example', from, to: 'ines@caldbeck.example', subject: 'Chain', text }),
    );
    await app.read(id);
    await app.settled();
    const { result } = await use('ask-knowledge', { q: 'when does the anchor chain come' });
    expect(result).toMatchObject({
      answer: null,
      passages: [{ documentId: id }],
      commitments: [{ due: '2026-12-07' }],
    });
  });

  it('tells the day in the zone of the company', async () => {
    const { result } = await use('today', {});
    expect(result).toMatchObject({ now: '2026-11-27T09:00:00.000Z', day: '2026-11-27', weekday: 'Friday' });
  });
});

describe('the tools', () => {
  it('have names of their own, a form that models can read, and a line for whoever approves', async () => {
    const { z } = await import('zod');
    const tools = await app.app.services.tools.list(app.tenant);
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    for (const tool of tools) {
      const form = z.toJSONSchema(tool.input, { io: 'input' });
      expect(form.type, tool.name).toBe('object');
      expect(tool.description.length).toBeGreaterThan(20);
      expect(tool.approval.when).toBe(tool.effect === 'read' || tool.name.startsWith('draft-') ? 'never' : 'always');
    }
    expect(await app.app.services.tools.find(app.tenant, 'no-such')).toBeNull();
  });
});
