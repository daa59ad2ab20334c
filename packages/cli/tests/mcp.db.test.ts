// `vito mcp` as a client starts it: the built command as a process, against a real server; and the tokens that it can use.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { createClient } from '@vito/contracts/client';
import { TokenView } from '@vito/contracts/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vitoHere } from './in-process.js';
import { newFolder, type RunningServer, removeFolder, startServer } from './running-server.js';
import { jsonLines } from './spawned.js';

const built = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const { PATH = '' } = process.env;
let top: string;
let server: RunningServer;
let here: (...args: string[]) => ReturnType<typeof vitoHere>;
let api: ReturnType<typeof createClient>;

beforeAll(async () => {
  top = newFolder();
  server = await startServer(join(top, 'data'));
  here = (...args) => vitoHere(args, { env: server.env });
  const { url, token } = JSON.parse(readFileSync(join(top, 'data', 'server.json'), 'utf8'));
  api = createClient({ baseUrl: url, token });
  await api.upload({ name: 'letter.txt', bytes: 'The quince jelly is kept in the cellar.' });
}, 120_000);
afterAll(async () => {
  if (server.child.exitCode === null) await server.end();
  removeFolder(top);
}, 60_000);

async function connected(env: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [built, 'mcp'];
  const transport = new StdioClientTransport({ command: process.execPath, args, env: { PATH, ...server.env, ...env } });
  await client.connect(transport as Transport);
  return client;
}

/** What the process writes for what is put into it at once, and how it ends. */
async function piped(input: string | Buffer, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [built, 'mcp'], { env: { PATH, ...server.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // one that ends at once does not read
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, stderr, lines: jsonLines(stdout) as { id?: unknown; error?: { code: number; message: string } }[] };
}
const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const secretOf = async (scopes: string) =>
  (jsonLines((await here('tokens', 'add', scopes, '--scope', scopes, '--json')).stdout)[0] as { secret: string })
    .secret;

describe('vito mcp', { timeout: 60_000 }, () => {
  it('lists and calls every tool for the official client', async () => {
    const client = await connected();
    const names = (await client.listTools()).tools.map(({ name }) => name);
    const reading = ['ask', 'get_commitment', 'get_run', 'list_approvals', 'list_commitments', 'list_runs'];
    expect(names.sort()).toEqual([...reading, 'propose_action', 'search', 'timeline']);
    const args: Record<string, Record<string, unknown>> = {
      ask: { question: 'Where is the jelly?' },
      search: { query: 'jelly' },
      get_commitment: { id: `cmt_${'0'.repeat(26)}` },
      get_run: { id: `run_${'0'.repeat(26)}` },
      propose_action: { tool: 'today', args: {}, reason: 'what day it is' },
    };
    for (const name of names) {
      const result = await client.callTool({ name, arguments: args[name] ?? {} });
      if (name === 'get_commitment' || name === 'get_run')
        expect(result).toMatchObject({
          isError: true,
          content: [{ text: expect.stringContaining('there is no such') }],
        });
      else expect([name, result.isError ?? false]).toEqual([name, false]);
    }
    await client.close();
  });

  it('asks as the token may that it is given, and tells what the server says of it', async () => {
    const client = await connected({ VITO_TOKEN: await secretOf('propose') });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['propose_action']);
    expect(await client.callTool({ name: 'search', arguments: { query: 'jelly' } })).toMatchObject({
      isError: true,
      content: [{ text: 'this token lacks the scope `read`' }],
    });
    await client.close();
    const { code, lines } = await piped(line({ id: 'a', method: 'ping' }), { VITO_TOKEN: 'vito_wrong' });
    expect([code, lines]).toEqual([
      0,
      [{ jsonrpc: '2.0', id: 'a', error: { code: -32000, message: expect.stringContaining('not valid') } }],
    ]);
  });

  it('writes nothing but the protocol, whatever comes in, and ends when it is over', async () => {
    const odd = line({ id: 2, method: 'search\u2028\u2029' });
    const input = [
      'no JSON\n',
      '\n',
      '{}\n',
      `[${line({ id: 9, method: 'ping' }).trim()}]\n`,
      line({ method: 'notifications/initialized' }),
      odd,
      line({ id: 3, method: 'ping' }).trimEnd(), // the last one, without an end
    ];
    const { code, stderr, lines } = await piped(input.join(''));
    expect([code, stderr]).toEqual([0, '']);
    const told = lines.map(({ id, error }) => [id, error?.code ?? null]);
    expect(told).toHaveLength(5);
    expect(told).toEqual(
      expect.arrayContaining([
        [null, -32700],
        [null, -32600],
        [2, -32601],
        [3, null],
      ]),
    );
  });

  it('answers nothing that was cancelled, and goes on', async () => {
    const call = line({ id: 1, method: 'tools/call', params: { name: 'timeline', arguments: {} } });
    const stop = line({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'enough' } });
    const { code, lines } = await piped(call + stop + line({ id: 2, method: 'ping' }));
    expect([code, lines.map(({ id }) => id)]).toEqual([0, [2]]);
  });

  it('carries a message of any length and any character in any cut', async () => {
    const client = await connected();
    const words = `jelly ${'ü🦘'.repeat(100)}`;
    expect((await client.callTool({ name: 'search', arguments: { query: words } })).isError ?? false).toBe(false);
    const long = { name: 'search', arguments: { query: 'x'.repeat(400_000) } };
    await expect(client.callTool(long)).rejects.toThrow('too large');
    await client.ping();
    await client.close();
  });

  it('says at once where there is no server, and to a client that one has gone', async () => {
    const nowhere = await piped('', { VITO_DATA: join(top, 'nothing') });
    expect(nowhere).toMatchObject({ code: 1, lines: [], stderr: expect.stringContaining('npm start') });
    const gone = await piped(line({ id: 1, method: 'ping' }), { VITO_DATA: deadFolder() });
    expect(gone.lines).toEqual([
      { jsonrpc: '2.0', id: 1, error: { code: -32000, message: expect.stringContaining('does not answer') } },
    ]);
    expect(await here('mcp', 'now')).toMatchObject({ code: 2, stdout: '' });
  });
});

/** A data folder whose server was killed: its file still names a port. */
function deadFolder(): string {
  const folder = join(top, 'dead');
  mkdirSync(folder);
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ url: 'http://127.0.0.1:9', token: 'x', pid: 1 }));
  return folder;
}

describe('vito tokens', { timeout: 60_000 }, () => {
  it('are added with scopes, listed, and revoked', async () => {
    const added = await here('tokens', 'add', 'Desk assistant', '--scope', 'read,propose', '--days', '30');
    expect(added.code).toBe(0);
    const secret = /secret +(vito_\S+)/.exec(added.stdout)?.[1] ?? '';
    const [id = ''] = /tok_\w+/.exec(added.stdout) ?? [];
    expect(added.stdout).toContain('Desk assistant may read, propose.');
    const listed = jsonLines((await here('tokens', '--json')).stdout).map((one) => TokenView.parse(one));
    expect(listed.find((one) => one.id === id)).toMatchObject({ name: 'Desk assistant', usedOn: null });
    expect((await here('tokens')).stdout).not.toContain(secret);
    const me = () => vitoHere(['search', 'jelly'], { env: { ...server.env, VITO_TOKEN: secret } });
    expect((await me()).code).toBe(0);
    expect((await here('tokens', 'revoke', id)).code).toBe(0);
    expect((await me()).code).toBe(1);
    expect((await here('tokens', 'revoke', id)).stderr).toContain('no such token');
  });

  it('are refused in words where they are asked for wrongly', async () => {
    const wrong: [string[], string][] = [
      [['add', 'x'], '--scope'],
      [['add', 'x', '--scope', 'admin'], 'admin is none of'],
      [['add', 'x', '--scope', 'read', '--days', '0'], '--days'],
      [['add', 'x', '--scope', 'read', '--days', '99999'], '--days'],
      [['add'], 'Name it'],
      [['revoke'], 'Say which one'],
      [['revoke', 'x'], 'not the id of a token'],
      [['remove', 'x'], 'add or revoke'],
      [['--days', '3'], '--days is not for'],
    ];
    for (const [args, word] of wrong) {
      const { code, stderr } = await here('tokens', ...args);
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain(word);
    }
  });
});
