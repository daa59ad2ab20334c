// The streams of a connection: how each is fetched, how it differs from what was chosen, and the choice made anew.
import { useQuery } from '@tanstack/react-query';
import type { ConnectionView, StreamView } from '@vito/contracts/sync';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { offeredQuery, syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { howWords, keysText, pathText, sameChoices } from '../format/stream-choice.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { DriftTable } from './drift-table.js';
import { Pill } from './pill.js';
import { StreamPicker } from './stream-picker.js';

export function StreamsPart(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client, notices } = useServices();
  const [choosing, setChoosing] = useState(false);
  const offered = useQuery({ ...offeredQuery(client, connection.id), staleTime: 0, gcTime: 0, enabled: choosing });
  const params = { id: connection.id };
  const run = useDeed({
    failed: 'Not started.',
    touches: [syncKeys.connections, syncKeys.runs(connection.id)],
    run: () => client.call('requestSync', { params, body: { fresh: false } }),
  });
  const take = useDeed({
    failed: 'Not taken.',
    touches: [syncKeys.connections, syncKeys.records(connection.id)],
    run: () => client.call('chooseStreams', { params, body: { streams: sameChoices(connection.streams) } }),
    done: () =>
      notices.show({
        text: 'Taken as it is now: the next run also looks again at what was held back',
        action: { label: 'Run now', run: () => run.mutate() },
      }),
  });
  if (choosing)
    return (
      <div className="flex flex-col gap-3">
        <div className="flex items-center justify-between gap-3">
          <h2 className="text-sm font-semibold">Choose what is fetched</h2>
          <Button size="sm" tone="quiet" onClick={() => setChoosing(false)}>
            Back
          </Button>
        </div>
        <StreamPicker connection={connection} offered={offered} onChosen={() => setChoosing(false)} />
      </div>
    );
  return (
    <section aria-label="Streams" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 flex-1 basis-64 text-sm text-pretty text-muted">
          New optional columns are taken by themselves. A stream that changes otherwise is held back.
        </p>
        <Button onClick={() => setChoosing(true)}>Choose anew</Button>
      </div>
      <ul className="divide-y divide-hair overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
        {connection.streams.map((stream) => (
          <li key={stream.id} className="flex flex-col gap-3 px-4 py-3">
            <Stream stream={stream} />
            {stream.drift.length > 0 ? (
              <>
                <DriftTable drift={stream.drift} />
                <div>
                  <Confirm
                    title={`Take ${stream.name} as it is now?`}
                    text="All chosen streams are then fetched as they are now. What was held back is looked at again in the next run; what is there stays."
                    yes="Take it"
                    onYes={() => take.mutate()}
                  >
                    <Button tone="strong" disabled={take.isPending}>
                      Take it as it is now
                    </Button>
                  </Confirm>
                </div>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Stream(props: { stream: StreamView }) {
  const { name, mode, keys, cursor, drift } = props.stream;
  const how = howWords({ mode, keys: keysText(keys), cursor: cursor ? pathText(cursor) : '' });
  return (
    <div className="min-w-0">
      <p className="flex items-center gap-2">
        <span className="truncate font-medium">{name}</span>
        {drift.length > 0 ? <Pill tone="bad">Drifted</Pill> : null}
      </p>
      <p className="text-xs wrap-anywhere text-faint">{how}</p>
    </div>
  );
}
