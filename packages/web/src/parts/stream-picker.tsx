// The choice of what a connection fetches: which of the streams on offer, how, and, the first time, how often.
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import type { ConnectionView, OfferedStream } from '@vito/contracts/sync';
import { useMemo, useState } from 'react';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { choicesOf, draftsOf, type StreamDraft, strangeKeys } from '../format/stream-choice.js';
import { count } from '../format/words.js';
import { Button } from './button.js';
import { ScheduleField } from './schedule-field.js';
import { Bone } from './states.js';
import { StreamRow } from './stream-row.js';

/** More of them than this can be searched. */
const few = 8;

export function StreamPicker(props: {
  connection: ConnectionView;
  offered: UseQueryResult<OfferedStream[]>;
  /** Nothing was chosen before: it is started at once. */
  first?: boolean;
  onChosen?(): void;
}) {
  const { offered } = props;
  if (offered.isFetching || offered.isPending)
    return (
      <div className="flex flex-col gap-2" aria-busy="true">
        <p className="text-sm text-muted">It is asked what it offers…</p>
        <Bone className="h-24 w-full" />
      </div>
    );
  if (offered.isError)
    return (
      <div className="flex flex-wrap items-start justify-between gap-3 text-sm">
        <p role="alert" className="min-w-0 flex-1 basis-64 wrap-anywhere text-late">
          {inWords(offered.error)}
        </p>
        <Button size="sm" onClick={() => void offered.refetch()}>
          Ask again
        </Button>
      </div>
    );
  if (offered.data.length === 0)
    return (
      <p className="text-sm text-muted">It offers nothing. Its account may not be allowed to see anything there.</p>
    );
  return <Picker {...props} streams={offered.data} />;
}

function Picker(props: { connection: ConnectionView; streams: OfferedStream[]; first?: boolean; onChosen?(): void }) {
  const { connection, streams, first = false } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const [drafts, setDrafts] = useState(() => draftsOf(streams, connection.streams));
  const [minutes, setMinutes] = useState<number | null>(first ? 60 : connection.everyMinutes);
  const [sought, setSought] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const shown = useMemo(() => {
    const words = sought.trim().toLowerCase();
    return drafts.filter(({ offered }) => offered.name.toLowerCase().includes(words));
  }, [drafts, sought]);
  const chosen = drafts.filter((one) => one.chosen);
  const gone = connection.streams.filter(({ name }) => !streams.some((stream) => stream.name === name));
  const params = { id: connection.id };
  const save = useDeed({
    failed: null,
    touches: [syncKeys.connections, syncKeys.runs(connection.id), syncKeys.records(connection.id)],
    run: async () => {
      const view = await client.call('chooseStreams', { params, body: { streams: choicesOf(drafts) } });
      if (!first) return view;
      // A schedule runs it at once; without one it is asked to.
      if (minutes !== null) return client.call('changeConnection', { params, body: { everyMinutes: minutes } });
      await client.call('requestSync', { params, body: { fresh: false } });
      return view;
    },
    done: (view) => {
      cache.setQueryData<{ connection: ConnectionView }>(syncKeys.connection(connection.id), (before) =>
        before ? { ...before, connection: view } : before,
      );
      notices.show({ text: first ? 'It is being fetched' : 'Chosen: the next run fetches it so' });
      props.onChosen?.();
    },
  });
  const edit = (name: string, fields: Partial<StreamDraft>) =>
    setDrafts((before) => before.map((one) => (one.offered.name === name ? { ...one, ...fields } : one)));
  const choose = (names: readonly StreamDraft[], on: boolean) =>
    setDrafts((before) => before.map((one) => (names.includes(one) ? { ...one, chosen: on } : one)));
  const wrong = chosen.some((one) => strangeKeys(one).length > 0);
  const all = shown.length > 0 && shown.every((one) => one.chosen);
  return (
    <form
      className="@container flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0 && !wrong && !save.isPending) save.mutate();
      }}
    >
      {streams.length > few ? (
        <input
          type="search"
          aria-label="Search streams"
          placeholder="Names of streams"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          className="field h-8! max-w-64 text-sm! max-sm:max-w-none"
        />
      ) : null}
      <div className="overflow-hidden rounded-md border border-line">
        <label className="flex min-h-9 items-center gap-2.5 border-b border-hair bg-sunken px-3 text-xs text-muted">
          <input
            type="checkbox"
            checked={all}
            disabled={shown.length === 0}
            ref={(box) => {
              if (box) box.indeterminate = !all && shown.some((one) => one.chosen);
            }}
            onChange={(event) => choose(shown, event.target.checked)}
          />
          {chosen.length} of {count(streams.length, 'stream')} chosen
        </label>
        <ul className="max-h-[32rem] divide-y divide-hair overflow-y-auto">
          {shown.map((draft) => (
            <StreamRow
              key={draft.offered.name}
              draft={draft}
              open={open === draft.offered.name}
              onToggle={() => setOpen(open === draft.offered.name ? null : draft.offered.name)}
              onChange={(fields) => edit(draft.offered.name, fields)}
            />
          ))}
        </ul>
        {shown.length === 0 ? <p className="p-4 text-center text-sm text-muted">No stream is called so.</p> : null}
      </div>
      {gone.length > 0 ? (
        <p className="text-xs text-pretty text-soon">
          No longer on offer: {gone.map(({ name }) => name).join(', ')}. What it brought is listed no more once you
          choose without it.
        </p>
      ) : null}
      {first ? <ScheduleField label="How often" value={minutes} onChange={setMinutes} /> : null}
      {save.isError ? (
        <p role="alert" className="text-xs wrap-anywhere text-late">
          {inWords(save.error)}
        </p>
      ) : null}
      <div>
        <Button type="submit" tone="strong" disabled={chosen.length === 0 || wrong || save.isPending}>
          {first ? 'Choose and start' : 'Choose these'}
        </Button>
      </div>
    </form>
  );
}
