// The playbooks that look at many commitments: "follow-up-all", "weekly-brief", "intake-triage".
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayFromNow, headerDate, openPlaybookApp, type PlaybookApp, type Told } from '../../setup/playbooks.js';

vi.setConfig({ testTimeout: 120_000 }); // mails are read and followed in between

let app: PlaybookApp;
beforeAll(async () => {
  app = await openPlaybookApp({ mail: false });
});
afterAll(() => app.close());

const ada = 'Ada Quill <ada@quill.example>';
const bo = 'Bo Reed <bo@reed.example>';

describe('in a company without commitments', () => {
  it('every playbook tells that there is nothing, and what to do', async () => {
    expect((await app.result('follow-up-all', { days: 7 })).text).toMatch(/^Nothing that others owe you is due by/);
    expect((await app.result('weekly-brief', {})).text).toContain('Add mails or documents');
    const [document = ''] = await app.post({
      id: 'hello@quill.example',
      from: ada,
      text: 'Dear Bo,\n\nHello.\n\nAda\n',
    });
    expect((await app.result('intake-triage', { document })).text).toMatch(/Nothing is promised or asked in it\.$/);
  });
});

describe('follow-up-all', () => {
  it('begins a follow-up for each that is late or due soon, once; without a mail server each ends with its draft', async () => {
    const promise = (n: number, days: number) => ({
      id: `many-${n}@quill.example`,
      from: ada,
      date: headerDate(-20),
      text: `Dear Bo,\n\nI will send you the drawings of boat ${n} by ${dayFromNow(days).said}.\n\nAda\n`,
    });
    await app.post(promise(1, -3), promise(2, 4), promise(3, 40));
    const found = await app.commitments();
    expect(found).toHaveLength(3);
    const { commitments, outcomes, text } = await app.result('follow-up-all', { days: 7 });
    expect(commitments).toHaveLength(2);
    expect(outcomes).toMatchObject([
      { sent: false, draft: { mail: { to: [ada] } } },
      { sent: false, draft: { mail: { to: [ada] } } },
    ]);
    expect(text).toContain('VITO_SMTP');
    expect((await app.result('follow-up-all', {})).commitments).toHaveLength(1);
  });
});

describe('weekly-brief', () => {
  it('tells what is late, due, kept and new, by person, and what waits for approval', async () => {
    const [late] = await app.commitments();
    const [document = ''] = await app.post({
      id: 'today@reed.example',
      from: bo,
      to: ada,
      date: headerDate(),
      text: `Dear Ada,\n\nI can send you the oak planks by ${dayFromNow(0).said}.\n\nBo\n`,
    });
    const [ours] = await app.commitments(document);
    expect([late?.side, ours?.side]).toEqual(['owed-to-me', 'i-owe']);
    const waits = await app.run('intake-triage', { document });
    const gate = await app.gate(waits, 'accept');
    const { text, brief } = await app.result('weekly-brief', {});
    expect(brief).toMatchObject({
      late: [{ id: late?.id, daysLate: 3 }],
      due: expect.arrayContaining([expect.objectContaining({ id: ours?.id })]),
      fresh: [{ id: ours?.id }],
      waiting: [{ run: waits, playbook: 'intake-triage' }],
      byPerson: [
        { name: 'Ada Quill', late: 1 },
        { name: 'Bo Reed', due: 1 },
      ],
    });
    expect(text).toMatch(/## Late\n\n- Ada Quill: .*3 days late/);
    expect(text).toContain('## Waiting for approval');
    await app.decide(gate, { decision: 'approved' });
    await app.over(waits);
    await app.client.act('fulfil', ours?.id ?? '', {});
    expect((await app.result('weekly-brief', {})).brief).toMatchObject({ kept: [{ id: ours?.id }], waiting: [] });
  });

  it('tells another company nothing of it', async () => {
    const stranger = await app.strangerWithRuns();
    expect((await stranger.result('weekly-brief', {})).brief).toMatchObject({ late: [], due: [], kept: [], fresh: [] });
  });
});

describe('intake-triage', () => {
  const ours = async (n: number) => {
    const text = `Dear Ada,\n\nI can send you the keel by ${dayFromNow(9).said}. I will also call you about the mast.\n\nBo\n`;
    const [document = ''] = await app.post({
      ...{ id: `ours-${n}@reed.example`, from: bo, to: ada, subject: 'Keel', date: headerDate(-1), text },
    });
    return document;
  };
  const stateOf = async (document: string) =>
    (await app.commitments(document)).map(({ status, due }) => `${status} ${due === null ? 'undated' : 'dated'}`);

  it('tells what a document is and what is missing, and accepts what is clear once a person agrees', async () => {
    const document = await ours(1);
    const run = await app.run('intake-triage', { document });
    const gate = await app.gate(run, 'accept');
    expect(gate.summary).toMatch(/^Accept 1: “I can send you the keel/);
    await app.decide(gate, { decision: 'approved' });
    const output = (await app.over(run)).output as Told;
    expect(output).toMatchObject({ document: { kind: 'mail', from: 'Bo Reed', language: 'en' }, missing: 1 });
    expect(output.text).toContain('missing: by when');
    expect(output.text).toMatch(/Accepted: 1\.$/);
    expect(await stateOf(document)).toEqual(['accepted dated', 'accepted undated']);
  });

  it('accepts nothing where a person says no', async () => {
    const document = await ours(2);
    const run = await app.run('intake-triage', { document });
    await app.decide(await app.gate(run, 'accept'), { decision: 'rejected' });
    expect((await app.over(run)).output).toMatchObject({ accepted: [] });
    expect(await stateOf(document)).toEqual(['proposed dated', 'accepted undated']);
  });

  it('knows no document of another company', async () => {
    const document = await ours(3);
    const stranger = await app.strangerWithRuns();
    const run = await stranger.over(await stranger.run('intake-triage', { document }));
    expect(run).toMatchObject({ status: 'failed', problem: expect.stringContaining('no such document') });
  });
});
