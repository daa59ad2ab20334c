// What the screens of fetched connections ask the server for. Runs and records are in no log that is followed: they are asked for again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import { isUnderWay } from '../format/sync-words.js';

/** Milliseconds until what is looked at is asked for again: while it runs, and at rest. */
const soon = 1000;
const again = 4000;
const pageSize = 50;

export const syncKeys = {
  connections: ['connections'] as const,
  connection: (id: string) => ['connections', 'one', id] as const,
  check: (id: string) => ['connections', 'check', id] as const,
  offered: (id: string) => ['connections', 'offered', id] as const,
  /** Everything that a run changes. */
  runs: (id: string) => ['syncs', id] as const,
  run: (id: string) => ['syncs', 'one', id] as const,
  records: (id: string) => ['synced', id] as const,
};

export const connectionsQuery = (client: Client) =>
  queryOptions({
    queryKey: syncKeys.connections,
    queryFn: async ({ signal }) => (await client.call('listConnections', { signal })).items,
    refetchInterval: again,
  });

/** A connection with its latest run. */
export const connectionQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: syncKeys.connection(id),
    queryFn: ({ signal }) => client.call('getConnection', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.run && isUnderWay(state.data.run) ? soon : again),
  });

/** Starts its program, so it is asked only when somebody wants to know. */
export const checkQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: syncKeys.check(id),
    queryFn: ({ signal }) => client.call('checkConnection', { params: { id }, signal }),
    ...askedOnce,
  });

export const offeredQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: syncKeys.offered(id),
    queryFn: async ({ signal }) => (await client.call('discoverStreams', { params: { id }, signal })).streams,
    ...askedOnce,
  });

const askedOnce = {
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

export const runsQuery = (client: Client, id: string) =>
  infiniteQueryOptions({
    queryKey: [...syncKeys.runs(id), 'list'],
    queryFn: ({ pageParam, signal }) =>
      client.call('listSyncRuns', { params: { id }, query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => {
      const latest = state.data?.pages[0]?.items[0];
      return latest && isUnderWay(latest) ? soon : again;
    },
  });

/** A run with its log; `moved`: when it last advanced, since a run that is over changes no more. */
export const runQuery = (client: Client, id: string, moved: string | null) =>
  queryOptions({
    queryKey: [...syncKeys.run(id), moved],
    queryFn: ({ signal }) => client.call('getSyncRun', { params: { id }, signal }),
    placeholderData: (before) => before,
  });

export interface RecordsAsked {
  stream?: string | undefined;
  deleted: boolean;
}

export const recordsQuery = (client: Client, id: string, { stream, deleted }: RecordsAsked) =>
  infiniteQueryOptions({
    queryKey: [...syncKeys.records(id), 'list', stream ?? null, deleted],
    queryFn: ({ pageParam, signal }) =>
      client.call('listRecords', {
        params: { id },
        query: { stream, deleted, limit: pageSize, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });

export const heldQuery = (client: Client, id: string, stream?: string) =>
  infiniteQueryOptions({
    queryKey: [...syncKeys.records(id), 'held', stream ?? null],
    queryFn: ({ pageParam, signal }) =>
      client.call('listHeldRecords', { params: { id }, query: { stream, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });
