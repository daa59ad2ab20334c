// The payloads of a source: found by their words, by what became of them, page by page; mapped again at once.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PayloadState, SourceView } from '@vito/contracts/webhook';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { connectionKeys, payloadQuery, payloadsQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { useLater } from '../data/use-later.js';
import { addressOf, kinds } from '../format/source-words.js';
import { count } from '../format/words.js';
import type { SourceSearch } from '../screens/search.js';
import { Button } from './button.js';
import { CopiedField } from './copied-field.js';
import { LoadMore } from './load-more.js';
import { PayloadRow } from './payload-row.js';
import { type Replay, ReplayForm } from './replay-form.js';
import { Segmented } from './segmented.js';
import { Bone, Trouble } from './states.js';

const states: ReadonlyArray<{ value: PayloadState | 'all'; word: string }> = [
  { value: 'all', word: 'All' },
  { value: 'mapped', word: 'Mapped' },
  { value: 'unmapped', word: 'Not mapped' },
];

export function PayloadList(props: { source: SourceView }) {
  const { source } = props;
  const { client } = useServices();
  const { state, q = '', open } = useSearch({ from: '/shell/connections/sources/$id' });
  const navigate = useNavigate();
  const asked = useLater(q.trim(), 300);
  const [replaying, setReplaying] = useState(false);
  const list = useInfiniteQuery({
    ...payloadsQuery(client, { source: source.id, state, q: asked || undefined }),
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = state !== undefined || asked !== '';
  const change = (fields: SourceSearch) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...fields }), replace: true, resetScroll: false });
  const toggle = (id: string) => change({ open: open === id ? undefined : id });
  return (
    <section aria-label="Payloads" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <input
          id="find"
          type="search"
          aria-label="Search payloads"
          placeholder="Words or ids in payloads"
          value={q}
          maxLength={200}
          onChange={(event) => change({ q: event.target.value || undefined })}
          className="field h-8! max-w-64 text-sm! max-sm:max-w-none"
        />
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
            Map again…
          </Button>
        )}
      </div>
      {replaying ? <MapAgain source={source} onClose={() => setReplaying(false)} /> : null}
      {list.isPending ? <Bone className="h-24 w-full" /> : null}
      {list.isError ? (
        <Trouble what="The payloads could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? <Nothing source={source} narrowed={narrowed} /> : null}
      {open && list.data && !items.some(({ id }) => id === open) ? <Apart id={open} onToggle={toggle} /> : null}
      {items.length > 0 ? (
        <ul className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
          {items.map((payload) => (
            <PayloadRow
              key={payload.id}
              payload={payload}
              open={open === payload.id}
              onToggle={() => toggle(payload.id)}
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
  const { data } = useQuery(payloadQuery(client, props.id));
  if (!data) return null;
  return (
    <ul className="@container overflow-hidden rounded-lg border border-accent bg-surface shadow-raised">
      <PayloadRow payload={data} open onToggle={() => props.onToggle(props.id)} />
    </ul>
  );
}

function MapAgain(props: { source: SourceView; onClose(): void }) {
  const { client, notices } = useServices();
  const replay = useDeed({
    failed: 'Not mapped again.',
    touches: [connectionKeys.payloads, connectionKeys.sources],
    run: ({ since, onlyFailed }: Replay) =>
      client.call('replaySource', {
        params: { id: props.source.id },
        body: { since, ...(onlyFailed ? { only: 'unmapped' } : {}) },
      }),
    done: ({ replayed }) => {
      notices.show({
        text: replayed === 0 ? 'There is nothing to map again' : `${count(replayed, 'payload')} mapped again`,
      });
      props.onClose();
    },
  });
  return (
    <ReplayForm
      title="Map again what came in"
      save="Map again"
      all="everything"
      failed="only what could not be mapped"
      hint="The same payloads go through the mapping as it now is. What they became before stays; nothing is doubled."
      pending={replay.isPending}
      onReplay={replay.mutate}
      onClose={props.onClose}
    />
  );
}

function Nothing(props: { source: SourceView; narrowed: boolean }) {
  const { source } = props;
  if (props.narrowed) return <p className="py-12 text-center text-muted">No payload fits.</p>;
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-dashed border-edge p-4">
      <h3 className="font-medium">Nothing came in yet</h3>
      <p className="max-w-[44rem] text-sm text-pretty text-muted">{kinds[source.kind].where}</p>
      <CopiedField label="Address" value={addressOf(source, location.origin)} />
      <p className="text-xs text-faint">
        What is sent shows up here within moments. A request that is not signed right is refused and leaves nothing.
      </p>
    </div>
  );
}
