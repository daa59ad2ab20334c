// Servers of tools of a company, in the whole server: added, asked again, set, removed; and what runs see of them.
import { join } from 'node:path';
import { newId } from '@vito/contracts/ids';
import { readConfig } from '@vito/runtime/config';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toolServer } from '../../../src/agents/mcp/tool-server.js';
import type { Draft } from '../../../src/spine/event.js';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { fold } from '../../setup/fold.js';
import { aCall, failing } from '../tools/calling.js';

const mcpServers = [join(import.meta.dirname, 'fixtures')];
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ tools: { ...readConfig({}).tools, mcpServers } });
});
afterAll(() => app.close());
afterEach(async () => {
  for (const { id } of (await app.client.call('listToolServers')).items)
    await app.client.call('removeToolServer', { params: { id } });
});

const add = (more: object = {}) =>
  app.client.call('addToolServer', { body: { name: 'little', transport: 'stdio', place: 'mcp-little.mjs', ...more } });
const find = (name: string, tenant = app.tenant) => app.app.services.tools.find(tenant, name);

describe('a server of tools', () => {
  it('brings its tools into the toolbox: what it calls reading asks nobody, anything else always', async () => {
    const added = await add({ given: { API_KEY: 'very-secret-1' } });
    expect(added).toMatchObject({
      name: 'little',
      transport: 'stdio',
      place: 'mcp-little.mjs',
      secretNames: ['API_KEY'],
    });
    const { items } = await app.client.call('listTools');
    const its = items.filter(({ name }) => name.startsWith('mcp:'));
    expect(its.map(({ name, effect, approval }) => [name, effect, approval])).toEqual([
      ['mcp:little:add', 'read', 'never'],
      ['mcp:little:note', 'write', 'always'],
      ['mcp:little:fail', 'write', 'always'],
      ['mcp:little:whoami', 'read', 'never'],
    ]);
    expect(its[0]?.input).toMatchObject({ type: 'object', required: ['a', 'b'] });
  });

  it('is called as any other tool, with its secrets, which nobody is shown', async () => {
    const { id } = await add({ given: { API_KEY: 'very-secret-2' } });
    const ctx = { tenant: app.tenant, actor: { kind: 'agent' as const, id: newId('run'), name: null } };
    const tool = await find('mcp:little:whoami');
    const { result } = (await tool?.run(aCall({ ctx }), tool.input.parse({}))) ?? { result: null };
    expect(JSON.stringify(result)).toContain('very-secret-2');
    const shown = await (await app.request('/v1/tool-servers')).text();
    expect(shown).not.toContain('very-secret-2');
    expect(shown).toContain(id);
    expect(app.lines.join('\n')).not.toContain('very-secret-2');
  });

  it('does what a person set of its tools, against what it says', async () => {
    const { id } = await add();
    const set = (body: { tool: string; effect?: 'read' | 'write'; approval?: 'never' | 'always'; off?: boolean }) =>
      app.client.call('setTool', { params: { id }, body });
    await set({ tool: 'note', approval: 'never' });
    await set({ tool: 'add', effect: 'write' });
    const after = await set({ tool: 'whoami', off: true });
    expect(after.tools.map(({ tool, effect, approval, off }) => [tool, effect, approval, off])).toEqual([
      ['add', 'write', 'always', false],
      ['note', 'write', 'never', false],
      ['fail', 'write', 'always', false],
      ['whoami', 'read', 'never', true],
    ]);
    expect(await find('mcp:little:whoami')).toBeNull();
    expect((await find('mcp:little:add'))?.effect).toBe('write');
    expect(await failing(set({ tool: 'none', off: true }))).toMatchObject({ problem: { code: 'not-found' } });
    const again = await app.client.call('refreshToolServer', { params: { id } });
    expect(again.tools.find(({ tool }) => tool === 'whoami')?.off).toBe(true);
  });

  it('that does not answer, is not listed, or is there already is not added', async () => {
    const refused = async (more: object, code: string) =>
      expect(await failing(add(more)), JSON.stringify(more)).toMatchObject({ problem: { code } });
    await refused({ name: 'other', place: '/bin/sh' }, 'forbidden');
    await refused({ name: 'other', place: 'mcp-hostile.mjs', given: { HOW_NAME: 'endless-list' } }, 'too-large');
    await refused({ name: 'other', transport: 'http', place: 'http://127.0.0.1:9/' }, 'invalid');
    for (const name of ['LD_PRELOAD', 'NODE_OPTIONS', 'PATH', 'HOME', 'PYTHONPATH'])
      await refused({ name: 'other', given: { [name]: 'x' } }, 'invalid');
    await add();
    await refused({}, 'conflict');
    expect((await app.client.call('listToolServers')).items).toHaveLength(1);
  });

  it('is of one company: another neither sees nor uses nor removes it', async () => {
    const { id } = await add();
    const other = await app.stranger();
    expect((await other.client.call('listToolServers')).items).toEqual([]);
    expect(await find('mcp:little:add', other.tenant)).toBeNull();
    expect(await failing(other.client.call('removeToolServer', { params: { id } }))).toMatchObject({
      problem: { code: 'not-found' },
    });
    expect(await find('mcp:little:add')).not.toBeNull();
  });

  it('that is removed is gone, with its tools', async () => {
    const { id } = await add();
    await app.client.call('removeToolServer', { params: { id } });
    expect(await find('mcp:little:add')).toBeNull();
    expect(await failing(app.client.call('refreshToolServer', { params: { id } }))).toMatchObject({
      problem: { code: 'not-found' },
    });
  });
});

it('a tool that wrote does not become a reading one because its server says so later', () => {
  const tool = (readOnly: boolean) => ({ name: 'note', title: 'Note', description: '', readOnly, input: {} });
  const told = (readOnly: boolean): Draft => ({
    type: 'tool-server.told',
    data: { tools: 1 },
    secret: { tools: [tool(readOnly)] },
  });
  const after = (...drafts: Draft[]) => fold(toolServer, drafts).tools[0]?.readOnly;
  expect(after(told(true))).toBe(true);
  expect(after(told(false), told(true))).toBe(false);
  expect(after(told(true), told(false), told(true))).toBe(false);
});
