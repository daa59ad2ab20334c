// The link between the marks in a document and the cards beside it: which one is pointed at, which one is chosen.
import type { CommitmentView } from '@vito/contracts/commitment';
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import type { Mark } from '../format/segments.js';
import { createStore, type Store } from './store.js';

/** What is marked: the commitments, and the passage that a search led to. */
export interface Place extends Mark {
  action: string;
}
/** The id of the passage that was searched for. */
export const foundId = 'found';

interface Marks {
  places: readonly Place[];
  commitments: readonly CommitmentView[];
  selected: string | null;
  pointed: Store<string | null>;
  /** Chooses one from the text or from the cards; the other side comes into view. */
  choose(id: string, from: 'text' | 'card'): void;
}

const Context = createContext<Marks | null>(null);

export function MarksProvider(props: {
  commitments: readonly CommitmentView[];
  found: Place | null;
  selected: string | null;
  choose: Marks['choose'];
  children: ReactNode;
}) {
  const { commitments, found, selected, choose } = props;
  const [pointed] = useState(() => createStore<string | null>(null));
  const value = useMemo(
    (): Marks => ({
      commitments,
      places: found ? [found, ...commitments] : commitments,
      selected,
      pointed,
      choose: (id, from) => (id === foundId ? undefined : choose(id, from)),
    }),
    [commitments, found, selected, pointed, choose],
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

/** Brings the first mark or the card of a commitment into view, if it is on the page. */
export function reveal(id: string, what: 'mark' | 'card', how: 'glide' | 'jump' = 'glide'): boolean {
  const found = document.querySelector(what === 'mark' ? `[data-mark~="${id}"]` : `[data-card="${id}"]`);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  found?.scrollIntoView({
    block: what === 'mark' ? 'center' : 'nearest',
    behavior: still || how === 'jump' ? 'auto' : 'smooth',
  });
  return found !== null;
}
