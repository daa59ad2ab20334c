// The part of the screen of connections about what is fetched from elsewhere: the list, the form, and what to do where there is none.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SyncDialect } from '@vito/contracts/sync';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { connectionsQuery } from '../data/sync-queries.js';
import { Code } from './code.js';
import { ConnectionForm } from './connection-form.js';
import { ConnectionList } from './connection-list.js';
import { AddButton, ConnectionsPart, NoneYet } from './connections-part.js';
import { FetchCards } from './fetch-cards.js';
import { Bone, Trouble } from './states.js';

export function Fetched() {
  const { client } = useServices();
  const navigate = useNavigate();
  const connections = useQuery(connectionsQuery(client));
  /** The form is open: for a kind that was chosen, or for any. */
  const [adding, setAdding] = useState<{ dialect: SyncDialect | null } | null>(null);
  const none = connections.data?.length === 0 && !adding;
  return (
    <ConnectionsPart
      title="Fetched from elsewhere"
      text="ViTo goes to other systems and gets what they hold, once or again and again: rows of tables, mails, files."
      action={
        adding || none || !connections.data ? null : (
          <AddButton onClick={() => setAdding({ dialect: null })}>Add a connection</AddButton>
        )
      }
    >
      {adding ? (
        <ConnectionForm
          dialect={adding.dialect}
          onAdded={({ id }) => void navigate({ to: '/connections/fetched/$id', params: { id } })}
          onClose={() => setAdding(null)}
        />
      ) : null}
      {connections.isPending ? <Bone className="h-14 w-full" /> : null}
      {connections.isError && !connections.data ? (
        <Trouble
          what="The connections could not be loaded"
          error={connections.error}
          onRetry={() => void connections.refetch()}
        />
      ) : null}
      {none ? (
        <NoneYet
          title="No connection yet"
          text={
            <>
              A connection fetches from one place, when you say so or by a schedule. Where a program does the fetching,
              whoever runs ViTo allows it first: the setting <Code>VITO_TAPS</Code> lists the programs, or the folders
              of programs, that may be started (“Data sync” in the README says how). Choose how to fetch:
            </>
          }
        >
          <FetchCards onChoose={(dialect) => setAdding({ dialect })} />
        </NoneYet>
      ) : null}
      {connections.data && connections.data.length > 0 ? <ConnectionList connections={connections.data} /> : null}
    </ConnectionsPart>
  );
}
