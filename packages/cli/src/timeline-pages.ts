// Reads the log page by page. Places in it that people do not see leave gaps, so a page may hold fewer entries, or none.
import type { Client } from '@vito/contracts/client';
import type { TimelineEntry } from '@vito/contracts/timeline';

const size = 200;

export interface TimelinePart {
  entries: TimelineEntry[];
  /** The place up to which everything has been looked at: where to go on from. */
  reached: number;
}

/** Everything after a place in the log, oldest first, until its present end. Yields at least once. */
export async function* pagesAfter(client: Client, after: number): AsyncGenerator<TimelinePart> {
  for (let reached = after, more = true; more; ) {
    const page = await client.call('getTimeline', { query: { after: reached, limit: size } });
    const last = page.entries.at(-1)?.seq ?? reached;
    more = page.more;
    // A page of so many entries spans at least as many places, whether or not all of them are shown.
    reached = more ? Math.max(last, reached + size) : Math.max(last, page.seq, reached);
    yield { entries: page.entries, reached };
  }
}

/** The last entries of the log, oldest first, and the place where it ends. */
export async function lastEntries(client: Client, limit: number): Promise<TimelinePart> {
  const { seq } = await client.call('getStatus');
  const newestFirst: TimelineEntry[] = [];
  for await (const entries of pagesBefore(client, seq + 1, limit)) {
    newestFirst.push(...entries);
    if (newestFirst.length >= limit) break;
  }
  return { entries: newestFirst.slice(0, limit).reverse(), reached: seq };
}

/** The entry of an event, looked for from the newest on; null when people do not see it on the timeline. */
export async function findEntry(client: Client, eventId: string): Promise<TimelineEntry | null> {
  const { seq } = await client.call('getStatus');
  for await (const entries of pagesBefore(client, seq + 1, size)) {
    const found = entries.find((entry) => entry.eventId === eventId);
    if (found) return found;
  }
  return null;
}

async function* pagesBefore(client: Client, from: number, wanted: number): AsyncGenerator<TimelineEntry[]> {
  const limit = Math.min(size, wanted);
  for (let before = from, more = true; more && before > 1; ) {
    const page = await client.call('getTimeline', { query: { before, limit } });
    yield page.entries;
    before = Math.min(page.entries.at(-1)?.seq ?? before, before - limit);
    more = page.more;
  }
}
