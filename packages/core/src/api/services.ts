// What the API stands on, wired by app.ts: verbs and views of the modules, nothing of how they do it.
import type { AskAnswer, SearchQuery } from '@vito/contracts/search';
import type { Profile } from '@vito/contracts/tenant';
import type { Config } from '@vito/runtime/config';
import type { Log } from '@vito/runtime/log';
import type { Agents } from '../agents/agents.js';
import type { DecideByLink } from '../agents/approvals/decide-by-link.js';
import type { ToolServers } from '../agents/mcp/servers.js';
import type { Toolbox } from '../agents/tool.js';
import type { act } from '../commitments/act.js';
import type { Viewer } from '../commitments/filter.js';
import type { WebhooksOut } from '../connect/out/webhooks-out.js';
import type { Syncing } from '../connect/sync/syncing.js';
import type { Webhooks } from '../connect/webhooks.js';
import type { Directories } from '../directory/directories.js';
import type { PageImages } from '../intake/page-images.js';
import type { Received, ReceiveInput } from '../intake/receive.js';
import type { Progress } from '../intake/view.js';
import type { Search } from '../knowledge/search.js';
import type { Blobs } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import type { Access } from '../tenants/access.js';
import type { Live } from '../timeline/live.js';
import type { Timeline } from '../timeline/view.js';
import type { Metrics } from './metrics.js';

export interface Services {
  config: Config;
  version: string;
  log: Log;
  database: Database;
  store: EventStore;
  blobs: Blobs;
  pageImages: PageImages;
  access: Access;
  timeline: Timeline;
  live: Live;
  /** Milliseconds in which a socket's first frame must come. */
  helloWithin: number;
  metrics: Metrics;
  progressOf: Progress;
  receive: (ctx: Context, input: ReceiveInput) => Promise<Received>;
  act: (ctx: Context, ...rest: Tail<Parameters<typeof act>>) => Promise<void>;
  search: Search;
  ask: (tenant: string, query: SearchQuery) => Promise<AskAnswer>;
  viewer: (tenant: string) => Promise<Viewer>;
  directories: Directories;
  webhooks: Webhooks;
  webhooksOut: WebhooksOut;
  syncing: Syncing;
  agents: Agents;
  /** Gates decided by the links of mails, and where those lead, without a slash at the end. */
  byLink: DecideByLink;
  origin: string;
  /** What runs can do. */
  tools: Toolbox;
  toolServers: ToolServers;
  /** What the one person of the company is called. */
  personName: (tenant: string) => Promise<string | null>;
  setProfile: (ctx: Context, profile: Profile) => Promise<void>;
  loadSample: (ctx: Context) => Promise<number>;
  /** Rings for work that a person revived. */
  wake: (subscription: string) => void;
  /** The subscription that asks the model. */
  refineWork: string;
  /** The one that sends traces. */
  traceWork: string;
  /** Rejects when the queue does not answer. */
  probeQueue: () => Promise<void>;
  migrationsDone: () => Promise<boolean>;
}

type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer R] ? R : never;
