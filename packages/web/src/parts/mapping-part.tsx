// What the records of a connection become, stream by stream.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ConnectionView } from '@vito/contracts/sync';
import { mappingsQuery } from '../data/mapping-queries.js';
import { useServices } from '../data/services.js';
import { MappingStanding } from './mapping-standing.js';
import { StreamFilter } from './stream-filter.js';
import { StreamMappingEditor } from './stream-mapping-editor.js';
import { UnmappedList } from './unmapped-list.js';

export function MappingPart(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const { stream: asked } = useSearch({ from: '/shell/connections/fetched/$id' });
  const navigate = useNavigate();
  const mappings = useQuery(mappingsQuery(client, connection.id)).data;
  const stream = connection.streams.find(({ name }) => name === asked) ?? connection.streams[0];
  if (!stream) return null;
  const standing = mappings?.find((one) => one.stream === stream.name);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <StreamFilter
          one
          streams={connection.streams}
          value={stream.name}
          onChange={(name) => void navigate({ to: '.', search: { part: 'mapping', stream: name }, replace: true })}
        />
        {standing ? <MappingStanding connectionId={connection.id} standing={standing} /> : null}
      </div>
      <StreamMappingEditor key={stream.id} connectionId={connection.id} stream={stream} />
      {standing && standing.unmapped > 0 ? <UnmappedList connectionId={connection.id} stream={stream.name} /> : null}
    </div>
  );
}
