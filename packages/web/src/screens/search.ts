// What the address bar keeps of each screen: read leniently, so that an old or mistyped address still opens.
import { type Side, sides } from '@vito/contracts/commitment';
import type { LogFilter } from '../format/entries.js';

export interface Selected {
  /** The commitment that is open beside the screen. */
  c?: string | undefined;
  /** Where the document tells of it: the offset of the sentence that is meant. */
  at?: number | undefined;
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
  if (typeof raw.c !== 'string' || !raw.c.startsWith('cmt_')) return {};
  return typeof raw.at === 'number' && raw.at >= 0 ? { c: raw.c, at: raw.at } : { c: raw.c };
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
