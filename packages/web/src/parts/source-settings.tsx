// The settings of a source: its address, its secrets, its name, how it signs, and its end.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SourceView } from '@vito/contracts/webhook';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { connectionKeys } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { addressOf, kinds } from '../format/source-words.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { CopiedField } from './copied-field.js';
import { draftOf, type HmacDraft, HmacFields, hmacOf } from './hmac-fields.js';
import { Rename } from './rename.js';
import { RotateSecret, type Rotation } from './rotate-secret.js';
import { Setting } from './setting.js';
import type { Added } from './source-form.js';
import { SourceTold } from './source-told.js';

export function SourceSettings(props: { source: SourceView }) {
  const { source } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [told, setTold] = useState<Added | null>(null);
  const params = { id: source.id };
  const change = useDeed({
    failed: 'Not saved.',
    touches: [connectionKeys.sources],
    run: (body: { name?: string; paused?: boolean; hmac?: ReturnType<typeof hmacOf> }) =>
      client.call('changeSource', { params, body }),
    done: () => notices.show({ text: 'Saved' }),
  });
  const rotate = useDeed({
    failed: 'No new secret.',
    touches: [connectionKeys.sources],
    run: (rotation: Rotation) => client.call('rotateSourceSecret', { params, body: rotation }),
    done: setTold,
  });
  const remove = useDeed({
    failed: 'Not removed.',
    touches: [],
    run: () => client.call('removeSource', { params }),
    done: () => {
      cache.setQueryData<SourceView[]>(connectionKeys.sources, (list) => list?.filter(({ id }) => id !== source.id));
      notices.show({ text: `${source.name} is removed; its payloads are being erased` });
      void navigate({ to: '/connections' });
    },
  });
  return (
    <div className="divide-y divide-hair">
      <Setting title="Address" text={kinds[source.kind].where}>
        <CopiedField label="Address" value={addressOf(source, location.origin)} />
      </Setting>
      <Setting title="Secret" text="Each request is verified by it. Only its last characters are shown.">
        {told ? (
          <SourceTold added={told} rotated onClose={() => setTold(null)} />
        ) : (
          <RotateSecret
            secrets={source.secrets}
            placeholder={kinds[source.kind].secret}
            pending={rotate.isPending}
            onRotate={rotate.mutate}
          />
        )}
      </Setting>
      <Setting title="Name" text="By which it is told here.">
        <Rename
          key={source.name}
          name={source.name}
          pending={change.isPending}
          onRename={(name) => change.mutate({ name })}
        />
      </Setting>
      {source.hmac ? (
        <Setting title="Signature" text="Where it signs, and what.">
          <Signing
            key={source.version}
            before={draftOf(source.hmac)}
            pending={change.isPending}
            onSave={(hmac) => change.mutate({ hmac: hmacOf(hmac) })}
          />
        </Setting>
      ) : null}
      <Setting
        title="Pause"
        text={
          source.paused ? 'It is paused: what it sends is refused.' : 'While it is paused, what it sends is refused.'
        }
      >
        <Button disabled={change.isPending} onClick={() => change.mutate({ paused: !source.paused })}>
          {source.paused ? 'Resume' : 'Pause'}
        </Button>
      </Setting>
      <Setting title="Remove" text="It takes nothing any more. What its payloads became stays.">
        <Confirm
          title={`Remove ${source.name}?`}
          text="Nothing is taken from it any more, and the payloads that came from it are erased. The documents and facts that they became stay. This cannot be taken back."
          yes="Remove it"
          danger
          onYes={() => remove.mutate()}
        >
          <Button disabled={remove.isPending}>
            <Trash2 size={14} aria-hidden="true" />
            Remove the source
          </Button>
        </Confirm>
      </Setting>
    </div>
  );
}

function Signing(props: { before: HmacDraft; pending: boolean; onSave(hmac: HmacDraft): void }) {
  const [draft, setDraft] = useState(props.before);
  const changed = JSON.stringify(hmacOf(draft)) !== JSON.stringify(hmacOf(props.before));
  return (
    <div className="@container flex flex-col items-start gap-3">
      <div className="w-full">
        <HmacFields value={draft} onChange={(fields) => setDraft((before) => ({ ...before, ...fields }))} />
      </div>
      <Button disabled={!changed || props.pending} onClick={() => props.onSave(draft)}>
        Save
      </Button>
    </div>
  );
}
