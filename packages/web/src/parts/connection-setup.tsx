// Setting up a connection whose streams are not chosen yet, step by step: its configuration, whether that works, what it fetches.
// What is saved stays saved: it can be left after every step.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectionView } from '@vito/contracts/sync';
import { type ReactNode, useState } from 'react';
import { useServices } from '../data/services.js';
import { checkQuery, offeredQuery, syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import type { Json } from '../format/config-schema.js';
import { inWords } from '../format/errors.js';
import { kindOf } from '../format/fetch-kinds.js';
import { Button } from './button.js';
import { CheckTold } from './check-told.js';
import { ConfigForm } from './config-form.js';
import { Bone } from './states.js';
import { StreamPicker } from './stream-picker.js';

export function ConnectionSetup(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client } = useServices();
  const cache = useQueryClient();
  const kind = kindOf(connection.dialect);
  // Of a program nothing tells whether it was given a configuration, but that something was changed since it was added.
  const [told, setTold] = useState(connection.version > 1 || kind.schema !== null);
  const [changing, setChanging] = useState(!told);
  const check = useQuery({ ...checkQuery(client, connection.id), enabled: told || kind.tells });
  const works = told && check.data?.ok === true && !check.isFetching;
  const offered = useQuery({ ...offeredQuery(client, connection.id), enabled: works });
  const save = useDeed({
    failed: null,
    touches: [syncKeys.connections],
    run: (config: Json) => client.call('changeConnection', { params: { id: connection.id }, body: { config } }),
    done: () => {
      setTold(true);
      setChanging(false);
      cache.removeQueries({ queryKey: syncKeys.offered(connection.id) });
      void check.refetch();
    },
  });
  const asking = changing && kind.tells && check.isPending;
  return (
    <div className="flex flex-col gap-3">
      <Step
        number={1}
        title="Configuration"
        text="Addresses, accounts, from when on. It is kept sealed and never shown again."
      >
        {asking ? (
          <div className="flex flex-col gap-2" aria-busy="true">
            <p className="text-sm text-muted">The program is asked what it needs…</p>
            <Bone className="h-24 w-full" />
          </div>
        ) : null}
        {changing && !asking ? (
          <>
            {!told && check.isError ? <p className="mb-3 text-sm text-late">{inWords(check.error)}</p> : null}
            <ConfigForm
              schema={kind.schema ?? check.data?.spec ?? null}
              save="Save and check"
              pending={save.isPending}
              error={save.error}
              onSave={save.mutate}
            >
              {told ? (
                <Button tone="quiet" onClick={() => setChanging(false)}>
                  Leave it as it was
                </Button>
              ) : null}
            </ConfigForm>
          </>
        ) : null}
        {changing ? null : (
          <div className="flex flex-wrap items-center gap-3 text-sm">
            <p className="text-muted">It is saved.</p>
            <Button size="sm" onClick={() => setChanging(true)}>
              Change it
            </Button>
          </div>
        )}
      </Step>
      <Step number={2} title="Check" text="It tries to reach what it is to fetch from." off={!told}>
        {told ? <CheckTold check={check} isProgram={kind.program !== null} /> : null}
      </Step>
      <Step
        number={3}
        title="Streams and schedule"
        text="Streams are its tables or lists: which are fetched, and how often."
        off={!works}
      >
        {works ? <StreamPicker connection={connection} offered={offered} first /> : null}
      </Step>
    </div>
  );
}

function Step(props: { number: number; title: string; text: string; off?: boolean; children: ReactNode }) {
  return (
    <section
      aria-label={props.title}
      className={`rounded-lg border p-4 ${props.off ? 'border-dashed border-edge' : 'border-line bg-surface shadow-raised'}`}
    >
      <div className="flex items-start gap-3">
        <span
          aria-hidden="true"
          className={`flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold ${props.off ? 'bg-chip text-muted' : 'bg-accent-soft text-accent'}`}
        >
          {props.number}
        </span>
        <div className="min-w-0">
          <h2 className={`text-sm leading-6 font-semibold ${props.off ? 'text-muted' : ''}`}>{props.title}</h2>
          <p className="text-xs text-pretty text-muted">{props.text}</p>
        </div>
      </div>
      {props.off ? null : <div className="mt-3 sm:pl-9">{props.children}</div>}
    </section>
  );
}
