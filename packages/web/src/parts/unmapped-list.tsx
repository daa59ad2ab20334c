// The records of a stream that could not be mapped, and why.
import { useInfiniteQuery } from '@tanstack/react-query';
import { unmappedQuery } from '../data/mapping-queries.js';
import { useServices } from '../data/services.js';
import { titled } from '../format/words.js';
import { LoadMore } from './load-more.js';

export function UnmappedList(props: { connectionId: string; stream: string }) {
  const { client } = useServices();
  const list = useInfiniteQuery(unmappedQuery(client, props.connectionId, props.stream));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label="Not mapped">
      <h3 className="mb-2 text-sm font-semibold">What could not be mapped</h3>
      <ul className="divide-y divide-hair overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
        {items.map(({ key, problem }) => (
          <li key={key} className="px-4 py-2.5 text-sm">
            <p className="wrap-anywhere text-late">{titled(problem ?? 'the reason is not known')}</p>
            <p className="font-mono text-xs wrap-anywhere text-faint">{key}</p>
          </li>
        ))}
      </ul>
      <LoadMore list={list} word="Show more" />
    </section>
  );
}
