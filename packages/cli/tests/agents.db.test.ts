// Playbooks, runs and approvals from a terminal, against a real server with tools that reach nobody.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GateView, PlaybookView, RunSummary, RunView } from '@vito/contracts/run';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vitoHere } from './in-process.js';
import { newFolder, type RunningServer, removeFolder, startServer, withTools } from './running-server.js';
import { jsonLines } from './spawned.js';

let top: string;
let server: RunningServer;
const here = (args: string[], columns?: number) =>
  vitoHere(args, { env: server.env, ...(columns === undefined ? {} : { columns }) });

beforeAll(async () => {
  top = newFolder();
  server = await startServer(join(top, 'data'), {}, withTools);
}, 120_000);
afterAll(async () => {
  if (server.child.exitCode === null) await server.end();
  removeFolder(top);
}, 60_000);

const input = { type: 'object', properties: { to: { type: 'string' } }, required: ['to'] };
const mail = { id: 'send', kind: 'tool', tool: 'mail.send', with: { to: '=input.to', subject: 'Hello', body: 'Hi' } };
const wait = { id: 'answer', kind: 'wait', signal: 'answered', seconds: 3600 };
const draft = { id: 'draft', kind: 'tool', tool: 'invoice.draft', with: { customer: 'Quill Studio', total: 12 } };

async function publish(name: string, steps: object[], more: object = {}): Promise<void> {
  const file = join(top, `${name}.json`);
  writeFileSync(file, JSON.stringify({ name, title: `The ${name}`, description: 'A test.', steps, ...more }));
  const published = await here(['agents', 'publish', file]);
  expect(published).toMatchObject({ code: 0, stdout: expect.stringContaining(`${name} is published as version`) });
}
/** Runs it until it is over or waits for a person: its id, and how that ended. */
async function watched(name: string, given: object = {}): Promise<{ id: string; code: number | null; text: string }> {
  const { code, stdout, stderr } = await here(['run', name, '--input', JSON.stringify(given), '--watch']);
  return { id: /run_[0-9a-z]{26}/.exec(stderr)?.[0] ?? '', code, text: stdout + stderr };
}
const view = async (id: string) => RunView.parse(jsonLines((await here(['show', id, '--json'])).stdout)[0]);

describe('playbooks', { timeout: 60_000 }, () => {
  it('are published from a file, listed with what they take, and withdrawn', async () => {
    const brought = await here(['agents']);
    expect(brought).toMatchObject({ code: 0, stdout: expect.stringContaining('follow-up  comes with ViTo') });
    writeFileSync(
      join(top, 'wrong.json'),
      JSON.stringify({ name: 'Wrong One', title: 'x', description: '', steps: [] }),
    );
    const refused = await here(['agents', 'publish', join(top, 'wrong.json')]);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/name: .*\n.*steps: /) });
    await publish('letter', [mail], { input });
    const list = await here(['agents']);
    expect(list.stdout).toMatch(/letter .*version 1\n.*The letter\n.*A test\.\n.*to \(text\)/);
    const views = jsonLines((await here(['agents', '--json'])).stdout).map((one) => PlaybookView.parse(one));
    expect(views.flatMap(({ name, shipped }) => (shipped ? [] : name))).toEqual(['letter']);
    await publish('short', [{ id: 'end', kind: 'stop', output: 1 }]);
    expect(await here(['agents', 'withdraw', 'short'])).toMatchObject({ code: 0 });
    expect(await here(['run', 'short'])).toMatchObject({ code: 1, stderr: expect.stringContaining('no playbook') });
  });
});

describe('runs', { timeout: 60_000 }, () => {
  it('are followed to their end, and told by the exit code', async () => {
    await publish('adds', [draft, { id: 'end', kind: 'stop', output: '=steps.draft.draft' }]);
    const good = await here(['run', 'adds', '--watch']);
    expect(good).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/draft: done\n(.*\n)*.*completed\n"Quill Studio 12"/),
    });
    await publish('books', [draft, { id: 'book', kind: 'tool', tool: 'ledger.book' }]);
    const bad = await watched('books');
    expect(bad).toMatchObject({ code: 1, text: expect.stringContaining('draft: taken back') });
    const shown = await here(['show', bad.id], 100);
    expect(shown.stdout).toContain('taken back');
    expect(shown.stdout).toContain('the ledger does not answer');
    expect((await here(['runs', '--status', 'compensated'])).stdout).toContain(bad.id);
  });

  it('are one run where they have one key, and what they take is held to', async () => {
    const asked = async () =>
      RunSummary.parse(jsonLines((await here(['run', 'adds', '--key', 'k1', '--json'])).stdout)[0]).id;
    expect(await asked()).toBe(await asked());
    const wrong = await here(['run', 'letter', '--input', '{"to":5}']);
    expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('input.to') });
  });

  it('take signals, are moved, forked and cancelled', async () => {
    await publish('asks', [draft, wait], { output: '=steps.answer' });
    const id = (await here(['run', 'asks'])).stdout.trim();
    await publish('asks', [draft, wait, { id: 'end', kind: 'stop', output: 'by the second' }], {});
    expect(await here(['move', id, '--to', '7'])).toMatchObject({ code: 1 });
    expect(await here(['move', id, '--to', '2'])).toMatchObject({ code: 0 });
    expect(await here(['signal', id, 'answered', '--payload', '{"yes":true}'])).toMatchObject({ code: 0 });
    await expect.poll(async () => (await view(id)).status).toBe('completed');
    expect((await view(id)).output).toBe('by the second');
    const forked = (await here(['fork', id, '--at', 'answer'])).stdout.trim();
    expect(await here(['fork', id, '--at', 'nowhere'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('answer'),
    });
    await expect.poll(async () => (await view(forked)).waitsFor).toBe('signal');
    const open = await here(['show', forked]);
    expect(open).toMatchObject({
      stdout: expect.stringContaining('taken over'),
      stderr: expect.stringContaining('vito signal'),
    });
    expect(await here(['cancel', forked, '--reason', 'enough'])).toMatchObject({ code: 0 });
    await expect.poll(async () => (await view(forked)).status).toBe('cancelled');
    expect(await here(['cancel', forked])).toMatchObject({ code: 1, stderr: expect.stringContaining('over') });
    expect((await here(['runs', '--stuck'])).stderr).toContain('No run is like that');
  });
});

describe('approvals', { timeout: 60_000 }, () => {
  it('end the watch with 3 and the way to decide; what is shown is what is approved, by the door of the command line', async () => {
    const { id, code, text } = await watched('letter', { to: 'ada@brook.example' });
    expect(code).toBe(3);
    expect(text).toContain(`vito approve ${id}/send`);
    expect((await here(['gates'])).stdout).toContain('Mail to ada@brook.example: Hello');
    expect(jsonLines((await here(['gates', '--json'])).stdout).map((one) => GateView.parse(one))).toHaveLength(1);
    const unasked = await here(['approve', id]);
    expect(unasked).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') });
    const approved = await here(['approve', id, '--yes']);
    expect(approved).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Mail to ada(.*\n)+.*"to": "ada@brook.example"/),
    });
    await expect.poll(async () => (await view(id)).status).toBe('completed');
    const decided = (await view(id)).entries.find(({ type }) => type === 'run.gate-decided');
    expect(decided?.data).toMatchObject({ by: 'cli', decision: 'approved' });
    expect(await here(['approve', `${id}/send`, '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('decided before'),
    });
  });

  it('can change what is done, where the tool takes it', async () => {
    const { id } = await watched('letter', { to: 'ada@brook.example' });
    const wrong = await here(['edit', `${id}/send`, '--args', '{"to":"nobody","subject":"x","body":"y"}', '--yes']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('args.to: is no address') });
    const right = '{"to":"ben@stone.example","subject":"x","body":"y"}';
    expect(await here(['edit', `${id}/send`, '--args', right, '--yes'])).toMatchObject({ code: 0 });
    await expect.poll(async () => (await view(id)).status).toBe('completed');
    expect((await here(['show', id])).stdout).toContain('{"sent":"ben@stone.example","subject":"x"}');
  });

  it('can be a no, with a reason', async () => {
    const { id } = await watched('letter', { to: 'ada@brook.example' });
    expect(await here(['reject', id, '--reason', 'not before Monday', '--yes'])).toMatchObject({ code: 0 });
    await expect.poll(async () => (await view(id)).status).toBe('failed');
    expect((await here(['gates', '--decided'])).stdout).toContain('rejected');
    for (const args of [['runs'], ['gates', '--decided'], ['show', id]]) {
      const lines = (await here(args, 80)).stdout.replaceAll(/\p{Cc}\[\d+m/gu, '').split('\n');
      expect(Math.max(...lines.map((line) => line.length)), args.join(' ')).toBeLessThanOrEqual(80);
    }
  });
});

describe('approvers', { timeout: 60_000 }, () => {
  it('are nobody until they are said, and it is told what keeps a mail from being sent', async () => {
    expect(await here(['approvers'])).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('Nobody') });
    const set = await here(['approvers', 'set', 'ada@quill.example', 'bo@reed.example']);
    expect(set).toMatchObject({ code: 0, stdout: 'ada@quill.example\nbo@reed.example\n' });
    expect(set.stderr).toContain('VITO_SMTP');
    const [view] = jsonLines((await here(['approvers', '--json'])).stdout);
    expect(view).toMatchObject({ addresses: ['ada@quill.example', 'bo@reed.example'], mail: false, isPublic: false });
    expect(await here(['approvers', 'none'])).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    [['set'], 'Say who'],
    [['set', 'ada'], 'ada is no mail address'],
    [['set', ...Array.from({ length: 21 }, (_, n) => `a${n}@quill.example`)], 'At most 20'],
    [['add', 'ada@quill.example'], 'knows no add'],
  ])('refuses %j', async (words, told) => {
    expect(await here(['approvers', ...words])).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
  });
});
