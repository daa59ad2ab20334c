// The link between the marks in a document and the cards beside it: which one is pointed at, which one is chosen.
import type { CommitmentView } from '@vito/contracts/commitment';
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import type { Mark } from '../format/segments.js';
import { createStore, type Store } from './store.js';

/** The id of the passage that was searched for. */
export const foundId = 'found';

interface Marks {
  commitments: readonly CommitmentView[];
  /** Where the document tells of them; before them the passage that a search led to. */
  marks: readonly Mark[];
  selected: string | null;
  pointed: Store<string | null>;
  /** Chooses one from the text or from the cards; the other side comes into view. */
  choose(id: string, from: 'text' | 'card'): void;
}

const Context = createContext<Marks | null>(null);

export function MarksProvider(props: {
  commitments: readonly CommitmentView[];
  marks: readonly Mark[];
  selected: string | null;
  choose: Marks['choose'];
  children: ReactNode;
}) {
  const { commitments, marks, selected, choose } = props;
  const [pointed] = useState(() => createStore<string | null>(null));
  const value = useMemo(
    (): Marks => ({
      commitments,
      marks,
      selected,
      pointed,
      choose: (id, from) => (id === foundId ? undefined : choose(id, from)),
    }),
    [commitments, marks, selected, pointed, choose],
  );
  return <Context value={value}>{props.children}</Context>;
}

export function useMarks(): Marks {
  const marks = useContext(Context);
  if (marks === null) throw new Error('useMarks is called outside of MarksProvider');
  return marks;
}

/** True while one of these is pointed at or chosen. Only what changes is drawn again. */
export function useLit(ids: readonly string[]): boolean {
  const { pointed, selected } = useMarks();
  const isPointed = useSyncExternalStore(pointed.subscribe, () => ids.includes(pointed.get() ?? ''));
  return isPointed || (selected !== null && ids.includes(selected));
}

/** What points at a commitment: the mouse or the focus. */
export function usePointing(id: string | undefined) {
  const { pointed } = useMarks();
  const point = () => pointed.set(id ?? null);
  const leave = () => pointed.set(null);
  return { onPointerEnter: point, onPointerLeave: leave, onFocus: point, onBlur: leave };
}

/** Brings the card of a commitment into view, or its mark: the one that begins at `at`, else the first. False: none is on the page. */
export function reveal(id: string, what: 'mark' | 'card', how: 'glide' | 'jump' = 'glide', at?: number): boolean {
  const first = document.querySelector(what === 'mark' ? `[data-mark~="${id}"]` : `[data-card="${id}"]`);
  const found = (at === undefined ? null : document.querySelector(`[data-mark~="${id}"][data-at="${at}"]`)) ?? first;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  found?.scrollIntoView({
    block: what === 'mark' ? 'center' : 'nearest',
    behavior: still || how === 'jump' ? 'auto' : 'smooth',
  });
  return found !== null;
}
