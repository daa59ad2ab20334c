// Connections: the sources that send webhooks to us, and the endpoints that we send them to.
import { useQuery } from '@tanstack/react-query';
import type { SourceKind } from '@vito/contracts/webhook';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { endpointsQuery, sourcesQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { Button } from '../parts/button.js';
import { EndpointForm, type Saved } from '../parts/endpoint-form.js';
import { EndpointList } from '../parts/endpoint-list.js';
import { EndpointTold } from '../parts/endpoint-told.js';
import { KindCards } from '../parts/kind-cards.js';
import { ScreenHeader } from '../parts/screen-header.js';
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
    <Part
      title="Incoming"
      text="Other systems send what happens there: each payload is kept, and becomes a fact, a document or a message."
      action={
        adding || none || !sources.data ? null : <Add onClick={() => setAdding({ kind: null })}>Add a source</Add>
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
    </Part>
  );
}

function NoSources(props: { onChoose(kind: SourceKind): void }) {
  return (
    <div className="@container rounded-lg border border-dashed border-edge p-4">
      <h3 className="font-medium">No source yet</h3>
      <p className="mt-1 mb-4 max-w-[40rem] text-sm text-pretty text-muted">
        A source is a system that may send webhooks here. It gets an address of its own and a secret, by which each
        request is verified. Mails and chats that come in so are read like any other; what else happens there stands on
        the timeline as a fact. Choose who sends:
      </p>
      <KindCards onChoose={props.onChoose} />
    </div>
  );
}

function Outgoing() {
  const { client } = useServices();
  const endpoints = useQuery(endpointsQuery(client));
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<Saved | null>(null);
  const none = endpoints.data?.length === 0 && !adding && !told;
  return (
    <Part
      title="Outgoing"
      text="What happens here is sent to addresses of yours, signed by Standard Webhooks, again until it is taken."
      action={adding || none || !endpoints.data ? null : <Add onClick={() => setAdding(true)}>Add an endpoint</Add>}
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
        <div className="rounded-lg border border-dashed border-edge p-4">
          <h3 className="font-medium">No endpoint yet</h3>
          <p className="mt-1 mb-4 max-w-[40rem] text-sm text-pretty text-muted">
            An endpoint is an address that gets what happens here: a commitment that was found, fulfilled or moved, a
            document that was read. It says which events it wants. What it does not take is sent again for more than
            three days.
          </p>
          <Add onClick={() => setAdding(true)}>Add an endpoint</Add>
        </div>
      ) : null}
      {endpoints.data && endpoints.data.length > 0 ? <EndpointList endpoints={endpoints.data} /> : null}
    </Part>
  );
}

function Part(props: { title: string; text: string; action: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={props.title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-base font-semibold">{props.title}</h2>
          <p className="mt-0.5 text-sm text-pretty text-muted">{props.text}</p>
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

function Add(props: { onClick(): void; children: string }) {
  return (
    <Button onClick={props.onClick}>
      <Plus size={15} aria-hidden="true" />
      {props.children}
    </Button>
  );
}
