// The settings of an endpoint: where and what is sent, its secret, on or off, and its end.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { EndpointView } from '@vito/contracts/endpoint';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { connectionKeys } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { asksFor } from '../format/event-types.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { EndpointForm } from './endpoint-form.js';
import { EndpointTold } from './endpoint-told.js';
import { RotateSecret, type Rotation } from './rotate-secret.js';
import { Setting } from './setting.js';

export function EndpointSettings(props: { endpoint: EndpointView; onSwitch(on: boolean): void }) {
  const { endpoint } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const params = { id: endpoint.id };
  const rotate = useDeed({
    failed: 'No new secret.',
    touches: [connectionKeys.endpoints],
    run: (rotation: Rotation) => client.call('rotateEndpointSecret', { params, body: rotation }),
    done: ({ secret }) => setTold(secret),
  });
  const remove = useDeed({
    failed: 'Not removed.',
    touches: [],
    run: () => client.call('removeEndpoint', { params }),
    done: () => {
      cache.setQueryData<EndpointView[]>(connectionKeys.endpoints, (list) =>
        list?.filter(({ id }) => id !== endpoint.id),
      );
      notices.show({ text: `${endpoint.name} is removed` });
      void navigate({ to: '/connections' });
    },
  });
  const off = endpoint.state === 'disabled';
  return (
    <div className="divide-y divide-hair">
      <Setting
        title="What is sent, and where"
        text="Each event once; what is not taken, again for more than three days."
      >
        {changing ? (
          <EndpointForm
            endpoint={endpoint}
            onSaved={() => {
              setChanging(false);
              notices.show({ text: 'Saved' });
            }}
            onClose={() => setChanging(false)}
          />
        ) : (
          <div className="flex flex-col items-start gap-3">
            <What endpoint={endpoint} />
            <Button onClick={() => setChanging(true)}>
              <Pencil size={13} aria-hidden="true" />
              Change
            </Button>
          </div>
        )}
      </Setting>
      <Setting title="Secret" text="Signs what is sent. Only its last characters are shown.">
        {told ? (
          <EndpointTold endpoint={endpoint} secret={told} rotated onClose={() => setTold(null)} />
        ) : (
          <RotateSecret
            secrets={endpoint.secrets}
            placeholder="whsec_ and base64"
            pending={rotate.isPending}
            onRotate={rotate.mutate}
          />
        )}
      </Setting>
      <Setting
        title={off ? 'Switch on' : 'Switch off'}
        text={off ? 'What happens from then on is sent.' : 'Nothing is sent until it is switched on again.'}
      >
        <Button onClick={() => props.onSwitch(off)}>{off ? 'Switch on' : 'Switch off'}</Button>
      </Setting>
      <Setting title="Remove" text="Nothing more is sent to it.">
        <Confirm
          title={`Remove ${endpoint.name}?`}
          text="Nothing more is sent to it, and what still waits is given up. This cannot be taken back."
          yes="Remove it"
          danger
          onYes={() => remove.mutate()}
        >
          <Button disabled={remove.isPending}>
            <Trash2 size={14} aria-hidden="true" />
            Remove the endpoint
          </Button>
        </Confirm>
      </Setting>
    </div>
  );
}

function What(props: { endpoint: EndpointView }) {
  const { url, types, filter, ordered } = props.endpoint;
  const facts: ReadonlyArray<readonly [string, string, boolean]> = [
    ['Address', url, true],
    ['Events', types.length > 2 ? types.join(', ') : asksFor(types), false],
    ['Condition', filter ?? 'none', filter !== null],
    ['Order', ordered ? 'one after the other, for each thing' : 'as they come', false],
  ];
  return (
    <dl className="grid w-full grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
      {facts.map(([name, value, mono]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className={`wrap-anywhere ${mono ? 'font-mono text-xs leading-5' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
