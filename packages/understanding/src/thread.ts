// Threads: which documents belong together by their message ids, and which of them came before which.
import type { Reading } from '@vito/contracts/reading';
import { DateTime } from 'luxon';

export interface ThreadItem {
  /** Whatever names the document for the caller. */
  key: string;
  ids: readonly string[];
  refs: readonly string[];
  /** ISO 8601 with offset, or a civil day; null where the document has no readable date. */
  sentAt: string | null;
}

/** The ids a reading's messages carry, and the ids they refer to (In-Reply-To, References, a chat's thread). */
export function threadLinks(reading: Reading): { ids: string[]; refs: string[] } {
  const ids = new Set<string>();
  const refs = new Set<string>();
  for (const message of reading.messages) {
    if (message.id) ids.add(message.id);
    for (const ref of [message.inReplyTo, ...message.references, message.threadId]) if (ref) refs.add(ref);
  }
  return { ids: [...ids], refs: [...refs].filter((ref) => !ids.has(ref)) };
}

/**
 * For every key the keys of the earlier documents of its thread, oldest first. Documents are of one thread when ids and
 * references link them, directly or through others, even where the document in between is missing. Earlier is what was
 * sent at an earlier instant; a document without a date comes only before those that refer to it. The order of `items`
 * does not matter.
 */
export function threads(items: readonly ThreadItem[]): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const sorted of grouped(items)) {
    for (const { item, at } of sorted) {
      const before = sorted.filter((other) => other.item !== item && isBefore(other, { item, at }));
      out.set(
        item.key,
        before.map((other) => other.item.key),
      );
    }
  }
  return out;
}

/** The keys of each thread, oldest first; a document that nothing links is a thread of its own. */
export function threadGroups(items: readonly ThreadItem[]): string[][] {
  return grouped(items).map((group) => group.map(({ item }) => item.key));
}

function grouped(items: readonly ThreadItem[]): Timed[][] {
  const ordered = [...items].sort((a, b) => (a.key < b.key ? -1 : 1));
  const find = linked(ordered);
  const groups = new Map<string, Timed[]>();
  for (const item of ordered) {
    const root = find(`item ${item.key}`);
    const timed = { item, at: instant(item.sentAt) };
    const group = groups.get(root);
    if (group) group.push(timed);
    else groups.set(root, [timed]);
  }
  return [...groups.values()].map((group) =>
    group.sort((a, b) => (a.at ?? -Infinity) - (b.at ?? -Infinity) || (place(a.item) < place(b.item) ? -1 : 1)),
  );
}

/** Tells documents of the same instant apart, alike for every caller: keys can depend on the order in which they came in. */
const place = (item: ThreadItem): string => `${item.ids[0] ?? ''} ${item.key}`;

interface Timed {
  item: ThreadItem;
  at: number | null;
}

function isBefore(a: Timed, b: Timed): boolean {
  if (a.at !== null && b.at !== null) return a.at < b.at;
  const refers = (x: ThreadItem, y: ThreadItem) => x.refs.some((ref) => y.ids.includes(ref));
  return refers(b.item, a.item) && !refers(a.item, b.item);
}

/** Union-find over documents and the ids they carry or mention. */
function linked(items: readonly ThreadItem[]): (node: string) => string {
  const parent = new Map<string, string>();
  const find = (node: string): string => {
    let root = node;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = node; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const item of items) {
    for (const id of [...item.ids, ...item.refs]) parent.set(find(`id ${id}`), find(`item ${item.key}`));
  }
  return find;
}

function instant(iso: string | null): number | null {
  const at = iso === null ? null : DateTime.fromISO(iso, { zone: 'utc' });
  return at?.isValid ? at.toMillis() : null;
}
