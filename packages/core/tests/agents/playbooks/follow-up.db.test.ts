// The playbook "follow-up", end to end: the reminder, the gate, the answer that comes in as a mail, and what it must never do.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayFromNow, headerDate, openPlaybookApp, type PlaybookApp } from '../../setup/playbooks.js';

vi.setConfig({ testTimeout: 120_000 }); // mails are read and followed in between

let app: PlaybookApp;
beforeAll(async () => {
  app = await openPlaybookApp();
});
afterAll(() => app.close());

const ada = 'Ada Quill <ada@quill.example>';
let made = 0;

/** A promise of Ada's, by mail, that is `days` past its due. Each in a thread of its own. */
async function promised(days = 3) {
  const id = `promise-${++made}@quill.example`;
  const text = `Dear Bo,\n\nI will send you the drawings of boat ${made} by ${dayFromNow(-days).said}.\n\nAda\n`;
  const [document = ''] = await app.post({ id, from: ada, subject: `Boat ${made}`, date: headerDate(-days - 7), text });
  const [commitment] = await app.commitments(document);
  if (!commitment) throw new Error('nothing was found in the promise');
  return { id, commitment, input: { commitment: commitment.id } };
}

const answerTo = (id: string, text: string, more: object = {}) =>
  app.post({ id: `answer-${id}`, from: ada, subject: 'Re: Boat', date: headerDate(), inReplyTo: id, text, ...more });

describe('a reminder', () => {
  it('is worded with the quote, its date and how late it is, in reply to the mail that says so', async () => {
    const { id, commitment, input } = await promised(3);
    const run = await app.run('follow-up', input);
    const gate = await app.gate(run, 'send');
    expect(gate.args).toMatchObject({
      to: [ada],
      subject: `Re: Boat ${made}`,
      inReplyTo: `<${id}>`,
      text: expect.stringContaining(`“${commitment.quote}”`),
    });
    const { text } = gate.args as { text: string };
    expect(text).toContain('Hello Ada Quill,');
    expect(text).toContain(dayFromNow(-10).said);
    expect(text).toContain(`${dayFromNow(-3).said}, 3 days ago.`);
    expect(text).toContain('Thank you\nBo Reed');
    expect(gate.summary).toContain('ada@quill.example');
  });

  it('is in the language of the message', async () => {
    const { said } = dayFromNow(-2);
    const day = new Intl.DateTimeFormat('de', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${said} UTC`));
    const [document] = await app.post({
      id: 'german@quill.example',
      from: ada,
      date: headerDate(-9),
      text: `Sehr geehrter Herr Reed,\n\nvielen Dank für Ihre Nachricht. Die Zeichnungen schicke ich Ihnen bis zum ${day}.\n\nMit freundlichen Grüßen\nAda Quill\n`,
    });
    const [commitment] = await app.commitments(document);
    const run = await app.run('follow-up', { commitment: commitment?.id ?? '' });
    const { args } = await app.gate(run, 'send');
    expect((args as { text: string }).text).toMatch(
      /Guten Tag Ada Quill,[\s\S]*haben Sie geschrieben:[\s\S]*vor 2 Tagen/,
    );
  });

  it('is sent as a person edited it, once; and the answer, a real mail, wakes the run', async () => {
    const { id, input } = await promised();
    const run = await app.run('follow-up', input);
    const gate = await app.gate(run, 'send');
    const text = 'Dear Ada, the drawings?';
    const before = app.mails().length;
    await app.decide(gate, { decision: 'edited', args: { ...(gate.args as object), text } });
    await app.waiting(run, 'signal');
    expect(app.mails().slice(before)).toMatchObject([{ to: [ada], text }]);

    await answerTo(id, 'Dear Bo,\n\nThe drawings of the boat are attached.\n\nAda\n');
    const { output } = await app.over(run);
    expect(output).toMatchObject({ sent: true, answer: { document: expect.any(String) }, suggested: 'fulfilled' });
    expect((output as { text: string }).text).toContain('There was an answer.');
    expect(app.mails()).toHaveLength(before + 1);
  });

  it('is not sent where a person says no, and says so', async () => {
    const { input } = await promised();
    const before = app.mails().length;
    const run = await app.run('follow-up', input);
    await app.decide(await app.gate(run, 'send'), { decision: 'rejected' });
    expect(await app.over(run)).toMatchObject({
      status: 'completed',
      output: { sent: false, text: 'Nothing was sent: somebody said no.', draft: { mail: { to: [ada] } } },
    });
    expect(app.mails()).toHaveLength(before);
  });

  it('is only worded where that is asked for', async () => {
    const { input } = await promised(-5);
    const output = await app.result('follow-up', { ...input, draft: true });
    expect(output).toMatchObject({ sent: false, text: 'Nothing was sent: only a draft was asked for.' });
    expect(output.draft).toMatchObject({ text: expect.stringContaining('in 5 days.') });
  });
});

describe('an answer', () => {
  it('is neither our own mail, nor a machine’s, nor one of another thread', async () => {
    const { id, input } = await promised();
    const run = await app.run('follow-up', input);
    await app.decide(await app.gate(run, 'send'), { decision: 'approved' });
    await app.waiting(run, 'signal');
    await answerTo(id, 'Dear Ada,\n\nthe drawings?\n\nBo\n', {
      id: 'own@reed.example',
      from: 'Bo Reed <bo@reed.example>',
    });
    await answerTo('another@quill.example', 'Hello.', { id: 'apart@quill.example' });
    expect((await app.view(run)).waitsFor).toBe('signal');
    await answerTo(id, 'Dear Bo,\n\nI am looking for them.\n\nAda\n');
    expect((await app.over(run)).output).toMatchObject({ sent: true, suggested: null });
  });
});

describe('a commitment that is settled', () => {
  it('is nothing to remind of', async () => {
    const { commitment, input } = await promised();
    await app.client.act('fulfil', commitment.id, {});
    expect(await app.result('follow-up', input)).toMatchObject({ status: 'fulfilled', sent: false });
  });

  it('while a person is asked ends the asking, and nothing is sent', async () => {
    const { commitment, input } = await promised();
    const before = app.mails().length;
    const run = await app.run('follow-up', input);
    await app.gate(run, 'send');
    await app.client.act('fulfil', commitment.id, {});
    expect(await app.over(run)).toMatchObject({
      status: 'cancelled',
      problem: 'the commitment was fulfilled meanwhile',
    });
    expect(app.mails()).toHaveLength(before);
  });

  it('while an answer is awaited ends the waiting', async () => {
    const { commitment, input } = await promised();
    const run = await app.run('follow-up', input);
    await app.decide(await app.gate(run, 'send'), { decision: 'approved' });
    await app.waiting(run, 'signal');
    await app.client.act('fulfil', commitment.id, {});
    const { output } = await app.over(run);
    expect(output).toMatchObject({ status: 'fulfilled', sent: true });
    expect((output as { text: string }).text).toContain('It was settled meanwhile.');
  });
});

describe('two follow-ups of one commitment', () => {
  it('ask once: the later one says which other is under way', async () => {
    const { input } = await promised();
    const first = await app.run('follow-up', input);
    await app.gate(first, 'send');
    const output = await app.result('follow-up', input);
    expect(output).toMatchObject({ sent: false, text: `Another follow-up of this is under way: ${first}` });
    expect((await app.view(first)).waitsFor).toBe('gate');
  });
});

describe('another company', () => {
  it('finds nothing of this one', async () => {
    const { input } = await promised();
    const stranger = await app.strangerWithRuns();
    expect(await stranger.over(await stranger.run('follow-up', input))).toMatchObject({
      status: 'failed',
      problem: 'there is no such commitment',
    });
  });
});
