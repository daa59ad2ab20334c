// A connection that fetches: how it stands, its runs, what they brought and held back, which streams, and its settings.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useServices } from '../data/services.js';
import { connectionQuery } from '../data/sync-queries.js';
import { type FetchKind, kindOf } from '../format/fetch-kinds.js';
import { ConnectionSettings } from '../parts/connection-settings.js';
import { ConnectionSetup } from '../parts/connection-setup.js';
import { ConnectionState } from '../parts/connection-state.js';
import { HeldList } from '../parts/held-list.js';
import { MappingPart } from '../parts/mapping-part.js';
import { RecordList } from '../parts/record-list.js';
import { RunList } from '../parts/run-list.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Trouble } from '../parts/states.js';
import { StreamsPart } from '../parts/streams-part.js';
import { TablesPart } from '../parts/tables-part.js';

const parts = [
  { value: 'runs', word: 'Runs' },
  { value: 'records', word: 'Records' },
  { value: 'held', word: 'Held back' },
  { value: 'streams', word: 'Streams' },
  { value: 'files', word: 'Files' },
  { value: 'mapping', word: 'Mapping' },
  { value: 'settings', word: 'Settings' },
] as const;
type Part = (typeof parts)[number]['value'];

/** Before anything is chosen there is little to look at. Files that are uploaded stand in place of streams on offer, and what becomes documents by itself has no mapping. */
function partsOf(
  unready: boolean,
  { uploads = false, documents }: FetchKind,
): ReadonlyArray<{ value: Part; word: string }> {
  if (unready) return [{ value: 'runs', word: uploads ? 'Files' : 'Set up' }, ...parts.slice(-1)];
  return parts.filter(({ value }) => value !== (uploads ? 'streams' : 'files') && !(documents && value === 'mapping'));
}

export function ConnectionScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/connections/fetched/$id' });
  const { part = 'runs' } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const found = useQuery(connectionQuery(client, id));
  const connection = found.data?.connection;
  const unready = connection?.streams.length === 0;
  const kind = kindOf(connection?.dialect ?? '');
  const shown = unready && part !== 'settings' ? 'runs' : part;
  return (
    <div>
      <ScreenHeader
        title={connection?.name ?? 'Connection'}
        below={{ to: '/connections', word: 'Connections' }}
        controls={
          connection ? (
            <Segmented
              label="Part"
              value={shown}
              options={partsOf(unready, kind)}
              onChange={(next) =>
                void navigate({ to: '.', search: next === 'runs' ? {} : { part: next }, replace: true })
              }
            />
          ) : null
        }
      />
      {found.isPending ? <Bone className="mx-6 mt-6 h-24" /> : null}
      {found.isError && !connection ? (
        <Trouble what="This connection could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data && connection ? (
        <div
          className={`mx-auto flex flex-col gap-5 px-4 pt-5 pb-20 md:px-6 ${shown === 'mapping' ? 'max-w-[84rem]' : 'max-w-[58rem]'}`}
        >
          <ConnectionState connection={connection} run={found.data.run} />
          {shown === 'runs' && unready && !kind.uploads ? <ConnectionSetup connection={connection} /> : null}
          {shown === 'files' || (shown === 'runs' && unready && kind.uploads) ? (
            <TablesPart connection={connection} />
          ) : null}
          {shown === 'runs' && !unready ? <RunList connection={connection} /> : null}
          {shown === 'records' ? <RecordList connection={connection} /> : null}
          {shown === 'held' ? <HeldList connection={connection} /> : null}
          {shown === 'streams' ? <StreamsPart connection={connection} /> : null}
          {shown === 'mapping' ? <MappingPart connection={connection} /> : null}
          {shown === 'settings' ? <ConnectionSettings connection={connection} /> : null}
        </div>
      ) : null}
    </div>
  );
}
