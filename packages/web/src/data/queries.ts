// What the screens ask the server for, each under its key.
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import type { CommitmentView, Side } from '@vito/contracts/commitment';
import type { WhoRow } from '@vito/contracts/directory';
import type { DocumentKind } from '@vito/contracts/reading';

/** A list is loaded whole up to this many rows, so that searching and grouping see all of it. */
const wholeUpTo = 1000;
const pageSize = 200;

export type Scope = 'open' | 'ended';
export interface CommitmentList {
  items: CommitmentView[];
  /** True where the server holds more than was loaded. */
  cut: boolean;
}

export const keys = {
  me: ['me'] as const,
  suggestion: ['me', 'suggestion'] as const,
  commitments: ['commitments'] as const,
  commitmentList: (side: Side, scope: Scope) => ['commitments', 'side', side, scope] as const,
  commitmentsOf: (documentId: string) => ['commitments', 'document', documentId] as const,
  commitment: (id: string) => ['commitment', id] as const,
  documents: ['documents'] as const,
  document: (id: string) => ['document', id] as const,
  page: (id: string, page: number) => ['page', id, page] as const,
  people: ['people'] as const,
  search: (asked: object) => ['search', asked] as const,
  searchIndex: ['search-index'] as const,
  peopleList: (kind: PeopleKind) => ['people', 'list', kind] as const,
  person: (id: string) => ['people', 'one', id] as const,
  dna: ['dna'] as const,
  dnaOf: (id: string) => ['dna', id] as const,
  evidence: (query: Record<string, string>) => ['commitments', 'evidence', query] as const,
  status: ['status'] as const,
  deadWork: ['dead-work'] as const,
  calendarLink: ['calendar-link'] as const,
  tokens: ['tokens'] as const,
  approvers: ['approvers'] as const,
  gateLink: (token: string) => ['gate-link', token] as const,
};

export const meQuery = (client: Client) =>
  queryOptions({ queryKey: keys.me, queryFn: ({ signal }) => client.call('getMe', { signal }), staleTime: 60_000 });

export const suggestionQuery = (client: Client) =>
  queryOptions({ queryKey: keys.suggestion, queryFn: ({ signal }) => client.call('suggestMe', { signal }) });

export const commitmentListQuery = (client: Client, side: Side, scope: Scope) =>
  queryOptions({
    queryKey: keys.commitmentList(side, scope),
    queryFn: ({ signal }) => wholeList(client, { side, open: scope === 'open' }, signal),
    staleTime: 30_000,
  });

export const commitmentsOfQuery = (client: Client, documentId: string) =>
  queryOptions({
    queryKey: keys.commitmentsOf(documentId),
    queryFn: ({ signal }) => wholeList(client, { document: documentId }, signal),
  });

export const commitmentQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: keys.commitment(id),
    queryFn: ({ signal }) => client.call('getCommitment', { params: { id }, signal }),
  });

export const documentQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: keys.document(id),
    queryFn: ({ signal }) => client.call('getDocument', { params: { id }, signal }),
  });

export const pageQuery = (client: Client, id: string, page: number) =>
  queryOptions({
    queryKey: keys.page(id, page),
    queryFn: ({ signal }) => client.call('getPage', { params: { id, page }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const peopleQuery = (client: Client) =>
  queryOptions({
    queryKey: keys.people,
    queryFn: async ({ signal }) => (await client.call('listPeople', { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
  });

interface Asked {
  q: string;
  person?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  kind?: DocumentKind | undefined;
}

/** Passages and commitments for what was asked. */
export const askQuery = (client: Client, asked: Asked) =>
  queryOptions({
    queryKey: keys.search(asked),
    queryFn: ({ signal }) => client.call('ask', { query: { ...asked, limit: 20 }, signal }),
    staleTime: 10_000,
  });

/** How far the index is; asking also wakes the model. */
export const searchIndexQuery = (client: Client) =>
  queryOptions({
    queryKey: keys.searchIndex,
    queryFn: ({ signal }) => client.call('getSearchIndex', { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.indexed < state.data.documents ? 2000 : false),
  });

export type PeopleKind = 'everybody' | 'organisations';

export const peopleListQuery = (client: Client, kind: PeopleKind) =>
  queryOptions({
    queryKey: keys.peopleList(kind),
    queryFn: async ({ signal }) => {
      const items: WhoRow[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: WhoRow[]; next: string | null } = await client.call(
          kind === 'organisations' ? 'listOrganisations' : 'listPeople',
          { query: { limit: pageSize, cursor }, signal },
        );
        items.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && items.length < wholeUpTo);
      return items;
    },
    staleTime: 15_000,
  });

export const personQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: keys.person(id),
    queryFn: ({ signal }) => client.call('getPerson', { params: { id }, signal }),
  });

export const dnaQuery = (client: Client) =>
  queryOptions({ queryKey: keys.dna, queryFn: ({ signal }) => client.call('getDna', { signal }), staleTime: 15_000 });

export const dnaOfQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: keys.dnaOf(id),
    queryFn: ({ signal }) => client.call('getDnaOf', { params: { id }, signal }),
    staleTime: 15_000,
  });

/** What a figure counted. */
export const evidenceQuery = (client: Client, query: Record<string, string>) =>
  queryOptions({
    queryKey: keys.evidence(query),
    queryFn: ({ signal }) => wholeList(client, query, signal),
  });

async function wholeList(client: Client, query: Record<string, unknown>, signal: AbortSignal): Promise<CommitmentList> {
  const items: CommitmentView[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: CommitmentView[]; next: string | null } = await client.call('listCommitments', {
      query: { ...query, limit: pageSize, cursor },
      signal,
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < wholeUpTo);
  return { items, cut: cursor !== null };
}
