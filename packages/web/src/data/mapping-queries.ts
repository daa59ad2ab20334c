// What the screens of a connection ask about what its records become.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import { syncKeys } from './sync-queries.js';

/** Milliseconds until it is asked for again: while records wait to be mapped, and at rest. */
const soon = 1000;
const again = 4000;

export const mappingsQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: [...syncKeys.records(id), 'mappings'],
    queryFn: async ({ signal }) => (await client.call('listStreamMappings', { params: { id }, signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(({ waiting }) => waiting) ? soon : again),
  });

/** What a mapping would make of the records that changed last. */
export const streamPreviewQuery = (client: Client, id: string, stream: string, mapping: string) =>
  queryOptions({
    queryKey: ['mapping-preview', id, stream, mapping],
    queryFn: async ({ signal }) =>
      (await client.call('previewStreamMapping', { params: { id }, body: { stream, mapping, limit: 5 }, signal }))
        .items,
    enabled: mapping !== '',
    retry: false,
    staleTime: 0,
    gcTime: 30_000,
  });

/** Records that could not be mapped, and why. */
export const unmappedQuery = (client: Client, id: string, stream: string) =>
  infiniteQueryOptions({
    queryKey: [...syncKeys.records(id), 'unmapped', stream],
    queryFn: ({ pageParam, signal }) =>
      client.call('listMappedRecords', {
        params: { id },
        query: { stream, state: 'unmapped', limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
