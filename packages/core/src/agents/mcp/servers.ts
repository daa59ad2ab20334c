// The servers of tools of all companies, as one part: added, asked, shown; and their tools for runs.
import { type ToolServerView, ToolSetting } from '@vito/contracts/tool-server';
import { Failure } from '@vito/runtime/failure';
import type { ToolServerRow } from '../../platform/connect-tables.js';
import type { Database, Reader } from '../../platform/database.js';
import type { Outgoing } from '../../platform/outgoing.js';
import type { Programs } from '../../platform/programs.js';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Tool, Toolbox } from '../tool.js';
import { createMcpTool } from './mcp-tool.js';
import { offeredOf } from './offered.js';
import { createSessions, type Reached } from './session.js';
import {
  type AddToolServer,
  addToolServer,
  loadToolServer,
  recordTools,
  removeToolServer,
  setTool,
} from './tool-server.js';

export interface ToolServersOptions {
  database: Database;
  store: EventStore;
  outgoing: Outgoing;
  /** Those that may be run. */
  programs: Programs;
  /** Milliseconds that a session may take; those of whoever waits for an answer of the API. */
  patience?: number;
}

const mostServers = 50; // of a company
/** What says where to go and who one is; nothing that changes how programs are loaded or found. */
const variable = /^[A-Z][A-Z0-9_]*_(KEY|TOKEN|SECRET|PASSWORD|USER|NAME|URL|HOST|PORT|ID|REGION|ACCOUNT|PROJECT)$/;

export function createToolServers({ database, store, outgoing, programs, patience = 60_000 }: ToolServersOptions) {
  const sessions = createSessions({ programs, outgoing, patience });
  const rows = (tenant: string) => database.read(tenant, openRows);

  async function offered(name: string, reached: Reached, signal: AbortSignal) {
    return offeredOf(name, await sessions.list(reached, signal));
  }

  /** Asks it first: one that does not answer is not added. Throws Failure. */
  async function add(ctx: Context, server: AddToolServer): Promise<string> {
    const there = await rows(ctx.tenant);
    if (there.some(({ name }) => name === server.name))
      throw new Failure('conflict', 'there is a server of tools of this name already: give another');
    if (there.length >= mostServers)
      throw new Failure('too-many', `a company has at most ${mostServers} servers of tools`, { retry: 'never' });
    checkGiven(server);
    const tools = await offered(server.name, server, new AbortController().signal);
    return addToolServer(store, ctx, server, tools);
  }

  function checkGiven({ transport, place, given }: AddToolServer): void {
    if (transport === 'http') outgoing.checkUrl(place);
    const wrong = Object.keys(given).find((name) => transport === 'stdio' && !variable.test(name));
    if (wrong === undefined) return;
    throw new Failure('invalid', 'a variable ends in _KEY, _TOKEN, _SECRET, _PASSWORD, _USER, _URL or the like', {
      issues: [{ path: `given.${wrong}`, message: 'not a variable that a program may be given' }],
    });
  }

  async function refresh(ctx: Context, id: string): Promise<void> {
    const server = await loadToolServer(store, ctx, id);
    await recordTools(store, ctx, id, await offered(server.name, server, new AbortController().signal));
  }

  function toolsOf(row: ToolServerRow): Tool[] {
    return row.tools.flatMap((tool) => {
      const setting = ToolSetting.safeParse(row.settings[tool.name] ?? {}).data ?? {};
      if (setting.off) return [];
      return createMcpTool({
        server: row.name,
        offered: tool,
        setting,
        async call({ ctx, key, signal, progress }, args, sent) {
          const reached = await loadToolServer(store, ctx, row.server_id);
          return sessions.call(reached, { tool: tool.name, args, key }, { signal, progress, sent });
        },
      });
    });
  }

  const toolbox: Toolbox = {
    async find(tenant, name) {
      const [kind, server] = name.split(':');
      if (kind !== 'mcp') return null;
      const row = (await rows(tenant)).find((one) => one.name === server);
      return (row && toolsOf(row).find((tool) => tool.name === name)) ?? null;
    },
    list: async (tenant) => (await rows(tenant)).flatMap(toolsOf),
  };

  async function view(tenant: string, id: string): Promise<ToolServerView> {
    const row = (await rows(tenant)).find(({ server_id }) => server_id === id);
    if (!row) throw new Failure('not-found', 'there is no such server of tools');
    return viewOf(row);
  }

  function viewOf(row: ToolServerRow): ToolServerView {
    const shown = {
      ...row,
      settings: Object.fromEntries(Object.entries(row.settings).map(([k, v]) => [k, { ...v, off: false }])),
    };
    return {
      id: row.server_id,
      name: row.name,
      transport: row.transport,
      place: row.place,
      secretNames: row.secret_names,
      tools: toolsOf(shown).map(({ name, title, effect, approval }, at) => {
        const { name: tool = '', description = '' } = row.tools[at] ?? {};
        return {
          name,
          tool,
          title,
          description,
          effect,
          approval: approval.when,
          off: row.settings[tool]?.off ?? false,
        };
      }),
      toldAt: row.told_at.toISOString(),
      addedAt: row.added_at.toISOString(),
      version: row.version,
    };
  }

  return {
    toolbox,
    add,
    refresh,
    set: (ctx: Context, id: string, tool: string, setting: ToolSetting) => setTool(store, ctx, id, tool, setting),
    remove: (ctx: Context, id: string) => removeToolServer(store, ctx, id),
    view,
    list: async (tenant: string): Promise<ToolServerView[]> => (await rows(tenant)).map(viewOf),
  };
}
export type ToolServers = ReturnType<typeof createToolServers>;

const openRows = (reader: Reader): Promise<ToolServerRow[]> =>
  reader.selectFrom('tool_server').selectAll().where('removed', '=', false).orderBy('server_id').execute();
