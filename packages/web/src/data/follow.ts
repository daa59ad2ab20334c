// Keeps what the screens hold in step with the log: each entry carries its document and commitment as they now stand.
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { CommitmentView, Side } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import type { CommitmentHistoryItem } from '@vito/contracts/routes';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { isOpen } from '../format/arrange.js';
import { agentKeys } from './agent-queries.js';
import { connectionKeys } from './connection-queries.js';
import { type CommitmentList, keys } from './queries.js';
import { syncKeys } from './sync-queries.js';

type DocumentPages = InfiniteData<{ items: DocumentSummary[]; next: string | null }>;
interface CommitmentDetail {
  commitment: CommitmentView;
  history: Array<typeof CommitmentHistoryItem._zod.output>;
}

/** Takes over what new entries carry. Details that only the server can tell are asked for again. */
export function follow(cache: QueryClient, entries: readonly TimelineEntry[]): void {
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    if (entry.document) putDocument(cache, entry.document);
    if (entry.commitment) {
      putCommitment(cache, entry.commitment);
      void cache.invalidateQueries({ queryKey: keys.commitment(entry.commitment.id) });
    }
  }
  for (const [kind, queryKey] of [
    ['source.', connectionKeys.sources],
    ['endpoint.', connectionKeys.endpoints],
    ['connection.', syncKeys.connections],
  ] as const) {
    if (entries.some(({ type }) => type.startsWith(kind))) void cache.invalidateQueries({ queryKey, exact: true });
  }
  if (entries.some(({ type }) => type.startsWith('run.'))) void cache.invalidateQueries({ queryKey: agentKeys.all });
  void cache.invalidateQueries({ queryKey: keys.people });
  void cache.invalidateQueries({ queryKey: keys.dna });
  void cache.invalidateQueries({ queryKey: keys.me });
}

/** Shows a commitment as given in every list that has it or should have it. An older version changes nothing. */
export function putCommitment(cache: QueryClient, view: CommitmentView): void {
  const into = (listed: boolean) => (list: CommitmentList | undefined) => {
    if (!list) return list;
    const at = list.items.findIndex((item) => item.id === view.id);
    if (at < 0) return listed ? { ...list, items: [...list.items, view] } : list;
    if ((list.items[at] as CommitmentView).version > view.version) return list;
    // What only tells another again stands with that one.
    if (view.hidden === 'restated') return { ...list, items: list.items.filter((item) => item.id !== view.id) };
    return { ...list, items: list.items.map((item, i) => (i === at ? view : item)) };
  };
  const shown = view.hidden === null;
  for (const documentId of documentsOf(view)) {
    cache.setQueryData<CommitmentList>(keys.commitmentsOf(documentId), into(shown));
  }
  for (const side of ['i-owe', 'owed-to-me', 'between-others'] satisfies Side[]) {
    const here = shown && side === view.side;
    cache.setQueryData<CommitmentList>(keys.commitmentList(side, 'open'), into(here && isOpen(view)));
    cache.setQueryData<CommitmentList>(keys.commitmentList(side, 'ended'), into(here && !isOpen(view)));
  }
  cache.setQueryData<CommitmentDetail>(keys.commitment(view.id), (detail) =>
    detail && detail.commitment.version <= view.version ? { ...detail, commitment: view } : detail,
  );
}

/** Every document that tells of it. */
function documentsOf({ documentId, sources, changes }: CommitmentView): Set<string> {
  return new Set([
    ...(documentId === null ? [] : [documentId]),
    ...[...sources, ...changes].map((place) => place.documentId),
  ]);
}

function putDocument(cache: QueryClient, document: DocumentSummary): void {
  cache.setQueriesData<DocumentPages>({ queryKey: keys.documents }, (data) => {
    const first = data?.pages[0];
    if (!data || !first) return data;
    const known = data.pages.some((page) => page.items.some((item) => item.id === document.id));
    const pages = known
      ? data.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === document.id ? document : item)),
        }))
      : [{ ...first, items: [document, ...first.items] }, ...data.pages.slice(1)];
    return {
      ...data,
      pages: pages.map((page) => ({ ...page, items: page.items.filter((item) => item.state !== 'deleted') })),
    };
  });
  void cache.invalidateQueries({ queryKey: keys.document(document.id) });
}
