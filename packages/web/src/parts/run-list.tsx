// The runs of a connection, newest first; the one under way is followed as it goes.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ConnectionView } from '@vito/contracts/sync';
import { useServices } from '../data/services.js';
import { runsQuery } from '../data/sync-queries.js';
import { LoadMore } from './load-more.js';
import { RunRow } from './run-row.js';
import { Bone, Trouble } from './states.js';

export function RunList(props: { connection: ConnectionView }) {
  const { client } = useServices();
  const { open } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(runsQuery(client, props.connection.id));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const toggle = (id: string) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, open: open === id ? undefined : id }),
      replace: true,
      resetScroll: false,
    });
  return (
    <section aria-label="Runs" className="flex flex-col gap-3">
      {list.isPending ? <Bone className="h-24 w-full" /> : null}
      {list.isError && !list.data ? (
        <Trouble what="The runs could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-muted">
          {props.connection.paused
            ? 'It has not run yet, and is paused. Resume it, then run it.'
            : 'It has not run yet. Run it now to see what comes; under Settings you say how often it is to run by itself.'}
        </p>
      ) : null}
      {items.length > 0 ? (
        <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
          {items.map((run) => (
            <RunRow key={run.id} run={run} open={open === run.id} onToggle={() => toggle(run.id)} />
          ))}
        </ul>
      ) : null}
      <LoadMore list={list} />
    </section>
  );
}
