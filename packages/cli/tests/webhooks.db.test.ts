// Webhooks in and out from a terminal, against a real server: a source, what came from it, an endpoint, what was sent to it.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SendingSummary, SendingView } from '@vito/contracts/endpoint';
import { PayloadSummary, type PayloadView } from '@vito/contracts/webhook';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vitoHere } from './in-process.js';
import { newFolder, type RunningServer, removeFolder, startServer } from './running-server.js';
import { jsonLines } from './spawned.js';

interface Added {
  source: { id: string };
  secret: string;
  address: string;
}

let top: string;
let server: RunningServer;
let receiver: Server;
let status = 204;
let here: (args: string[], columns?: number) => ReturnType<typeof vitoHere>;

beforeAll(async () => {
  top = newFolder();
  server = await startServer(join(top, 'data'), { VITO_ALLOW_PRIVATE_ADDRESSES: '1' });
  here = (args, columns) => vitoHere(args, { env: server.env, ...(columns === undefined ? {} : { columns }) });
  receiver = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end('as told'));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  receiver.close();
  if (server.child.exitCode === null) await server.end();
  removeFolder(top);
}, 60_000);

const one = <T>(stdout: string): T => jsonLines(stdout)[0] as T;
const plain = (text: string) => text.replaceAll(/\p{Cc}\[\d+m/gu, '');

/** As GitHub sends it. */
async function post({ address, secret }: Added, body: string, delivery: string): Promise<number> {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'issues',
    'x-github-delivery': delivery,
    'x-hub-signature-256': signature,
  };
  return (await fetch(address, { method: 'POST', headers, body })).status;
}

const listed = async (...args: string[]) =>
  jsonLines((await here(['payloads', ...args, '--json'])).stdout).map((line) => PayloadSummary.parse(line));

describe('webhooks that come in', { timeout: 60_000 }, () => {
  let added: Added;
  const issue = JSON.stringify({ action: 'opened', repository: { full_name: 'mill/dials' }, issue: { number: 7 } });

  it('say how to begin where there is nothing yet', async () => {
    expect(await here(['sources'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('sources add'),
    });
    expect(await here(['payloads'])).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('sources') });
    expect((await here(['sources', '--json'])).stdout).toBe('');
  });

  it('come from a source that is added, whose address and secret are told this once', async () => {
    const { code, stdout } = await here(['sources', 'add', 'The drawings', '--kind', 'github', '--json']);
    expect(code).toBe(0);
    added = one<Added>(stdout);
    expect(added.address).toMatch(/^http:\/\/[^/]+\/v1\/hooks\/src_/);
    expect((await here(['sources', '--json'])).stdout).not.toContain(added.secret);
    expect(await post(added, issue, 'd-1')).toBe(202);
    const mail = await here(['sources', 'add', 'Mail', '--kind', 'postmark', '--secret', 'post:pass word']);
    expect(mail.stdout).toMatch(/address +http:\/\/post:pass%20word@/);
    expect(mail.stderr).toContain('shown this once');
  });

  it('are listed, found, shown whole, and mapped again', async () => {
    await expect
      .poll(async () => (await listed('--source', added.source.id))[0]?.state, { timeout: 20_000 })
      .toBe('mapped');
    expect(await listed('--search', 'mill/dials')).toHaveLength(1);
    expect(await listed('--search', 'nowhere')).toHaveLength(0);
    expect(await listed('--state', 'unmapped')).toHaveLength(0);
    const [payload] = await listed();
    const id = payload?.id ?? '';
    expect(one<PayloadView>((await here(['payloads', 'show', id, '--json'])).stdout)).toMatchObject({ body: issue });
    const shown = plain((await here(['payloads', 'show', id], 72)).stdout);
    expect(shown).toContain('"action": "opened"');
    expect(shown).toMatch(/became fact +issues opened · mill\/dials#7/);
    expect(await here(['payloads', 'replay', id])).toMatchObject({ code: 0 });
    expect(plain((await here(['timeline'], 100)).stdout)).toContain('mill/dials#7');
  });

  it('fit their lists into the terminal', async () => {
    for (const args of [['sources'], ['payloads']]) {
      const lines = plain((await here(args, 60)).stdout).split('\n');
      expect(lines.every((line) => line.length <= 60)).toBe(true);
    }
    expect((await here(['sources'])).stdout).toMatch(/^The drawings +github +1 /m);
  });

  it('are signed with a new secret once it is rotated, and refused once the source is removed', async () => {
    const rotated = one<Added>((await here(['sources', 'rotate', added.source.id, '--keep', '0', '--json'])).stdout);
    expect(await post(added, issue, 'd-2')).toBe(401);
    expect(await post({ ...added, secret: rotated.secret }, issue, 'd-2')).toBe(202);
    expect(await here(['sources', 'remove', added.source.id])).toMatchObject({ code: 0 });
    expect(await post({ ...added, secret: rotated.secret }, issue, 'd-3')).toBe(404);
    expect(await here(['sources', 'remove', added.source.id])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('webhooks that go out', { timeout: 60_000 }, () => {
  let id: string;
  const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

  it('go to an endpoint that is added; a test says whether it arrives', async () => {
    expect(await here(['endpoints'])).toMatchObject({ code: 0, stderr: expect.stringContaining('endpoints add') });
    expect(await here(['sendings'])).toMatchObject({ code: 0, stderr: expect.stringContaining('endpoints') });
    const added = await here([
      'endpoints',
      'add',
      'Scheduler',
      url(),
      '--types',
      'commitment.*,document.read',
      '--json',
    ]);
    id = one<{ endpoint: { id: string } }>(added.stdout).endpoint.id;
    expect(await here(['endpoints', 'test', id])).toMatchObject({ code: 0, stdout: expect.stringContaining('204') });
    status = 500;
    const failed = await here(['endpoints', 'test', id]);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('answered with 500') });
    expect(plain((await here(['endpoints'], 160)).stdout)).toMatch(
      /commitment\.\* and 1 more +failing since .* 1 +1 +1 /,
    );
  });

  it('are listed, shown with every attempt, and sent again', async () => {
    const sendings = async (...args: string[]) =>
      jsonLines((await here(['sendings', ...args, '--json'])).stdout).map((line) => SendingSummary.parse(line));
    const [waiting] = await sendings('--endpoint', id, '--state', 'waiting');
    const shown = plain((await here(['sendings', 'show', waiting?.id ?? ''], 80)).stdout);
    expect(shown).toContain('"type": "vito.test"');
    expect(shown).toMatch(/500 +\d+ ms +answered with 500\n +as told/);
    status = 204;
    expect(await here(['sendings', 'replay', waiting?.id ?? ''])).toMatchObject({ code: 0 });
    const view = async () =>
      SendingView.parse(jsonLines((await here(['sendings', 'show', waiting?.id ?? '', '--json'])).stdout)[0]).state;
    await expect.poll(view, { timeout: 20_000 }).toBe('delivered');
    const lines = plain((await here(['sendings'], 60)).stdout).split('\n');
    expect(lines.every((line) => line.length <= 60)).toBe(true);
  });

  it('go there no more once it is removed', async () => {
    expect(await here(['endpoints', 'remove', id])).toMatchObject({ code: 0 });
    expect(await here(['endpoints', 'test', id])).toMatchObject({ code: 1, stdout: '' });
  });
});
