// Routes of the directory, and of the company's figures that stand on it.
import { z } from 'zod';
import { directoryVerbs, WhoRow, WhoView } from './directory.js';
import { Dna, DnaOfOne } from './dna.js';
import { WhoId } from './ids.js';

const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const rows = z.object({ items: z.array(WhoRow), next: z.string().nullable() });
/** Any of the ids that somebody has, or an address or a name. */
const anybody = z.object({ id: z.string().min(1).max(320) });
const params = z.object({ id: WhoId });
const said = { method: 'POST', tag: 'directory', access: 'owner', params, status: 200, answer: WhoView } as const;
const asked = { method: 'GET', tag: 'directory', access: 'owner', status: 200 } as const;

export const directoryRoutes = {
  listPeople: {
    ...asked,
    path: '/v1/people',
    summary: 'People and organisations with what they owe and are owed, open and overdue; most first.',
    query: page.extend({ q: z.string().max(200).optional() }),
    answer: rows,
  },
  getPerson: {
    ...asked,
    path: '/v1/people/:id',
    summary: 'A person or an organisation, by id, address or name: how they are named, where they belong.',
    params: anybody,
    answer: WhoView,
  },
  listOrganisations: {
    ...asked,
    path: '/v1/organisations',
    summary: 'Organisations only.',
    query: page.extend({ q: z.string().max(200).optional() }),
    answer: rows,
  },
  mergeWho: {
    ...said,
    path: '/v1/people/:id/merge',
    summary: 'Say that this one and another one are the same; the other one keeps its name.',
    body: directoryVerbs.merge,
  },
  splitWho: {
    ...said,
    path: '/v1/people/:id/split',
    summary: 'Say that one of the addresses or names is somebody else.',
    body: directoryVerbs.split,
  },
  renameWho: {
    ...said,
    path: '/v1/people/:id/rename',
    summary: 'Say what to call this one.',
    body: directoryVerbs.rename,
  },
  aliasWho: {
    ...said,
    path: '/v1/people/:id/alias',
    summary: 'Say that this one is also called so, or found at this address.',
    body: directoryVerbs.alias,
  },
  setOrganisation: {
    ...said,
    path: '/v1/people/:id/organisation',
    summary: 'Say for whom this one works.',
    body: directoryVerbs.organisation,
  },
  setUs: { ...said, path: '/v1/people/:id/us', summary: 'Say that this is us.', body: directoryVerbs.us },
  undoDirectory: {
    method: 'POST',
    path: '/v1/directory/undo',
    summary: 'Take back the last correction of the directory.',
    tag: 'directory',
    access: 'owner',
    body: directoryVerbs.undo,
    status: 204,
    answer: null,
  },
  getDna: {
    ...asked,
    path: '/v1/dna',
    summary: 'How the company keeps its promises: each figure with the query that lists what it counts.',
    answer: Dna,
  },
  getDnaOf: {
    ...asked,
    path: '/v1/dna/people/:id',
    summary: 'The same for one person or organisation.',
    params: anybody,
    answer: DnaOfOne,
  },
} as const;
