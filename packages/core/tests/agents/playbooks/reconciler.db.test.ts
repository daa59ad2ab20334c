// The playbook "reconciler": what a later mail says is done, proposed one by one, done and taken back.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { headerDate, openPlaybookApp, type PlaybookApp, type Told } from '../../setup/playbooks.js';
import { playbookOf, tool } from '../../setup/runs.js';

vi.setConfig({ testTimeout: 120_000 }); // mails are read and followed in between

let app: PlaybookApp;
beforeAll(async () => {
  app = await openPlaybookApp();
});
afterAll(() => app.close());

let made = 0;
/** A promise of Ada's, and a mail of hers that says that it is kept. Resolves to the commitment. */
async function kept() {
  const id = `kept-${++made}@quill.example`;
  const mail = { from: 'Ada Quill <ada@quill.example>', subject: `Boat ${made}` };
  const [document] = await app.post(
    {
      ...mail,
      id,
      date: headerDate(-9),
      text: 'Dear Bo,\n\nI will send you the drawings of the boathouse by Friday.\n\nAda\n',
    },
    {
      ...mail,
      ...{ id: `done-${id}`, inReplyTo: id, references: [id], date: headerDate(-5) },
      text: 'Dear Bo,\n\nThe drawings of the boathouse are attached.\n\nAda\n',
    },
  );
  const [commitment] = await app.commitments(document);
  if (!commitment) throw new Error('nothing was found in the promise');
  return commitment;
}
const statusOf = async (id: string) => (await app.client.call('getCommitment', { params: { id } })).commitment.status;

describe('the reconciler', () => {
  it('says that there is nothing to do where no message says that something is done', async () => {
    const { text, fulfilled } = await app.result('reconciler', {});
    expect(fulfilled).toEqual([]);
    expect(text).toBe('No message says of an open commitment that it is done.');
  });

  it('proposes each with the words that say so, and closes what a person approves', async () => {
    const [yes, no] = [await kept(), await kept()];
    const run = await app.run('reconciler', {});
    const children = await app.until('a run for each', async () => {
      const { children: found } = await app.view(run);
      return found.length === 2 && found;
    });
    const gates = await Promise.all(children.map((child) => app.gate(child.id, 'fulfil')));
    for (const gate of gates) expect(gate.summary).toContain('The drawings of the boathouse are attached.');
    for (const gate of gates) {
      const { commitment } = gate.args as { commitment: string };
      await app.decide(gate, { decision: commitment === yes.id ? 'approved' : 'rejected' });
    }
    const output = (await app.over(run)).output as Told;
    expect(output.fulfilled).toEqual([yes.id]);
    expect(output.text).toMatch(/Done: [\s\S]*Left open \(somebody said no\): |Left open[\s\S]*Done: /);
    expect(await statusOf(yes.id)).toBe('fulfilled');
    expect(await statusOf(no.id)).toBe('accepted');
    await app.client.act('dismiss', no.id, {});
  });

  it('asks about nothing twice while a person has not decided yet', async () => {
    const one = await kept();
    const run = await app.run('reconciler', { commitment: one.id });
    const gate = await app.gate(run, 'fulfil');
    const again = await app.result('reconciler', {});
    expect(again.text).toContain('1 more waits for a decision already.');
    await app.decide(gate, { decision: 'approved' });
    expect((await app.over(run)).output).toMatchObject({ fulfilled: [one.id] });
  });

  it('does nothing where a person was faster, and says so', async () => {
    const one = await kept();
    const run = await app.run('reconciler', { commitment: one.id });
    const gate = await app.gate(run, 'fulfil');
    await app.client.act('fulfil', one.id, {});
    await app.until('the run hears of it', async () => (await app.view(run)).endedAt !== null);
    expect(await app.view(run)).toMatchObject({
      status: 'cancelled',
      problem: 'the commitment was fulfilled meanwhile',
    });
    expect(gate.state).toBe('open');
  });

  it('finds nothing of another company', async () => {
    const one = await kept();
    const stranger = await app.strangerWithRuns();
    expect(await stranger.result('reconciler', {})).toMatchObject({ fulfilled: [] });
    const run = await stranger.over(await stranger.run('reconciler', { commitment: one.id }));
    expect(run).toMatchObject({ status: 'failed', problem: 'there is no such commitment' });
    await app.client.act('fulfil', one.id, {});
  });
});

describe('what it closed', () => {
  const done = playbookOf('closes-and-waits', [
    tool('fulfil', 'fulfil-commitment', { commitment: '=input.commitment' }),
    { kind: 'wait', id: 'rest', signal: 'never', seconds: null },
  ]);
  const closed = async () => {
    const one = await kept();
    await app.client.call('publishPlaybook', { body: { playbook: done } });
    const run = await app.run('closes-and-waits', { commitment: one.id });
    await app.decide(await app.gate(run, 'fulfil'), { decision: 'approved' });
    await app.waiting(run, 'signal');
    expect(await statusOf(one.id)).toBe('fulfilled');
    return { one, run };
  };
  const cancel = (id: string) => app.client.call('cancelRun', { params: { id }, body: { reason: 'a mistake' } });

  it('is open again once the run is undone', async () => {
    const { one, run } = await closed();
    await cancel(run);
    expect((await app.over(run)).status).toBe('compensated');
    expect(await statusOf(one.id)).toBe('accepted');
  });

  it('stays as a person has made it since', async () => {
    const { one, run } = await closed();
    await app.client.act('undo', one.id, {});
    await app.client.act('decline', one.id, {});
    await cancel(run);
    expect((await app.over(run)).status).toBe('compensated');
    expect(await statusOf(one.id)).toBe('declined');
  });
});
