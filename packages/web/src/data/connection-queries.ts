// What the screens of webhooks ask the server for. Payloads and sendings are in no log that is followed: they are asked for again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import type { SendingState } from '@vito/contracts/endpoint';
import type { PayloadState } from '@vito/contracts/webhook';

/** Milliseconds until a list that is looked at is asked for again. */
const again = 4000;
const pageSize = 50;

export const connectionKeys = {
  sources: ['sources'] as const,
  source: (id: string) => ['sources', 'one', id] as const,
  preview: (id: string, mapping: string | null) => ['sources', 'preview', id, mapping] as const,
  payloads: ['payloads'] as const,
  payload: (id: string) => ['payloads', 'one', id] as const,
  fact: (id: string) => ['facts', id] as const,
  endpoints: ['endpoints'] as const,
  endpoint: (id: string) => ['endpoints', 'one', id] as const,
  sendings: ['sendings'] as const,
  sending: (id: string) => ['sendings', 'one', id] as const,
};

export const sourcesQuery = (client: Client) =>
  queryOptions({
    queryKey: connectionKeys.sources,
    queryFn: async ({ signal }) => (await client.call('listSources', { signal })).items,
  });

/** A source with how many payloads came from it. */
export const sourceQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: connectionKeys.source(id),
    queryFn: ({ signal }) => client.call('getSource', { params: { id }, signal }),
    refetchInterval: again,
  });

export interface PayloadsAsked {
  source: string;
  state?: PayloadState | undefined;
  q?: string | undefined;
}

export const payloadsQuery = (client: Client, asked: PayloadsAsked) =>
  infiniteQueryOptions({
    queryKey: [...connectionKeys.payloads, 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      client.call('listPayloads', { query: { ...asked, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });

export const payloadQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: connectionKeys.payload(id),
    queryFn: ({ signal }) => client.call('getPayload', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'received' ? 1000 : false),
  });

export const factQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: connectionKeys.fact(id),
    queryFn: ({ signal }) => client.call('getFact', { params: { id }, signal }),
  });

/** What a mapping would make of the latest payloads. The request that a newer one overtakes is ended. */
export const previewQuery = (client: Client, id: string, mapping: string | null) =>
  queryOptions({
    queryKey: connectionKeys.preview(id, mapping),
    queryFn: async ({ signal }) =>
      (await client.call('previewMapping', { params: { id }, body: { mapping, limit: 5 }, signal })).items,
    retry: false,
    staleTime: 0,
    gcTime: 30_000,
  });

export const endpointsQuery = (client: Client) =>
  queryOptions({
    queryKey: connectionKeys.endpoints,
    queryFn: async ({ signal }) => (await client.call('listEndpoints', { signal })).items,
  });

/** An endpoint with how well it takes what is sent. */
export const endpointQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: connectionKeys.endpoint(id),
    queryFn: ({ signal }) => client.call('getEndpoint', { params: { id }, signal }),
    refetchInterval: again,
  });

export const sendingsQuery = (client: Client, endpoint: string, state: SendingState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...connectionKeys.sendings, 'list', { endpoint, state }],
    queryFn: ({ pageParam, signal }) =>
      client.call('listSendings', { query: { endpoint, state, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });

export const sendingQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: connectionKeys.sending(id),
    queryFn: ({ signal }) => client.call('getSending', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 1000 : false),
  });
