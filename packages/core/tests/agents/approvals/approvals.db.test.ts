// Approvals by mail, in the whole server with a real mail server: who is asked, what the link can do, and what it cannot.
import { Problem } from '@vito/contracts/failure-code';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Approvals, openApprovals } from '../../setup/approvals.js';

const ada = 'ada@quill.example';
const cy = 'cy@quill.example';
let app: Approvals;
let owner: pg.Client;
/** Addresses that the mail server does not want now, with the digits that it says. */
const unwanted = new Map<string, number>();
beforeAll(async () => {
  app = await openApprovals({ recipient: (address) => unwanted.get(address) ?? null });
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});
beforeEach(async () => {
  app.taken.length = 0;
  await approvers(ada);
});

const approvers = (...addresses: string[]) => app.client.call('putApprovers', { body: { addresses } });
const asked = async (to = 'ann', address = ada) => {
  const gate = await app.gate('ask', { to });
  const [mail] = await app.mailsTo(address, 1);
  return { gate, token: mail?.token ?? '', mail };
};
const refused = async (answer: Promise<unknown>) => {
  const { problem } = (await answer.then(
    () => Promise.reject(new Error('it was not refused')),
    (error) => error,
  )) as { problem: Problem };
  return Problem.parse(problem);
};
const run = (id: string) => app.client.call('getRun', { params: { id } });
const ended = (id: string) => app.until(`${id} is over`, async () => (await run(id)).endedAt !== null && run(id));
const decisions = async (id: string) => (await run(id)).entries.filter(({ type }) => type === 'run.gate-decided');

describe('approvers', () => {
  it('are none until somebody names some, each company its own, and are kept once', async () => {
    const other = await app.stranger();
    expect(await other.client.call('getApprovers')).toEqual({
      addresses: [],
      mail: true,
      opensAt: 'https://vito.reed.example',
      isPublic: true,
    });
    expect((await approvers(ada, cy, 'ADA@quill.example')).addresses).toEqual([ada, cy]);
    expect((await other.client.call('getApprovers')).addresses).toEqual([]);
  });

  it('are twenty mail addresses at most', async () => {
    const many = Array.from({ length: 21 }, (_, n) => `a${n}@quill.example`);
    for (const wrong of [many, ['ada'], [`${ada}\r\nBcc: eve@quill.example`], ['Ada <ada@quill.example>']])
      expect(await refused(approvers(...wrong))).toMatchObject({ code: 'invalid' });
  });

  it('stand in no open part of the log', async () => {
    const { token } = await asked();
    await app.decide(token, { decision: 'rejected', reason: `as ${ada} said` });
    await app.settled();
    const { rows } = await owner.query('select data::text || actor::text as open from vito.events');
    expect(rows.filter(({ open }) => open.includes('quill.example'))).toEqual([]);
  });
});

describe('a mail', () => {
  it('goes to each approver, with a link of their own and what would be done', async () => {
    await approvers(ada, cy);
    const gate = await app.gate('ask', { to: 'ann' });
    const [[one], [other]] = await Promise.all([app.mailsTo(ada, 1), app.mailsTo(cy, 1)]);
    expect(one?.header('Subject')).toBe('To decide: Ask ann');
    expect(one?.text).toContain('| ann');
    expect(one?.token).not.toBe(other?.token);
    expect(await app.view(one?.token ?? '')).toMatchObject({
      address: ada,
      gate: { run: gate.run, args: { to: 'ann' } },
    });
    expect(await app.view(other?.token ?? '')).toMatchObject({ address: cy, decided: null, mayApprove: true });
    await app.settled();
    const story = (await run(gate.run)).entries.filter(({ type }) => type === 'run.approvers-asked');
    expect(story.map(({ secret }) => secret)).toEqual([{ asked: [ada, cy], refused: [] }]);
  });

  it('is sent once, however often the work is done', async () => {
    const { gate } = await asked();
    await app.settled();
    await again(gate.run);
    await app.settled();
    expect(app.taken).toHaveLength(1);
  });

  it('goes to the others at once where one is to be tried later, and to that one then alone', async () => {
    unwanted.set(cy, 450);
    await approvers(ada, cy);
    const gate = await app.gate('ask', { to: 'ann' });
    await app.mailsTo(ada, 1);
    await app.until('it is written down', async () =>
      (await run(gate.run)).entries.some(({ type }) => type === 'run.approvers-asked'),
    );
    unwanted.clear();
    await owner.query("update vito.work set due_at = now() where subscription = 'ask-approvers'");
    app.app.services.wake('ask-approvers');
    await app.mailsTo(cy, 1);
    await app.settled();
    expect(app.taken.map(({ to }) => to)).toEqual([[ada], [cy]]);
  });

  it('that the server takes for nobody is told on the run, and keeps it from nothing', async () => {
    unwanted.set(cy, 550);
    await approvers(cy, ada);
    const gate = await app.gate('ask', { to: 'ann' });
    await app.mailsTo(ada, 1);
    await app.settled();
    unwanted.clear();
    const entry = (await run(gate.run)).entries.find(({ type }) => type === 'run.approvers-asked');
    expect(entry?.secret).toEqual({ asked: [ada], refused: [cy] });
  });

  it('is not sent for what was decided meanwhile', async () => {
    await approvers();
    const gate = await app.gate('ask', { to: 'ann' });
    await app.settled();
    await approvers(ada);
    const params = { id: gate.run, step: gate.step };
    await app.client.call('decideGate', { params, body: { decision: 'rejected', hash: gate.hash } });
    await again(gate.run);
    await app.settled();
    expect(app.taken).toEqual([]);
  });

  it('is sent once more when it waits for long, as an answer to the first', async () => {
    await app.gate('ask', { to: 'ann' }, app.me, { approval: { when: 'always', escalateSeconds: 1 } });
    const [first, second] = await app.mailsTo(ada, 2);
    expect(second?.header('Subject')).toBe('Still waiting: Ask ann');
    expect(second?.header('In-Reply-To')).toBe(first?.header('Message-ID'));
    expect((await app.view(second?.token ?? '')).gate.escalated).toBe(true);
  });

  it('holds no header and no recipient that the arguments smuggle in', async () => {
    const { mail } = await asked('ann\r\nBcc: eve@quill.example\r\n\r\n<b>Approve</b>');
    expect(app.taken.map(({ to }) => to)).toEqual([[ada]]);
    expect(mail?.raw.split('\r\n\r\n')[0]).not.toMatch(/^(bcc|<b>)/im);
    expect(mail?.header('Content-Type')).toMatch(/^text\/plain/);
    expect(mail?.text).toContain('| <b>Approve</b>');
  });
});

/** The work of the gate's opening, as if its end had been lost. */
async function again(id: string): Promise<void> {
  const { rowCount } = await owner.query(
    `insert into vito.work (tenant_id, subscription, event_id, stream, version, recorded_at)
     select tenant_id, 'ask-approvers', event_id, stream, version, recorded_at
     from vito.events where stream = $1 and type = 'run.gate-opened'`,
    [id],
  );
  expect(rowCount).toBe(1);
  app.app.services.wake('ask-approvers');
}

describe('a link', () => {
  it('approves exactly what was shown, and the run tells who did', async () => {
    const { gate, token } = await asked();
    const decided = await app.decide(token, { decision: 'approved', reason: 'fine' });
    expect(decided).toMatchObject({
      gate: { state: 'approved' },
      decided: { by: 'link', address: ada, reason: 'fine' },
    });
    expect((await ended(gate.run)).status).toBe('completed');
    expect(app.effects.filter(({ run: of }) => of === gate.run)).toMatchObject([{ tool: 'ask', args: { to: 'ann' } }]);
    const [entry] = await decisions(gate.run);
    expect(entry?.actor.id).toMatch(/^link:[\w-]{22}$/);
    expect(entry).toMatchObject({ data: { by: 'link', hash: gate.hash }, secret: { address: ada } });
    const { entries } = await app.client.call('getTimeline', { query: { before: 1e9 } });
    const told = entries.find(({ type }) => type === 'run.gate-decided');
    expect(told).toMatchObject({ actor: { name: 'an approver' }, run: { said: `approved by ${ada}, by mail: fine` } });
  });

  it('is of the same somebody each time, and of another for another address', async () => {
    await approvers(ada, cy);
    const ids = [];
    for (const address of [ada, ada, cy]) {
      app.taken.length = 0;
      const { gate, token } = await asked('ann', address);
      await app.decide(token, { decision: 'rejected' });
      ids.push((await decisions(gate.run))[0]?.actor.id);
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('changes what is done, as far as the tool takes it', async () => {
    const { gate, token } = await asked();
    const wrong = await refused(app.decide(token, { decision: 'edited', args: { to: 1 } }));
    expect(wrong).toMatchObject({ code: 'invalid', issues: [{ path: 'args.to' }] });
    await app.decide(token, { decision: 'edited', args: { to: 'ben' } });
    await ended(gate.run);
    expect(app.effects.filter(({ run: of }) => of === gate.run)).toMatchObject([{ args: { to: 'ben' } }]);
  });

  it('rejects with a reason, and nothing is done', async () => {
    const { gate, token } = await asked();
    await app.decide(token, { decision: 'rejected', reason: 'not before Monday' });
    expect(await ended(gate.run)).toMatchObject({ status: 'failed', problem: 'not before Monday' });
    expect(app.effects.filter(({ run: of }) => of === gate.run)).toEqual([]);
  });

  it('decides nothing by being looked at, and needs no sign-in', async () => {
    const { gate, token } = await asked();
    const answer = await fetch(`${app.url}/v1/gate-links/view`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await run(gate.run)).gates[0]?.state).toBe('open');
  });

  it('decides once: whoever comes second is told how it stands', async () => {
    await approvers(ada, cy);
    const gate = await app.gate('ask', { to: 'ann' });
    const tokens = (await Promise.all([app.mailsTo(ada, 1), app.mailsTo(cy, 1)])).map(([mail]) => mail?.token ?? '');
    const answers = await Promise.allSettled(
      [...tokens, ...tokens].map((token) => app.decide(token, { decision: 'approved' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const decided = await decisions(gate.run);
    expect(decided).toHaveLength(1);
    const address = (decided[0]?.secret as { address: string } | undefined)?.address;
    for (const token of tokens) expect(await app.view(token)).toMatchObject({ decided: { by: 'link', address } });
    expect(await refused(app.decide(tokens[0] ?? '', { decision: 'rejected' }))).toMatchObject({ code: 'conflict' });
    expect((await ended(gate.run)).status).toBe('completed');
  });

  it('shows what was decided elsewhere, without a name', async () => {
    const { gate, token } = await asked();
    const params = { id: gate.run, step: gate.step };
    await app.client.call('decideGate', { params, body: { decision: 'approved', hash: gate.hash } });
    expect((await app.view(token)).decided).toEqual({ by: 'api', address: null, reason: null });
  });

  it('of an address that is asked no more is refused', async () => {
    const { gate, token } = await asked();
    await approvers(cy);
    expect(await refused(app.view(token))).toMatchObject({ code: 'forbidden' });
    expect(await refused(app.decide(token, { decision: 'approved' }))).toMatchObject({ code: 'forbidden' });
    expect(await decisions(gate.run)).toEqual([]);
  });

  it('is refused once its time is over', async () => {
    const gate = await app.gate('ask', { to: 'ann' }, app.me, { approval: { when: 'always', expiresSeconds: 1 } });
    const [mail] = await app.mailsTo(ada, 1);
    await ended(gate.run);
    const answer = await refused(app.decide(mail?.token ?? '', { decision: 'approved' }));
    expect(answer).toMatchObject({ code: 'conflict', detail: expect.stringContaining('expired') });
  });

  it('that is none is refused in one way, whatever it is', async () => {
    const { gate, token } = await asked();
    const other = await app.stranger();
    const [payload = '', signature = ''] = token.split('.');
    const link = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = (more: object) =>
      `${Buffer.from(JSON.stringify({ ...link, ...more })).toString('base64url')}.${signature}`;
    const wrong = [
      forged({ tenant: other.tenant }),
      forged({ address: cy }),
      forged({ hash: 'b'.repeat(64) }),
      forged({ expiresAt: '2099-01-01T00:00:00.000Z' }),
      token.slice(0, -1),
      'guessed',
      '.',
    ];
    for (const one of wrong)
      for (const answer of [app.view(one), app.decide(one, { decision: 'approved' })])
        expect(await refused(answer)).toMatchObject({ status: 401, detail: expect.stringContaining('not valid') });
    for (const body of [{}, { token: 7 }, { token: 'x'.repeat(4000) }, { token, decision: 'expired' }])
      expect((await refused(app.client.call('decideGateLink', { body: body as never }))).status).toBe(400);
    expect(await decisions(gate.run)).toEqual([]);
  });

  it('that is used all the time has to wait', async () => {
    const { token } = await asked();
    const answers = await Promise.allSettled(Array.from({ length: 80 }, () => app.view(token)));
    const codes = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.problem.code] : []));
    expect(new Set(codes)).toEqual(new Set(['too-many']));
    expect(answers.length - codes.length).toBeGreaterThanOrEqual(60);
  });
});

it('that comes in with the mailbox of who was asked is not to be read out of it by others', async () => {
  const { gate, token, mail } = await asked();
  const { text, messages } = await app.read(await app.put('asked.eml', mail?.raw ?? ''));
  expect(text).toContain('| ann');
  expect(text).toMatch(/https:\/\/vito\.reed\.example\/decide#·{100,}\n/);
  expect(text).not.toContain(token.slice(0, 40));
  expect(messages[0]?.automatic).toBe(true);
  expect((await run(gate.run)).gates[0]?.state).toBe('open');
});

describe('four eyes', () => {
  it('hold for the address of whoever asked for the run: it may say no, and another address may say yes', async () => {
    await approvers('Bo@reed.example', ada);
    const gate = await app.gate('pay', { amount: 500 });
    const [[own], [other]] = await Promise.all([app.mailsTo('Bo@reed.example', 1), app.mailsTo(ada, 1)]);
    expect((await app.view(own?.token ?? '')).mayApprove).toBe(false);
    expect(await refused(app.decide(own?.token ?? '', { decision: 'approved' }))).toMatchObject({ code: 'forbidden' });
    const edited = { decision: 'edited', args: { amount: 1 } };
    expect(await refused(app.decide(own?.token ?? '', edited))).toMatchObject({ code: 'forbidden' });
    expect(await decisions(gate.run)).toEqual([]);
    await app.decide(other?.token ?? '', { decision: 'approved' });
    expect((await ended(gate.run)).status).toBe('completed');
  });

  it("an own address decides as the owner's account elsewhere", async () => {
    await approvers('bo@reed.example');
    const { gate, token } = await asked('ann', 'bo@reed.example');
    await app.decide(token, { decision: 'approved' });
    const [entry] = await decisions(gate.run);
    expect(entry).toMatchObject({ actor: { id: app.account }, secret: { address: 'bo@reed.example' } });
  });
});
