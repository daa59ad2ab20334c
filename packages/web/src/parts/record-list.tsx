// The records that a connection brought, as they stand, page by page; those that were deleted there, apart.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ConnectionView } from '@vito/contracts/sync';
import { useServices } from '../data/services.js';
import { recordsQuery } from '../data/sync-queries.js';
import { kindOf } from '../format/fetch-kinds.js';
import type { ConnectionSearch } from '../screens/search.js';
import { DataRow } from './data-row.js';
import { LoadMore } from './load-more.js';
import { Segmented } from './segmented.js';
import { Bone, Trouble } from './states.js';
import { StreamFilter } from './stream-filter.js';

export function RecordList(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const { stream, deleted = false, open } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    ...recordsQuery(client, connection.id, { stream, deleted }),
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (fields: ConnectionSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...fields }), replace: true, resetScroll: false });
  const keysOf = (name: string) => connection.streams.find((one) => one.name === name)?.keys ?? [];
  const {
    brings: [one, many],
    documents,
  } = kindOf(connection.dialect);
  return (
    <section aria-label="Records" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <StreamFilter
          streams={connection.streams}
          value={stream}
          onChange={(next) => change({ stream: next, open: undefined })}
        />
        <Segmented
          label="Show"
          value={deleted ? 'deleted' : 'standing'}
          options={[
            { value: 'standing', word: 'As they stand' },
            { value: 'deleted', word: 'Deleted' },
          ]}
          onChange={(value) => change({ deleted: value === 'deleted' ? true : undefined, open: undefined })}
        />
      </div>
      {list.isPending ? <Bone className="h-24 w-full" /> : null}
      {list.isError && !list.data ? (
        <Trouble what="The records could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-muted">
          {deleted
            ? `No ${one} that was here has been deleted there.`
            : `No ${one} has come yet. A run brings ${many}; what is held back is not among them.`}
        </p>
      ) : null}
      {items.length > 0 ? (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
          {items.map((record) => {
            const id = `${record.stream}/${record.key}`;
            return (
              <DataRow
                key={id}
                id={id}
                data={record.data}
                keys={keysOf(record.stream)}
                stream={record.stream}
                at={record.syncedAt}
                open={open === id}
                onToggle={() => change({ open: open === id ? undefined : id })}
              >
                {documents ? <ItsDocument id={record.data.document} /> : null}
              </DataRow>
            );
          })}
        </ul>
      ) : null}
      <LoadMore list={list} word="Show more" />
    </section>
  );
}

function ItsDocument(props: { id: unknown }) {
  if (typeof props.id !== 'string' || !props.id.startsWith('doc_')) return null;
  return (
    <Link
      to="/documents/$id"
      params={{ id: props.id }}
      className="w-fit rounded-xs text-sm font-medium underline decoration-edge underline-offset-3 hover:text-accent"
    >
      Open the document
    </Link>
  );
}
