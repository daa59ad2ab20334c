// A connection that fetches: how it stands, its runs, what they brought and held back, which streams, and its settings.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useServices } from '../data/services.js';
import { connectionQuery } from '../data/sync-queries.js';
import { ConnectionSettings } from '../parts/connection-settings.js';
import { ConnectionSetup } from '../parts/connection-setup.js';
import { ConnectionState } from '../parts/connection-state.js';
import { HeldList } from '../parts/held-list.js';
import { RecordList } from '../parts/record-list.js';
import { RunList } from '../parts/run-list.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Trouble } from '../parts/states.js';
import { StreamsPart } from '../parts/streams-part.js';

const parts = [
  { value: 'runs', word: 'Runs' },
  { value: 'records', word: 'Records' },
  { value: 'held', word: 'Held back' },
  { value: 'streams', word: 'Streams' },
  { value: 'settings', word: 'Settings' },
] as const;
const partsBefore = [{ value: 'runs', word: 'Set up' }, parts[4]] as const;

export function ConnectionScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/connections/fetched/$id' });
  const { part = 'runs' } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const found = useQuery(connectionQuery(client, id));
  const connection = found.data?.connection;
  const unready = connection?.streams.length === 0;
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
              options={unready ? partsBefore : parts}
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
        <div className="mx-auto flex max-w-[58rem] flex-col gap-5 px-4 pt-5 pb-20 md:px-6">
          <ConnectionState connection={connection} run={found.data.run} />
          {shown === 'runs' && unready ? <ConnectionSetup connection={connection} /> : null}
          {shown === 'runs' && !unready ? <RunList connection={connection} /> : null}
          {shown === 'records' ? <RecordList connection={connection} /> : null}
          {shown === 'held' ? <HeldList connection={connection} /> : null}
          {shown === 'streams' ? <StreamsPart connection={connection} /> : null}
          {shown === 'settings' ? <ConnectionSettings connection={connection} /> : null}
        </div>
      ) : null}
    </div>
  );
}
