// What the parts of tools and of the budget ask the server for.
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';

const again = 10_000; // milliseconds: runs spend while somebody looks

export const toolKeys = {
  tools: ['tools', 'list'] as const,
  servers: ['tools', 'servers'] as const,
  budget: ['budget'] as const,
};

export const toolsQuery = (client: Client) =>
  queryOptions({
    queryKey: toolKeys.tools,
    queryFn: async ({ signal }) => (await client.call('listTools', { signal })).items,
  });

export const toolServersQuery = (client: Client) =>
  queryOptions({
    queryKey: toolKeys.servers,
    queryFn: async ({ signal }) => (await client.call('listToolServers', { signal })).items,
  });

export const budgetQuery = (client: Client) =>
  queryOptions({
    queryKey: toolKeys.budget,
    queryFn: ({ signal }) => client.call('getBudget', { signal }),
    refetchInterval: again,
  });
