// A document beside its commitments: each quote marked in place and tied to its card.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { DocumentView } from '@vito/contracts/document';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { foundId, MarksProvider, reveal } from '../data/marks.js';
import { commitmentsOfQuery, documentQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { sideBySide, useMedia } from '../data/use-media.js';
import type { Mark } from '../format/segments.js';
import { inOrderOf, toldHere } from '../format/told-here.js';
import { Attachments } from '../parts/attachments.js';
import { CommitmentPanel } from '../parts/commitment-panel.js';
import { DocumentCards } from '../parts/document-cards.js';
import { DocumentHeader, type Look } from '../parts/document-header.js';
import { NotYetRead } from '../parts/not-yet-read.js';
import { PagePane } from '../parts/page-pane.js';
import { Segmented } from '../parts/segmented.js';
import { Bone, Trouble } from '../parts/states.js';
import { Tables } from '../parts/tables.js';
import { TextPane } from '../parts/text-pane.js';

export function DocumentScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/documents/$id' });
  const document = useQuery(documentQuery(client, id));
  if (document.isPending) return <Waiting />;
  if (document.isError) {
    return (
      <Trouble
        what="This document could not be loaded"
        error={document.error}
        onRetry={() => void document.refetch()}
      />
    );
  }
  return <Loaded key={id} document={document.data} />;
}

function Loaded(props: { document: DocumentView }) {
  const { document } = props;
  const { client } = useServices();
  const { c: selected = null, at, said } = useSearch({ from: '/shell' });
  const found = useMemo(() => placeOf(at), [at]);
  const navigate = useNavigate();
  const list = useQuery(commitmentsOfQuery(client, document.id));
  const told = useMemo(() => toldHere(list.data?.items ?? [], document.id), [list.data, document.id]);
  const marks = useMemo(() => (found ? [found, ...told] : told), [found, told]);
  const commitments = useMemo(() => inOrderOf(list.data?.items ?? [], told), [list.data, told]);
  const pictured = document.outline.some((page) => page.image);
  const wide = useMedia(sideBySide);
  const [opened, setOpened] = useState(false);
  const [look, setLook] = useState<Look>(pictured ? 'page' : 'text');

  const choose = useCallback(
    (id: string, from: 'text' | 'card') => {
      const next = wide && selected === id && from === 'card' ? undefined : id;
      setOpened(true);
      void navigate({
        to: '.',
        search: (before) => ({ ...before, c: next, said: undefined }),
        replace: true,
        resetScroll: false,
      });
      if (next && wide) requestAnimationFrame(() => reveal(id, from === 'text' ? 'card' : 'mark'));
    },
    [navigate, selected, wide],
  );
  useArrival(selected ?? (found ? foundId : null), said, found !== null || commitments.length > 0, look);
  useCardKeys(
    commitments.map((one) => one.id),
    selected,
    choose,
  );

  return (
    <MarksProvider commitments={commitments} marks={marks} selected={selected} choose={choose}>
      <DocumentHeader document={document} look={pictured ? look : null} onLook={setLook} />
      {document.state === 'read' ? (
        <Sides document={document} look={look} found={commitments.length} />
      ) : (
        <NotYetRead document={document} />
      )}
      {opened && selected !== null && !wide ? <CommitmentPanel id={selected} onClose={() => setOpened(false)} /> : null}
    </MarksProvider>
  );
}

/** The passage that a search led to, as the address says it: `start-end`. */
function placeOf(at: string | undefined): Mark | null {
  const [start, end] = (at ?? '').split('-').map(Number);
  return start !== undefined && end !== undefined && start < end ? { id: foundId, start, end } : null;
}

function Sides(props: { document: DocumentView; look: Look; found: number }) {
  const { document, look } = props;
  const wide = useMedia(sideBySide);
  const [tab, setTab] = useState<'document' | 'commitments'>('document');
  const pane = (
    <>
      {document.meta?.warnings.map((warning) => (
        <p key={warning} className="mb-5 rounded-md bg-soon-soft px-3 py-2 text-sm text-soon">
          {warning}
        </p>
      ))}
      {look === 'page' ? <PagePane document={document} /> : <TextPane document={document} />}
      <Tables document={document} />
      <Attachments document={document} />
    </>
  );
  if (!wide) {
    return (
      <div className="px-4 pt-3 pb-10 md:px-6">
        <div className="mb-5">
          <Segmented
            label="Show"
            value={tab}
            options={[
              { value: 'document', word: 'Document' },
              { value: 'commitments', word: `Commitments ${props.found}` },
            ]}
            onChange={setTab}
          />
        </div>
        {tab === 'document' ? pane : <DocumentCards />}
      </div>
    );
  }
  return (
    <div className="flex">
      <div className={`min-w-0 flex-1 px-8 pt-8 pb-24 ${look === 'page' ? 'bg-sunken/70' : ''}`}>
        <div className={`mx-auto ${look === 'page' ? 'max-w-[52rem]' : 'max-w-[44rem]'}`}>{pane}</div>
      </div>
      <aside
        aria-label="Commitments in this document"
        className="sticky top-13 h-[calc(100dvh-3.25rem)] w-[22rem] shrink-0 overflow-y-auto border-l border-hair bg-sunken/40 px-4 xl:w-[25rem] pt-4 pb-10"
      >
        <DocumentCards />
      </aside>
    </div>
  );
}

/** Coming with a commitment in the address: its mark comes into view, once the pane has drawn it. */
function useArrival(selected: string | null, at: number | undefined, ready: boolean, look: Look): void {
  const [target] = useState(selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: text and page each have the mark in a place of their own
  useEffect(() => {
    if (target === null || !ready) return;
    let tries = 0;
    // The strokes of a page wait for its words: looked for again for two seconds.
    const timer = setInterval(() => {
      tries += 1;
      if (reveal(target, 'mark', 'jump', at) || tries > 20) clearInterval(timer);
    }, 100);
    return () => clearInterval(timer);
  }, [target, at, ready, look]);
}

function useCardKeys(
  ids: readonly string[],
  selected: string | null,
  choose: (id: string, from: 'card') => void,
): void {
  const move = (step: number) => {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const next = ids[Math.min(ids.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : ids.length - 1) : at + step))];
    if (next && next !== selected) {
      choose(next, 'card');
      reveal(next, 'card');
    }
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    escape: () => {
      if (selected) choose(selected, 'card');
    },
  });
}

function Waiting() {
  return (
    <div aria-busy="true">
      <div className="h-13 border-b border-hair" />
      <div className="mx-auto max-w-[44rem] space-y-4 px-6 pt-10">
        <Bone className="h-6 w-3/5" />
        <Bone className="h-8 w-2/5" />
        <Bone className="mt-8 h-4 w-full" />
        <Bone className="h-4 w-11/12" />
        <Bone className="h-4 w-4/5" />
      </div>
    </div>
  );
}
