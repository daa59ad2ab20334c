// Pages that many live readers of one company want at the same moment are looked up once for all of them.
import type { TimelinePage } from './view.js';

/** Nothing was announced that a look could be measured by: it must be one of its own. */
export const everything = Number.POSITIVE_INFINITY;

/**
 * Returns `pageOf(tenant, after, upTo)`. A look that is under way is shared where it began after all up to `upTo` had been
 * announced: one that began before may have missed what its reader waits for.
 */
export function createSharedPages(look: (tenant: string, after: number) => Promise<TimelinePage>) {
  const underWay = new Map<string, { upTo: number; page: Promise<TimelinePage> }>();

  return (tenant: string, after: number, upTo: number): Promise<TimelinePage> => {
    if (upTo === everything) return look(tenant, after);
    const key = `${tenant} ${after}`;
    const running = underWay.get(key);
    if (running && running.upTo >= upTo) return running.page;
    const one = { upTo, page: look(tenant, after) };
    underWay.set(key, one);
    const over = () => {
      if (underWay.get(key) === one) underWay.delete(key);
    };
    one.page.then(over, over);
    return one.page;
  };
}
