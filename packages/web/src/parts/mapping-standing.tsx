// How the mapping of a stream stands: how many records it was applied to, and how many it could not be; all mapped again.
import type { StreamMapping } from '@vito/contracts/record-mapping';
import { RotateCw } from 'lucide-react';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { count } from '../format/words.js';
import { Button } from './button.js';

export function MappingStanding(props: { connectionId: string; standing: StreamMapping }) {
  const { connectionId, standing } = props;
  const { client, notices } = useServices();
  const replay = useDeed({
    failed: 'Not mapped again.',
    touches: [syncKeys.records(connectionId)],
    run: (only: 'unmapped' | null) =>
      client.call('replayMapping', {
        params: { id: connectionId },
        body: { stream: standing.stream, ...(only ? { only } : {}) },
      }),
    done: () => notices.show({ text: 'They are being mapped again' }),
  });
  if (standing.mapping === null) return <p className="text-sm text-muted">Its records are only kept.</p>;
  const { mapped, unmapped, waiting, stalled } = standing;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="text-sm text-muted">
        {count(mapped, 'record')} mapped
        {unmapped > 0 ? <span className="text-late"> · {unmapped.toLocaleString('en')} not</span> : null}
        {waiting && !stalled ? ' · more wait' : ''}
        {stalled ? (
          <span className="text-late"> · it takes too long for a record, and rests until you change it</span>
        ) : null}
      </p>
      <span className="flex flex-wrap gap-2">
        {unmapped > 0 ? (
          <Button size="sm" disabled={replay.isPending} onClick={() => replay.mutate('unmapped')}>
            Map again what is not
          </Button>
        ) : null}
        <Button size="sm" disabled={replay.isPending} onClick={() => replay.mutate(null)}>
          <RotateCw size={12} aria-hidden="true" />
          Map all again
        </Button>
      </span>
    </div>
  );
}
