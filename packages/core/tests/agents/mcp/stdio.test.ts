// Servers of tools as real child processes: good ones, hostile ones, and that nothing is left of any of them.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMcpTool } from '../../../src/agents/mcp/mcp-tool.js';
import { offeredOf } from '../../../src/agents/mcp/offered.js';
import { createSessions, type Reached } from '../../../src/agents/mcp/session.js';
import { createOutgoing } from '../../../src/platform/outgoing.js';
import { createPrograms } from '../../../src/platform/programs.js';
import { until } from '../../setup/until.js';
import { call, failing } from '../tools/calling.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const outgoing = createOutgoing();
const sessionsOf = (patience: number) => createSessions({ programs: createPrograms([fixtures]), outgoing, patience });
const sessions = sessionsOf(20_000);
const little: Reached = { transport: 'stdio', place: 'mcp-little.mjs', given: {} };
const hostile = (how: string, given = {}): Reached => ({
  ...{ transport: 'stdio', place: 'mcp-hostile.mjs' },
  given: { HOW_NAME: how, ...given },
});
const never = new AbortController().signal;

const toolOf = (server: Reached, name = 'go', setting = {}, patience = 20_000) =>
  createMcpTool({
    server: 'one',
    offered: { name, title: name, description: '', readOnly: false, input: { type: 'object' } },
    setting,
    call: ({ key, signal, progress }, args, sent) =>
      sessionsOf(patience).call(server, { tool: name, args, key }, { signal, progress, sent }),
  });

let folder: string;
const foldersLeft = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('vito-mcp-')).length;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vito-mcp-test.'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a server', () => {
  it('tells its tools, page by page; of two with the same name, and of names that nobody could write, none', async () => {
    const offered = offeredOf('one', await sessions.list(little, never));
    expect(offered.map(({ name, readOnly }) => [name, readOnly])).toEqual([
      ['add', true],
      ['note', false],
      ['fail', false],
      ['whoami', true],
    ]);
    expect(offered[0]).toMatchObject({
      title: 'Add',
      description: 'Adds two numbers.',
      input: { required: ['a', 'b'] },
    });
  });

  it('answers with what is structured, or with its texts', async () => {
    expect((await call(toolOf(little, 'add'), { a: 2, b: 3 })).result).toEqual({ sum: 5 });
    const { result } = await call(toolOf(little, 'note'), {}, { key: 'a key' });
    expect(result).toEqual({ text: 'noted\na key', left: ['image'] });
  });

  it('sees what it is given, and nothing else of our environment', async () => {
    process.env.VITO_TEST_SECRET = 'of the install';
    const { result } = await call(toolOf({ ...little, given: { API_KEY: 'k1' } }, 'whoami'), {});
    delete process.env.VITO_TEST_SECRET;
    const seen = JSON.parse((result as { text: string }).text) as Record<string, string>;
    expect(Object.keys(seen).sort()).toEqual(['API_KEY', 'HOME', 'PATH']);
    expect(seen.HOME).toMatch(/vito-mcp-/);
  });

  it('whose tool failed says so, and its words stay apart from the message', async () => {
    const failure = await failing(call(toolOf(little, 'fail'), {}));
    expect(failure).toMatchObject({ code: 'invalid', retry: 'never' });
    expect(failure.message).not.toContain('Tom Reed');
    expect(failure.issues).toEqual([{ path: '', message: 'there is no note of Tom Reed' }]);
  });

  it('that is not listed is not run', async () => {
    for (const place of ['/bin/sh', 'sh', '../mcp-little.mjs', 'nothing.mjs'])
      expect(await failing(sessions.list({ ...little, place }, never))).toMatchObject({ code: 'forbidden' });
  });
});

describe('a hostile server', () => {
  it.each([
    ['dies', 'unavailable', /ended before/],
    ['malformed', 'invalid', /no message of MCP/],
    ['no-message', 'invalid', /no message of MCP/],
    ['wrong-result', 'invalid', /no answer of MCP/],
    ['huge-result', 'too-large', /8 MiB/],
    ['large-result', 'too-large', /1 MiB/],
    ['endless-line', 'too-large', /8 MiB/],
    ['floods', 'too-large', /8 MiB/],
    ['refuses', 'invalid', /refuses this \(-32602\)/],
  ] as const)('that %s: %s', async (how, code, words) => {
    const failure = await failing(call(toolOf(hostile(how), 'go', { effect: 'read' }), {}));
    expect(failure).toMatchObject({ name: 'Failure', code });
    expect(failure.message).toMatch(words);
    expect(failure.message).not.toContain('Tom Reed');
  });

  it.each(['never-begins', 'silent'])('that is %s is left when its time is over', async (how) => {
    const failure = await failing(call(toolOf(hostile(how), 'go', { effect: 'read' }, 1500), {}));
    expect(failure).toMatchObject({ code: 'unavailable', retry: 'later' });
    expect(failure.message).toMatch(/within 1\.5 seconds/);
  });

  it.each([
    ['dies', 'write', 'never'],
    ['dies', 'read', 'later'],
  ] as const)('that %s in a call that may have been done: a %s is tried again %s', async (how, effect, retry) => {
    expect(await failing(call(toolOf(hostile(how), 'go', { effect }), {}))).toMatchObject({
      code: 'unavailable',
      retry,
    });
  });

  it('that lists without end is left', async () => {
    expect(await failing(sessions.list(hostile('endless-list'), never))).toMatchObject({ code: 'too-large' });
  });

  it('that complains at length beside is heard all the same, and gets no model when it asks for one', async () => {
    expect((await call(toolOf(hostile('complains')), {})).result).toEqual({ text: 'done' });
    const { result } = await call(toolOf(hostile('asks-back')), {});
    expect((result as { text: string }).text).toMatch(/"error":\{"code":-32601/);
  });

  it('is ended at once when the step is over, for the reason of the step', async () => {
    const over = new AbortController();
    const why = new Error('over');
    const going = failing(call(toolOf(hostile('silent')), {}, { signal: over.signal }));
    over.abort(why);
    expect(await going).toBe(why);
  });

  it('leaves nobody behind: neither itself, nor what it started, nor its folder', async () => {
    const before = await foldersLeft();
    const file = join(folder, 'pids');
    await call(toolOf(hostile('leaves-somebody', { FILE_NAME: file })), {});
    const pids = JSON.parse(await readFile(file, 'utf8')) as number[];
    expect(pids).toHaveLength(2);
    for (const pid of pids) await until(`${pid} is gone`, () => !isAlive(pid));
    expect(await foldersLeft()).toBe(before);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
