// The settings of a connection: how often it runs, its name, its configuration, and its end.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ConnectionView, isDocumentDialect } from '@vito/contracts/sync';
import { Trash2 } from 'lucide-react';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { kindOf } from '../format/fetch-kinds.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { Rename } from './rename.js';
import { Retell } from './retell.js';
import { ScheduleField } from './schedule-field.js';
import { Setting } from './setting.js';

export function ConnectionSettings(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const params = { id: connection.id };
  const change = useDeed({
    failed: 'Not saved.',
    touches: [syncKeys.connections, syncKeys.runs(connection.id)],
    run: (body: { name?: string; command?: string; everyMinutes?: number | null; live?: boolean }) =>
      client.call('changeConnection', { params, body }),
    done: (view) => {
      cache.setQueryData<{ connection: ConnectionView }>(syncKeys.connection(connection.id), (before) =>
        before ? { ...before, connection: view } : before,
      );
      notices.show({ text: 'Saved' });
    },
  });
  const remove = useDeed({
    failed: 'Not removed.',
    touches: [],
    run: () => client.call('removeConnection', { params }),
    done: () => {
      cache.setQueryData<ConnectionView[]>(syncKeys.connections, (list) =>
        list?.filter(({ id }) => id !== connection.id),
      );
      notices.show({ text: `${connection.name} is removed; what it fetched is being erased` });
      void navigate({ to: '/connections' });
    },
  });
  const {
    brings: [, many],
    documents,
    uploads,
  } = kindOf(connection.dialect);
  const stays = documents ? ' The documents that they became stay.' : '';
  return (
    <div className="divide-y divide-hair pt-2">
      {connection.streams.length > 0 && !uploads ? (
        <Setting
          title="Schedule"
          text="With a new rhythm it runs at once, and then by it. While it is paused it does not run."
        >
          <ScheduleField
            label="It runs"
            value={connection.everyMinutes}
            onChange={(everyMinutes) => change.mutate({ everyMinutes })}
          />
        </Setting>
      ) : null}
      {isDocumentDialect(connection.dialect) ? (
        <Setting
          title="Watch"
          text={
            connection.live
              ? 'It is watched: what comes in is fetched at once.'
              : 'While it is watched, what comes in is fetched at once, whatever the schedule.'
          }
        >
          <Button disabled={change.isPending} onClick={() => change.mutate({ live: !connection.live })}>
            {connection.live ? 'Watch it no more' : 'Watch it'}
          </Button>
        </Setting>
      ) : null}
      <Setting title="Name" text="By which it is told here.">
        <Rename
          key={connection.name}
          name={connection.name}
          pending={change.isPending}
          onRename={(name) => change.mutate({ name })}
        />
      </Setting>
      {connection.streams.length > 0 && !uploads ? (
        <Setting
          title="Configuration"
          text="Addresses, accounts, from when on. It is kept sealed and never shown: a new one takes the place of the whole."
        >
          <Retell connection={connection} />
        </Setting>
      ) : null}
      {connection.command ? (
        <Setting title="Program" text="One of those that VITO_TAPS lists.">
          <Rename
            key={connection.command}
            label="Program"
            save="Change"
            longest={1000}
            name={connection.command}
            pending={change.isPending}
            onRename={(command) => change.mutate({ command })}
          />
        </Setting>
      ) : null}
      <Setting
        title="Remove"
        text={documents ? 'It runs no more. Its documents stay.' : 'It runs no more, and what it fetched is erased.'}
      >
        <Confirm
          title={`Remove ${connection.name}?`}
          text={`It runs no more. Its ${many}, also those that are held back, and its configuration are erased.${stays} This cannot be taken back.`}
          yes="Remove it"
          danger
          onYes={() => remove.mutate()}
        >
          <Button disabled={remove.isPending}>
            <Trash2 size={14} aria-hidden="true" />
            Remove the connection
          </Button>
        </Confirm>
      </Setting>
    </div>
  );
}
