// Wires the tools of runs: each gets the functions of other modules that it needs.
import type { Config } from '@vito/runtime/config';
import { createToolServers, type ToolServers } from './agents/mcp/servers.js';
import type { Tool, Toolbox } from './agents/tool.js';
import { createToolbox } from './agents/toolbox.js';
import { createBuiltIn } from './agents/tools/built-in.js';
import type { ScheduleRunDeps } from './agents/tools/schedule-run.js';
import { matchOf } from './api/commitments.js';
import type { Services } from './api/services.js';
import type { Query } from './commitments/filter.js';
import { stageDeed, stageStatement, takeBack } from './commitments/of-run.js';
import { listCommitments } from './commitments/view.js';
import { signingOf } from './connect/out/endpoint.js';
import { signed } from './connect/out/sign.js';
import { discardDraft, draft } from './intake/draft.js';
import type { ReceiveDeps } from './intake/receive.js';
import { createMailOut } from './platform/mail-out.js';
import type { Outgoing } from './platform/outgoing.js';
import { createPrograms } from './platform/programs.js';

export interface WiredTools extends ReceiveDeps, Pick<Services, 'ask' | 'directories' | 'search' | 'viewer'> {
  config: Config;
  outgoing: Outgoing;
  /** Null where nothing runs playbooks. */
  runs: ScheduleRunDeps | null;
  /** Beside those that ViTo brings; one of the same name takes the place of ViTo's. */
  more: readonly Tool[];
}

const forServers = 'whoever runs ViTo lists programs that speak MCP, or folders of them, in VITO_MCP_SERVERS';

export function wireTools({ config, outgoing, runs, more, ...parts }: WiredTools): {
  tools: Toolbox;
  toolServers: ToolServers;
} {
  const { database, store, viewer } = parts;
  const zoneOf = async (tenant: string) => (await viewer(tenant)).zone;
  const builtIn = createBuiltIn({
    mail: config.tools.mail && createMailOut(config.tools.mail),
    outgoing,
    allow: config.tools.httpAllow,
    endpointOf: (ctx, id) => signingOf(store, ctx, id),
    signed,
    draft: (ctx, file) => draft(parts, ctx, file),
    discard: (ctx, id) => discardDraft(parts, ctx, id),
    stageStatement: (ctx, statement) => stageStatement({ store, zoneOf }, ctx, statement),
    stageDeed: (ctx, id, deed) => stageDeed(store, ctx, id, deed),
    takeBack: (ctx, past) => takeBack(store, ctx, past),
    async list(tenant, { about, ...question }, now) {
      const query: Query = { sort: 'due', hidden: false, ...question, ...(about ? { topic: about } : {}) };
      const [looking, match] = [await viewer(tenant), await matchOf(parts, tenant, query)];
      const { items, next } = await database.read(tenant, (reader) =>
        listCommitments(reader, looking, query, now, match),
      );
      return { items, more: next !== null };
    },
    ask: parts.ask,
    search: (tenant, query) => parts.search.search(tenant, query),
    zoneOf,
    runs,
  });
  const programs = createPrograms(config.tools.mcpServers, forServers);
  const toolServers = createToolServers({ database, store, outgoing, programs });
  const others = builtIn.filter(({ name }) => !more.some((one) => one.name === name));
  return { tools: createToolbox({ builtIn: [...others, ...more], mcp: toolServers.toolbox }), toolServers };
}
