// What a connection holds back, and why: it is kept apart until it fits.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ConnectionView } from '@vito/contracts/sync';
import { useServices } from '../data/services.js';
import { heldQuery } from '../data/sync-queries.js';
import { heldWayOut, heldWords } from '../format/sync-words.js';
import { titled } from '../format/words.js';
import type { ConnectionSearch } from '../screens/search.js';
import { DataRow } from './data-row.js';
import { LoadMore } from './load-more.js';
import { Bone, Trouble } from './states.js';
import { StreamFilter } from './stream-filter.js';

export function HeldList(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const { stream, open } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    ...heldQuery(client, connection.id, stream),
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (fields: ConnectionSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...fields }), replace: true, resetScroll: false });
  const keysOf = (name: string) => connection.streams.find((one) => one.name === name)?.keys ?? [];
  return (
    <section aria-label="Held back" className="flex flex-col gap-3">
      <StreamFilter
        streams={connection.streams}
        value={stream}
        onChange={(next) => change({ stream: next, open: undefined })}
      />
      {list.isPending ? <Bone className="h-24 w-full" /> : null}
      {list.isError && !list.data ? (
        <Trouble what="What is held back could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-pretty text-muted">
          Nothing is held back. What does not fit what was chosen is kept here with the reason, apart from the records,
          until it fits.
        </p>
      ) : null}
      {items.length > 0 ? (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
          {items.map((record) => {
            const id = `${record.stream}/${record.key}`;
            const why = titled(heldWords(record.reason, record.columns));
            return (
              <DataRow
                key={id}
                id={id}
                data={record.data}
                keys={keysOf(record.stream)}
                stream={record.stream}
                why={why}
                at={record.heldAt}
                open={open === id}
                onToggle={() => change({ open: open === id ? undefined : id })}
              >
                <p className="text-sm text-pretty text-muted">{heldWayOut(record.reason)}</p>
              </DataRow>
            );
          })}
        </ul>
      ) : null}
      <LoadMore list={list} word="Show more" />
    </section>
  );
}
