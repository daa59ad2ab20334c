// A source: what came from it, what its payloads become, and its settings.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useClock } from '../data/clock.js';
import { sourceQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { shortMoment } from '../format/moment.js';
import { kinds, receivedWords } from '../format/source-words.js';
import { MappingEditor } from '../parts/mapping-editor.js';
import { PayloadList } from '../parts/payload-list.js';
import { Pill } from '../parts/pill.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { SourceIcon } from '../parts/source-icon.js';
import { SourceSettings } from '../parts/source-settings.js';
import { Bone, Trouble } from '../parts/states.js';

const parts = [
  { value: 'payloads', word: 'Payloads' },
  { value: 'mapping', word: 'Mapping' },
  { value: 'settings', word: 'Settings' },
] as const;
type PartOfScreen = (typeof parts)[number]['value'];

export function SourceScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/connections/sources/$id' });
  const { part = 'payloads' } = useSearch({ from: '/shell/connections/sources/$id' });
  const navigate = useNavigate();
  const found = useQuery(sourceQuery(client, id));
  const source = found.data?.source;
  const choose = (next: PartOfScreen) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, part: next === 'payloads' ? undefined : next }),
      replace: true,
    });
  return (
    <div>
      <ScreenHeader
        title={source?.name ?? 'Source'}
        below={{ to: '/connections', word: 'Connections' }}
        controls={<Segmented label="Part" value={part} options={parts} onChange={choose} />}
      />
      {found.isPending ? <Bone className="mx-6 mt-6 h-24" /> : null}
      {found.isError && !source ? (
        <Trouble what="This source could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data && source ? (
        <div
          className={`mx-auto flex flex-col gap-5 px-4 pt-5 pb-20 md:px-6 ${part === 'mapping' ? 'max-w-[84rem]' : 'max-w-[58rem]'}`}
        >
          <Facts id={id} />
          {part === 'payloads' ? <PayloadList source={source} /> : null}
          {part === 'mapping' ? <MappingEditor key={source.id} source={source} /> : null}
          {part === 'settings' ? <SourceSettings source={source} /> : null}
        </div>
      ) : null}
    </div>
  );
}

function Facts(props: { id: string }) {
  const { client } = useServices();
  const clock = useClock();
  const { data } = useQuery(sourceQuery(client, props.id));
  if (!data) return null;
  const { source, lastAt } = data;
  return (
    <p className="flex items-start gap-2 text-sm text-muted">
      <span className="mt-0.5">
        <SourceIcon kind={source.kind} size={15} />
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {[kinds[source.kind].name, receivedWords(data), lastAt ? `last ${shortMoment(lastAt, clock)}` : '']
          .filter(Boolean)
          .join(' · ')}
        {source.paused ? <Pill tone="soon">Paused</Pill> : null}
        {source.mapping === null ? null : <Pill tone="off">Custom mapping</Pill>}
      </span>
    </p>
  );
}
