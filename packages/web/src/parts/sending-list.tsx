// The log of what was sent to an endpoint, newest first; sent again one by one or all at once.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { EndpointView, SendingState } from '@vito/contracts/endpoint';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { connectionKeys, sendingQuery, sendingsQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { count } from '../format/words.js';
import type { EndpointSearch } from '../screens/search.js';
import { Button } from './button.js';
import { LoadMore } from './load-more.js';
import { type Replay, ReplayForm } from './replay-form.js';
import { Segmented } from './segmented.js';
import { SendingRow } from './sending-row.js';
import { Bone, Trouble } from './states.js';

const states: ReadonlyArray<{ value: SendingState | 'all'; word: string }> = [
  { value: 'all', word: 'All' },
  { value: 'delivered', word: 'Delivered' },
  { value: 'waiting', word: 'Waiting' },
  { value: 'given-up', word: 'Given up' },
];

export function SendingList(props: { endpoint: EndpointView }) {
  const { endpoint } = props;
  const { client } = useServices();
  const { state, open } = useSearch({ from: '/shell/connections/endpoints/$id' });
  const navigate = useNavigate();
  const [replaying, setReplaying] = useState(false);
  const list = useInfiniteQuery({
    ...sendingsQuery(client, endpoint.id, state),
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (fields: EndpointSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...fields }), replace: true, resetScroll: false });
  const toggle = (id: string) => change({ open: open === id ? undefined : id });
  return (
    <section aria-label="Deliveries" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Show"
          value={state ?? 'all'}
          options={states}
          onChange={(value) => change({ state: value === 'all' ? undefined : value })}
        />
        <span className="flex-1" />
        {replaying ? null : (
          <Button className="h-8!" onClick={() => setReplaying(true)}>
            <RotateCw size={13} aria-hidden="true" />
            Send again…
          </Button>
        )}
      </div>
      {replaying ? <SendAgain endpoint={endpoint} onClose={() => setReplaying(false)} /> : null}
      {list.isPending ? <Bone className="h-24 w-full" /> : null}
      {list.isError ? (
        <Trouble what="The log could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? (
        <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-muted">
          {state === undefined
            ? 'Nothing was sent yet. Send a test to see whether it arrives; events follow by themselves as they happen.'
            : 'Nothing of this kind.'}
        </p>
      ) : null}
      {open && list.data && !items.some(({ id }) => id === open) ? <Apart id={open} onToggle={toggle} /> : null}
      {items.length > 0 ? (
        <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
          {items.map((sending) => (
            <SendingRow
              key={sending.id}
              sending={sending}
              open={open === sending.id}
              onToggle={() => toggle(sending.id)}
            />
          ))}
        </ul>
      ) : null}
      <LoadMore list={list} />
    </section>
  );
}

/** One that a link leads to, but that is not among those listed. */
function Apart(props: { id: string; onToggle(id: string): void }) {
  const { client } = useServices();
  const { data } = useQuery(sendingQuery(client, props.id));
  if (!data) return null;
  return (
    <ul className="@container overflow-hidden rounded-lg border border-accent bg-surface shadow-raised">
      <SendingRow sending={data} open onToggle={() => props.onToggle(props.id)} />
    </ul>
  );
}

function SendAgain(props: { endpoint: EndpointView; onClose(): void }) {
  const { client, notices } = useServices();
  const replay = useDeed({
    failed: 'Not sent again.',
    touches: [connectionKeys.sendings, connectionKeys.endpoints],
    run: ({ since, onlyFailed }: Replay) =>
      client.call('replayEndpoint', {
        params: { id: props.endpoint.id },
        body: { since, ...(onlyFailed ? { only: 'given-up' } : {}) },
      }),
    done: ({ replayed }) => {
      notices.show({
        text: replayed === 0 ? 'There is nothing to send again' : `${count(replayed, 'event')} sent again`,
      });
      props.onClose();
    },
  });
  return (
    <ReplayForm
      title="Send again"
      save="Send again"
      all="everything"
      failed="only what was given up"
      hint="Each is sent under the id that it had, so that a receiver can tell what it has already."
      pending={replay.isPending}
      onReplay={replay.mutate}
      onClose={props.onClose}
    />
  );
}
