// Adds a connection: its kind, its name, and the program or the place. The configuration of a program follows on the connection's page.
import type { ConnectionView, SyncDialect } from '@vito/contracts/sync';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { configOf } from '../format/config-draft.js';
import type { Draft, Json } from '../format/config-schema.js';
import { inWords } from '../format/errors.js';
import { kindOf } from '../format/fetch-kinds.js';
import { ConfigFields } from './config-fields.js';
import { FetchCards } from './fetch-cards.js';
import { Field, FormFrame } from './form-frame.js';

export function ConnectionForm(props: {
  dialect: SyncDialect | null;
  onAdded(connection: ConnectionView): void;
  onClose(): void;
}) {
  const { client } = useServices();
  const [dialect, setDialect] = useState(props.dialect);
  const [name, setName] = useState('');
  const [command, setCommand] = useState('');
  const [draft, setDraft] = useState<Draft>({});
  const kind = dialect ? kindOf(dialect) : null;
  const made = configOf(kind?.schema ?? {}, draft);
  const add = useDeed({
    failed: null,
    touches: [syncKeys.connections],
    run: ({ chosen, config }: { chosen: SyncDialect; config: Json }) => {
      const { program, name: usual } = kindOf(chosen);
      const own = { name: name.trim() || usual, dialect: chosen, config };
      return client.call('addConnection', { body: program ? { ...own, command: command.trim() } : own });
    },
    done: props.onAdded,
  });
  const complete = kind?.program ? command.trim() !== '' : Object.keys(made.problems).length === 0;
  return (
    <FormFrame
      title="Add a connection"
      save="Add the connection"
      ready={complete && !add.isPending}
      onSave={() => dialect && add.mutate({ chosen: dialect, config: made.config })}
      onClose={props.onClose}
    >
      <div className="@container flex flex-col gap-3">
        <FetchCards
          {...(dialect ? { chosen: dialect } : {})}
          onChoose={(chosen) => {
            setDialect(chosen);
            add.reset();
          }}
        />
        {kind ? (
          <>
            <Field label="Name">
              <input
                className="field"
                maxLength={100}
                placeholder={kind.example}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            {kind.program ? (
              <Field
                label="Program"
                hint="Its name, or its path. It must be among those that VITO_TAPS lists. Its configuration is asked for next."
              >
                <input
                  className="field font-mono sm:text-xs!"
                  spellCheck={false}
                  autoCapitalize="off"
                  autoComplete="off"
                  maxLength={1000}
                  placeholder={kind.program}
                  value={command}
                  onChange={(event) => setCommand(event.target.value)}
                />
              </Field>
            ) : null}
            {kind.schema ? <ConfigFields schema={kind.schema} draft={draft} problems={{}} onChange={setDraft} /> : null}
          </>
        ) : null}
        {add.isError ? (
          <span role="alert" className="text-xs wrap-anywhere text-late">
            {inWords(add.error)}
          </span>
        ) : null}
      </div>
    </FormFrame>
  );
}
