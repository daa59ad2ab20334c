// What the address bar keeps of each screen: read leniently, so that an old or mistyped address still opens.
import { type Side, sides } from '@vito/contracts/commitment';
import type { LogFilter } from '../format/entries.js';

export interface Selected {
  /** The commitment that is open beside the screen. */
  c?: string | undefined;
}
export interface CommitmentsSearch {
  side?: Side | undefined;
  view?: View | undefined;
  done?: true | undefined;
  q?: string | undefined;
}
const views = ['due', 'person', 'overdue'] as const;
export type View = (typeof views)[number];
type Raw = Record<string, unknown>;

export function selectedSearch(raw: Raw): Selected {
  return typeof raw.c === 'string' && raw.c.startsWith('cmt_') ? { c: raw.c } : {};
}

export function timelineSearch(raw: Raw): { show?: Exclude<LogFilter, 'all'> | undefined } {
  return raw.show === 'commitments' || raw.show === 'documents' ? { show: raw.show } : {};
}

export function commitmentsSearch(raw: Raw): CommitmentsSearch {
  const side = sides.find((one) => one === raw.side);
  const view = views.find((one) => one === raw.view);
  return {
    ...(side ? { side } : {}),
    ...(view ? { view } : {}),
    ...(raw.done === true ? { done: true } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  };
}

/** The filter whose commitments are shown, as a figure gave it: names of the API's query with plain words. */
export interface EvidenceSearch {
  title?: string | undefined;
  by?: Record<string, string> | undefined;
}

export function evidenceSearch(raw: Raw): EvidenceSearch {
  const by = typeof raw.by === 'object' && raw.by !== null ? Object.entries(raw.by) : [];
  const plain = by.filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && /^[a-zA-Z]+$/.test(pair[0]),
  );
  return {
    ...(typeof raw.title === 'string' ? { title: raw.title } : {}),
    ...(plain.length > 0 ? { by: Object.fromEntries(plain) } : {}),
  };
}

export function peopleSearch(raw: Raw): { kind?: 'organisations' | undefined; q?: string | undefined } {
  return {
    ...(raw.kind === 'organisations' ? { kind: raw.kind } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  };
}
