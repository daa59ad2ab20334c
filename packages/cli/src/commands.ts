// The table of commands. Each is loaded only when it is called, so that help and small commands start at once.
import type { Command } from './command.js';

export interface Entry {
  name: string;
  summary: string;
  group: 'company' | 'connections' | 'running' | 'offline';
  load: () => Promise<Command>;
}

export const groups = {
  company: 'What was promised (with a running server)',
  connections: 'Webhooks in and out, and what is fetched (with a running server)',
  running: 'The server',
  offline: 'Offline, with no server',
} as const;

export const commands: readonly Entry[] = [
  {
    name: 'add',
    summary: 'put in files, folders or a mailbox, and show what was found',
    group: 'company',
    load: async () => (await import('./commands/add.js')).add,
  },
  {
    name: 'commitments',
    summary: 'list who owes what to whom by when',
    group: 'company',
    load: async () => (await import('./commands/commitments.js')).commitments,
  },
  {
    name: 'search',
    summary: 'find passages by their words and by what they mean',
    group: 'company',
    load: async () => (await import('./commands/search.js')).search,
  },
  {
    name: 'ask',
    summary: 'what the documents say to a question, with the places',
    group: 'company',
    load: async () => (await import('./commands/ask.js')).ask,
  },
  {
    name: 'timeline',
    summary: 'what happened, oldest first; --follow for what happens next',
    group: 'company',
    load: async () => (await import('./commands/timeline.js')).timeline,
  },
  {
    name: 'show',
    summary: 'one document, commitment or event, with its history',
    group: 'company',
    load: async () => (await import('./commands/show.js')).show,
  },
  {
    name: 'people',
    summary: 'who there is, with what they owe and are owed; correct who is who',
    group: 'company',
    load: async () => (await import('./commands/people.js')).people,
  },
  {
    name: 'dna',
    summary: 'how promises are kept, by whom, and what is at risk',
    group: 'company',
    load: async () => (await import('./commands/dna.js')).dna,
  },
  {
    name: 'me',
    summary: 'say who you are, so that "I owe" can be told from "owed to me"',
    group: 'company',
    load: async () => (await import('./commands/me.js')).me,
  },
  {
    name: 'sources',
    summary: 'who may send webhooks; add, remove, rotate',
    group: 'connections',
    load: async () => (await import('./commands/sources.js')).sources,
  },
  {
    name: 'payloads',
    summary: 'the webhooks that came in, and what they became',
    group: 'connections',
    load: async () => (await import('./commands/payloads.js')).payloads,
  },
  {
    name: 'endpoints',
    summary: 'where events are sent to, and how they are taken; add, test, remove',
    group: 'connections',
    load: async () => (await import('./commands/endpoints.js')).endpoints,
  },
  {
    name: 'sendings',
    summary: 'what was sent to endpoints, with every attempt',
    group: 'connections',
    load: async () => (await import('./commands/sendings.js')).sendings,
  },
  {
    name: 'connections',
    summary: 'what is fetched from elsewhere; add, choose, sync, see what came',
    group: 'connections',
    load: async () => (await import('./commands/connections.js')).connections,
  },
  {
    name: 'tokens',
    summary: 'what programs sign in with; add one with scopes, revoke one',
    group: 'connections',
    load: async () => (await import('./commands/tokens.js')).tokens,
  },
  {
    name: 'mcp',
    summary: 'this server for an MCP client, over stdin and stdout',
    group: 'connections',
    load: async () => (await import('./commands/mcp.js')).mcp,
  },
  {
    name: 'sample',
    summary: 'put in a fictional sample company',
    group: 'company',
    load: async () => (await import('./commands/sample.js')).sample,
  },
  {
    name: 'start',
    summary: 'start the server; Ctrl-C stops it',
    group: 'running',
    load: async () => (await import('./commands/start.js')).start,
  },
  {
    name: 'status',
    summary: 'what runs and how far it is; --link for a sign-in link',
    group: 'running',
    load: async () => (await import('./commands/status.js')).status,
  },
  {
    name: 'doctor',
    summary: 'check this machine and the data folder, with the way out of each problem',
    group: 'running',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
  {
    name: 'backup',
    summary: 'write rows, files and keys to a folder',
    group: 'running',
    load: async () => (await import('./commands/backup.js')).backup,
  },
  {
    name: 'restore',
    summary: 'fill an empty data folder from a backup',
    group: 'running',
    load: async () => (await import('./commands/restore.js')).restore,
  },
  {
    name: 'log',
    summary: 'the months of the event log; put old ones away, bring them back',
    group: 'running',
    load: async () => (await import('./commands/log.js')).log,
  },
  {
    name: 'read',
    summary: 'the text and pages of a file',
    group: 'offline',
    load: async () => (await import('./commands/read.js')).read,
  },
  {
    name: 'extract',
    summary: 'the commitments in files and folders',
    group: 'offline',
    load: async () => (await import('./commands/extract.js')).extract,
  },
  {
    name: 'threads',
    summary: 'what became of commitments over their threads',
    group: 'offline',
    load: async () => (await import('./commands/threads.js')).threads,
  },
  {
    name: 'dates',
    summary: 'the due date that a phrase means',
    group: 'offline',
    load: async () => (await import('./commands/dates.js')).dates,
  },
  {
    name: 'models',
    summary: 'the languages that OCR has data for; add more',
    group: 'offline',
    load: async () => (await import('./commands/models.js')).models,
  },
];
