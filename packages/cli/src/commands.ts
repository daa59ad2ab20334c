// The table of commands. Each is loaded only when it is called, so that help and small commands start at once.
import type { Command } from './command.js';

export interface Entry {
  name: string;
  summary: string;
  group: 'company' | 'agents' | 'connections' | 'running' | 'offline';
  load: () => Promise<Command>;
}

export const groups = {
  company: 'What was promised (with a running server)',
  agents: 'Agents: what runs, and what waits for your word (with a running server)',
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
    name: 'budget',
    summary: 'what agents may spend on calls of models, and have spent',
    group: 'company',
    load: async () => (await import('./commands/budget.js')).budget,
  },
  {
    name: 'agents',
    summary: 'the playbooks that can be run; publish your own, withdraw it',
    group: 'agents',
    load: async () => (await import('./commands/agents.js')).agents,
  },
  {
    name: 'run',
    summary: 'run a playbook; --watch to follow it',
    group: 'agents',
    load: async () => (await import('./commands/run.js')).run,
  },
  {
    name: 'runs',
    summary: 'what runs and what ran, newest first',
    group: 'agents',
    load: async () => (await import('./commands/runs.js')).runs,
  },
  {
    name: 'gates',
    summary: 'what waits for your decision, the most urgent first',
    group: 'agents',
    load: async () => (await import('./commands/gates.js')).gates,
  },
  {
    name: 'approve',
    summary: 'let a run do what it asks for',
    group: 'agents',
    load: async () => (await import('./commands/decide.js')).approve,
  },
  {
    name: 'reject',
    summary: 'say no to what a run asks for',
    group: 'agents',
    load: async () => (await import('./commands/decide.js')).reject,
  },
  {
    name: 'edit',
    summary: 'let a run do it with other arguments',
    group: 'agents',
    load: async () => (await import('./commands/decide.js')).edit,
  },
  {
    name: 'approvers',
    summary: 'who is asked by mail; set them, or none',
    group: 'agents',
    load: async () => (await import('./commands/approvers.js')).approvers,
  },
  {
    name: 'cancel',
    summary: 'end a run; what it did is undone',
    group: 'agents',
    load: async () => (await import('./commands/tell-run.js')).cancel,
  },
  {
    name: 'signal',
    summary: 'tell a run something that it waits for',
    group: 'agents',
    load: async () => (await import('./commands/tell-run.js')).signal,
  },
  {
    name: 'fork',
    summary: 'begin anew from a step of a run',
    group: 'agents',
    load: async () => (await import('./commands/tell-run.js')).fork,
  },
  {
    name: 'move',
    summary: 'let a run go on by another version of its playbook',
    group: 'agents',
    load: async () => (await import('./commands/tell-run.js')).move,
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
    name: 'tools',
    summary: 'what runs can use; add, refresh, remove servers of tools',
    group: 'connections',
    load: async () => (await import('./commands/tools.js')).tools,
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
