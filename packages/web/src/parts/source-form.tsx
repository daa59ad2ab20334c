// Adds a source: its kind, its name, how it signs where the kind does not say, and a secret of one's own.
import type { SourceKind, SourceView } from '@vito/contracts/webhook';
import { useState } from 'react';
import { connectionKeys } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { kinds, ownSecret } from '../format/source-words.js';
import { Field, FormFrame } from './form-frame.js';
import { emptyHmac, type HmacDraft, HmacFields, hmacOf } from './hmac-fields.js';
import { SourceCards } from './source-cards.js';

export interface Added {
  source: SourceView;
  secret: string;
}

export function SourceForm(props: { kind: SourceKind | null; onAdded(added: Added): void; onClose(): void }) {
  const { client } = useServices();
  const [kind, setKind] = useState<SourceKind | null>(props.kind);
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [hmac, setHmac] = useState<HmacDraft>(emptyHmac);
  const add = useDeed({
    failed: null,
    touches: [connectionKeys.sources],
    run: (chosen: SourceKind) =>
      client.call('addSource', {
        body: {
          name: name.trim() || kinds[chosen].name,
          kind: chosen,
          ...(secret.trim() ? { secret: secret.trim() } : {}),
          ...(chosen === 'hmac' ? { hmac: hmacOf(hmac) } : {}),
        },
      }),
    done: props.onAdded,
  });
  return (
    <FormFrame
      title="Add a source"
      save="Add the source"
      ready={kind !== null && !add.isPending}
      onSave={() => kind && add.mutate(kind)}
      onClose={props.onClose}
    >
      <div className="@container flex flex-col gap-3">
        <SourceCards {...(kind ? { chosen: kind } : {})} onChoose={setKind} />
        {kind ? (
          <>
            <Field label="Name">
              <input
                className="field"
                maxLength={100}
                placeholder={kinds[kind].name}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            {kind === 'hmac' ? (
              <HmacFields value={hmac} onChange={(fields) => setHmac((before) => ({ ...before, ...fields }))} />
            ) : null}
            <Field
              label={ownSecret.has(kind) ? 'Its secret, where you have it already' : 'A secret of your own'}
              hint={
                ownSecret.has(kind) ? `${kinds[kind].secret}. It can be put in later.` : 'Without one, one is made.'
              }
            >
              <input
                className="field font-mono sm:text-xs!"
                autoComplete="off"
                spellCheck={false}
                maxLength={500}
                placeholder={kinds[kind].secret}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            </Field>
          </>
        ) : null}
        {add.isError ? (
          <span role="alert" className="text-xs text-late">
            {inWords(add.error)}
          </span>
        ) : null}
      </div>
    </FormFrame>
  );
}
