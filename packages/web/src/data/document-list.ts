// The list of documents, page by page.
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import type { DocumentState } from '@vito/contracts/document';
import { keys } from './queries.js';

export const documentListQuery = (client: Client, state: DocumentState | 'all') =>
  infiniteQueryOptions({
    queryKey: [...keys.documents, state],
    queryFn: ({ pageParam, signal }) =>
      client.call('listDocuments', {
        query: { limit: 50, cursor: pageParam, state: state === 'all' ? undefined : state },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
