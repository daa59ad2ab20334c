// Connections: the sources that send webhooks to us, what is fetched from elsewhere, and the endpoints that we send to.
import { useQuery } from '@tanstack/react-query';
import type { SourceKind } from '@vito/contracts/webhook';
import { useState } from 'react';
import { endpointsQuery, sourcesQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { AddButton, ConnectionsPart, NoneYet } from '../parts/connections-part.js';
import { EndpointForm, type Saved } from '../parts/endpoint-form.js';
import { EndpointList } from '../parts/endpoint-list.js';
import { EndpointTold } from '../parts/endpoint-told.js';
import { Fetched } from '../parts/fetched.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { SourceCards } from '../parts/source-cards.js';
import { type Added, SourceForm } from '../parts/source-form.js';
import { SourceList } from '../parts/source-list.js';
import { SourceTold } from '../parts/source-told.js';
import { Bone, Trouble } from '../parts/states.js';

export function Connections() {
  return (
    <div>
      <ScreenHeader title="Connections" />
      <div className="mx-auto flex max-w-[58rem] flex-col gap-12 px-4 pt-6 pb-20 md:px-6">
        <Incoming />
        <Fetched />
        <Outgoing />
      </div>
    </div>
  );
}

function Incoming() {
  const { client } = useServices();
  const sources = useQuery(sourcesQuery(client));
  /** The form is open: for a kind that was chosen, or for any. */
  const [adding, setAdding] = useState<{ kind: SourceKind | null } | null>(null);
  const [told, setTold] = useState<Added | null>(null);
  const none = sources.data?.length === 0 && !adding && !told;
  return (
    <ConnectionsPart
      title="Incoming"
      text="Other systems send what happens there: each payload is kept, and becomes a fact, a document or a message."
      action={
        adding || none || !sources.data ? null : (
          <AddButton onClick={() => setAdding({ kind: null })}>Add a source</AddButton>
        )
      }
    >
      {told ? <SourceTold added={told} onClose={() => setTold(null)} /> : null}
      {adding ? (
        <SourceForm
          kind={adding.kind}
          onAdded={(added) => {
            setTold(added);
            setAdding(null);
          }}
          onClose={() => setAdding(null)}
        />
      ) : null}
      {sources.isPending ? <Bone className="h-14 w-full" /> : null}
      {sources.isError ? (
        <Trouble what="The sources could not be loaded" error={sources.error} onRetry={() => void sources.refetch()} />
      ) : null}
      {none ? <NoSources onChoose={(kind) => setAdding({ kind })} /> : null}
      {sources.data && sources.data.length > 0 ? <SourceList sources={sources.data} /> : null}
    </ConnectionsPart>
  );
}

function NoSources(props: { onChoose(kind: SourceKind): void }) {
  return (
    <NoneYet
      title="No source yet"
      text="A source is a system that may send webhooks here. It gets an address of its own and a secret, by which each request is verified. Mails and chats that come in so are read like any other; what else happens there stands on the timeline as a fact. Choose who sends:"
    >
      <SourceCards onChoose={props.onChoose} />
    </NoneYet>
  );
}

function Outgoing() {
  const { client } = useServices();
  const endpoints = useQuery(endpointsQuery(client));
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<Saved | null>(null);
  const none = endpoints.data?.length === 0 && !adding && !told;
  return (
    <ConnectionsPart
      title="Outgoing"
      text="What happens here is sent to addresses of yours, signed by Standard Webhooks, again until it is taken."
      action={
        adding || none || !endpoints.data ? null : (
          <AddButton onClick={() => setAdding(true)}>Add an endpoint</AddButton>
        )
      }
    >
      {told?.secret ? (
        <EndpointTold endpoint={told.endpoint} secret={told.secret} onClose={() => setTold(null)} />
      ) : null}
      {adding ? (
        <EndpointForm
          onSaved={(saved) => {
            setTold(saved);
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {endpoints.isPending ? <Bone className="h-14 w-full" /> : null}
      {endpoints.isError ? (
        <Trouble
          what="The endpoints could not be loaded"
          error={endpoints.error}
          onRetry={() => void endpoints.refetch()}
        />
      ) : null}
      {none ? (
        <NoneYet
          title="No endpoint yet"
          text="An endpoint is an address that gets what happens here: a commitment that was found, fulfilled or moved, a document that was read. It says which events it wants. What it does not take is sent again for more than three days."
        >
          <AddButton onClick={() => setAdding(true)}>Add an endpoint</AddButton>
        </NoneYet>
      ) : null}
      {endpoints.data && endpoints.data.length > 0 ? <EndpointList endpoints={endpoints.data} /> : null}
    </ConnectionsPart>
  );
}
