// An endpoint: how it takes what is sent to it, the log of that, and its settings.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { EndpointHealth, EndpointView } from '@vito/contracts/endpoint';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { connectionKeys, endpointQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { lastDay, standing } from '../format/delivery.js';
import { asksFor } from '../format/event-types.js';
import { Button } from '../parts/button.js';
import { Dot } from '../parts/dot.js';
import { EndpointSettings } from '../parts/endpoint-settings.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { SendingList } from '../parts/sending-list.js';
import { Bone, Trouble } from '../parts/states.js';
import { TestSending } from '../parts/test-sending.js';

const parts = [
  { value: 'log', word: 'Deliveries' },
  { value: 'settings', word: 'Settings' },
] as const;

export function EndpointScreen() {
  const { client, notices } = useServices();
  const { id } = useParams({ from: '/shell/connections/endpoints/$id' });
  const { part = 'log' } = useSearch({ from: '/shell/connections/endpoints/$id' });
  const navigate = useNavigate();
  const [tested, setTested] = useState<string | null>(null);
  const found = useQuery(endpointQuery(client, id));
  const endpoint = found.data?.endpoint;
  const test = useDeed({
    failed: 'No test was sent.',
    touches: [connectionKeys.sendings],
    run: () => client.call('testEndpoint', { params: { id } }),
    done: (sending) => setTested(sending.id),
  });
  const turn = useDeed({
    failed: 'Not switched.',
    touches: [connectionKeys.endpoints],
    run: (on: boolean) => client.call('changeEndpoint', { params: { id }, body: { state: on ? 'open' : 'disabled' } }),
    done: (_, on) => notices.show({ text: on ? 'Switched on' : 'Switched off' }),
  });
  return (
    <div>
      <ScreenHeader
        title={endpoint?.name ?? 'Endpoint'}
        below={{ to: '/connections', word: 'Connections' }}
        controls={
          <Segmented
            label="Part"
            value={part}
            options={parts}
            onChange={(next) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, part: next === 'settings' ? next : undefined }),
                replace: true,
              })
            }
          />
        }
      />
      {found.isPending ? <Bone className="mx-6 mt-6 h-24" /> : null}
      {found.isError && !endpoint ? (
        <Trouble what="This endpoint could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data && endpoint ? (
        <div className="mx-auto flex max-w-[58rem] flex-col gap-5 px-4 pt-5 pb-20 md:px-6">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <Health endpoint={endpoint} health={found.data.health} />
            <div className="flex gap-2">
              {endpoint.state === 'disabled' ? (
                <Button disabled={turn.isPending} onClick={() => turn.mutate(true)}>
                  Switch on
                </Button>
              ) : null}
              <Button
                tone={endpoint.state === 'disabled' ? 'plain' : 'strong'}
                disabled={test.isPending || endpoint.state === 'disabled'}
                onClick={() => test.mutate()}
              >
                <Send size={14} aria-hidden="true" />
                Send a test
              </Button>
            </div>
          </div>
          {tested ? <TestSending key={tested} id={tested} onClose={() => setTested(null)} /> : null}
          {part === 'log' ? <SendingList endpoint={endpoint} /> : null}
          {part === 'settings' ? <EndpointSettings endpoint={endpoint} onSwitch={turn.mutate} /> : null}
        </div>
      ) : null}
    </div>
  );
}

function Health(props: { endpoint: EndpointView; health: EndpointHealth }) {
  const { endpoint, health } = props;
  const clock = useClock();
  const { tone, text } = standing(endpoint, health, clock);
  return (
    <div className="min-w-0 flex-1 basis-72 text-sm">
      <p className="flex items-center gap-2">
        <Dot tone={tone} />
        <span className={tone === 'bad' ? 'font-medium text-late' : 'font-medium'}>{text}</span>
      </p>
      <p className="mt-0.5 text-muted">Last day: {lastDay(health)}</p>
      <p className="mt-0.5 text-muted">
        Gets: {asksFor(endpoint.types)}
        {endpoint.filter === null ? '' : ', on a condition'}
      </p>
      <p className="mt-0.5 truncate font-mono text-xs text-faint" title={endpoint.url}>
        {endpoint.url}
      </p>
    </div>
  );
}
