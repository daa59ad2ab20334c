// What the screens of agents ask the server for. Not every step of a run is on the timeline, so what is looked at is asked for again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import type { RunStatus } from '@vito/contracts/run';
import { isRunOver } from '@vito/contracts/run-words';

/** Milliseconds until what is looked at is asked for again, while the page is visible. */
const soon = 1000;
const again = 4000;
const badge = 15_000;
const pageSize = 50;

export const agentKeys = {
  all: ['agents'] as const,
  gates: ['agents', 'gates'] as const,
  decided: ['agents', 'decided'] as const,
  runs: ['agents', 'runs'] as const,
  run: (id: string) => ['agents', 'run', id] as const,
  playbooks: ['agents', 'playbooks'] as const,
};

/** What waits for a decision: escalated first, then what expires soonest. */
export const gatesQuery = (client: Client) =>
  queryOptions({
    queryKey: agentKeys.gates,
    queryFn: ({ signal }) => client.call('listGates', { query: { limit: 200 }, signal }),
    refetchInterval: badge,
  });

export const decidedQuery = (client: Client) =>
  infiniteQueryOptions({
    queryKey: agentKeys.decided,
    queryFn: ({ pageParam, signal }) =>
      client.call('listGates', { query: { decided: true, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });

export interface RunsAsked {
  status?: RunStatus | undefined;
  playbook?: string | undefined;
  stuck?: boolean | undefined;
}

export const agentRunsQuery = (client: Client, asked: RunsAsked) =>
  infiniteQueryOptions({
    queryKey: [...agentKeys.runs, asked],
    queryFn: ({ pageParam, signal }) =>
      client.call('listRuns', { query: { ...asked, limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: again,
  });

/** A run with its own timeline; followed until it is over. */
export const agentRunQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: agentKeys.run(id),
    queryFn: ({ signal }) => client.call('getRun', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isRunOver(state.data) ? false : soon),
  });

export const playbooksQuery = (client: Client) =>
  queryOptions({
    queryKey: agentKeys.playbooks,
    queryFn: async ({ signal }) => (await client.call('listPlaybooks', { signal })).items,
    staleTime: 30_000,
  });
