// What the screen of uploaded tables asks the server for.
import { queryOptions } from '@tanstack/react-query';
import type { Client } from '@vito/contracts/client';
import type { TableForm } from '@vito/contracts/table';

export const tableKeys = {
  files: (id: string) => ['tables', id] as const,
};

export const tablesQuery = (client: Client, id: string) =>
  queryOptions({
    queryKey: tableKeys.files(id),
    queryFn: async ({ signal }) => (await client.call('listTables', { params: { id }, signal })).items,
  });

/** A look at a file; `form`: how it is to be cut, where that is not as it was found. */
export const tablePreviewQuery = (client: Client, file: string, form: Partial<TableForm>) =>
  queryOptions({
    queryKey: ['table-preview', file, form],
    queryFn: ({ signal }) => client.call('previewTable', { params: { id: file }, body: form, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    retry: false,
  });
