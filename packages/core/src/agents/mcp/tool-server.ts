// The server of tools: how it is reached, what it offers, and what a person set for each of its tools.
import { newId } from '@vito/contracts/ids';
import type { OfferedTool, ToolServerTransport, ToolSetting } from '@vito/contracts/tool-server';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate, Recorded, Rows } from '../../spine/aggregate.js';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';

export interface ToolServer {
  state: 'none' | 'open' | 'removed';
  name: string;
  transport: ToolServerTransport;
  place: string;
  /** Headers, or variables of the environment. Empty once its key was destroyed. */
  given: Record<string, string>;
  tools: OfferedTool[];
  settings: Record<string, ToolSetting>;
  toldAt: string;
  addedAt: string;
}

const erased = 'erased';

export const toolServer: Aggregate<ToolServer> = {
  kind: 'tsv',
  tables: ['tool_server'],
  initial: {
    ...{ state: 'none', name: '', transport: 'http', place: '', given: {}, tools: [], settings: {} },
    ...{ toldAt: '', addedAt: '' },
  },
  fold(state, event) {
    switch (event.type) {
      case 'tool-server.added': {
        const { name = erased, place = erased, given = {} } = event.secret ?? {};
        const { transport } = event.data;
        return { ...state, state: 'open', name, transport, place, given, addedAt: event.at, toldAt: event.at };
      }
      case 'tool-server.told':
        return { ...state, tools: distrusted(state.tools, event.secret?.tools ?? []), toldAt: event.at };
      case 'tool-server.tool-set': {
        if (!event.secret) return state;
        const { tool, setting } = event.secret;
        return { ...state, settings: { ...state.settings, [tool]: { ...state.settings[tool], ...setting } } };
      }
      case 'tool-server.removed':
        return { ...state, state: 'removed', given: {}, tools: [], settings: {} };
      default:
        return state;
    }
  },
  rows: (state, event) => ({ tool_server: [rowOf(state, event)] }),
};

/** A tool that once was said to write does not become a reading one because its server says so later: a person may say so. */
function distrusted(before: OfferedTool[], now: OfferedTool[]): OfferedTool[] {
  const wrote = new Set(before.flatMap(({ name, readOnly }) => (readOnly ? [] : name)));
  return now.map((tool) => (wrote.has(tool.name) ? { ...tool, readOnly: false } : tool));
}

const rowOf = (state: ToolServer, event: Recorded): Rows[string][number] => ({
  tenant_id: event.tenant,
  server_id: event.stream,
  name: state.name,
  transport: state.transport,
  place: state.place,
  secret_names: Object.keys(state.given).sort(),
  tools: state.tools,
  settings: state.settings,
  told_at: state.toldAt,
  removed: state.state === 'removed',
  added_at: state.addedAt,
  version: event.version,
});

const told = (tools: OfferedTool[]): Draft => ({
  type: 'tool-server.told',
  data: { tools: tools.length },
  secret: { tools },
});

export type AddToolServer = Pick<ToolServer, 'name' | 'transport' | 'place' | 'given'>;

/** Returns its id. */
export async function addToolServer(
  store: EventStore,
  ctx: Context,
  { transport, ...secret }: AddToolServer,
  tools: OfferedTool[],
): Promise<string> {
  const id = newId('toolServer');
  const drafts: Draft[] = [{ type: 'tool-server.added', data: { transport }, secret }, told(tools)];
  const loaded = { stream: id, version: 0, state: toolServer.initial };
  await store.commit(ctx, [store.stage(ctx, toolServer, loaded, drafts, { id, isNew: true })]);
  return id;
}

export const recordTools = (store: EventStore, ctx: Context, id: string, tools: OfferedTool[]): Promise<void> =>
  decide(store, ctx, id, () => [told(tools)]);

/** Throws Failure('not-found') for a tool that it does not offer. */
export const setTool = (store: EventStore, ctx: Context, id: string, tool: string, setting: ToolSetting) =>
  decide(store, ctx, id, ({ tools }) => {
    if (!tools.some(({ name }) => name === tool)) throw new Failure('not-found', 'this server offers no such tool');
    return [{ type: 'tool-server.tool-set', data: {}, secret: { tool, setting } }];
  });

export const removeToolServer = (store: EventStore, ctx: Context, id: string): Promise<void> =>
  decide(store, ctx, id, () => [{ type: 'tool-server.removed', data: {}, secret: {} }]);

async function decide(
  store: EventStore,
  ctx: Context,
  id: string,
  what: (state: ToolServer) => Draft[],
): Promise<void> {
  const decideOn = ({ state }: { state: ToolServer }) => what(opened(state));
  await change(store, ctx, { aggregate: toolServer, stream: id, keyOf: () => id, decide: decideOn });
}

/** With its secrets. Throws Failure('not-found'). */
export async function loadToolServer(store: EventStore, ctx: Context, id: string): Promise<ToolServer> {
  return opened((await store.load(ctx, toolServer, id)).state);
}

function opened(state: ToolServer): ToolServer {
  if (state.state !== 'open') throw new Failure('not-found', 'there is no such server of tools');
  return state;
}
