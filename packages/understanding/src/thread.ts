// Threads: messages that hang together by Message-ID, In-Reply-To and References, each seeing the earlier ones only.
import type { Reading } from '@vito/contracts/reading';

export interface ThreadItem {
  key: string;
  /** Ids that its messages have. */
  ids: readonly string[];
  /** Ids that its messages answer. */
  refs: readonly string[];
  sentAt: string | null;
}

/** The ids a document's messages have, and those they answer. Chats and calendars stand alone. */
export function threadLinks(reading: Reading): { ids: string[]; refs: string[] } {
  if (reading.kind !== 'mail') return { ids: [], refs: [] };
  const ids = reading.messages.flatMap((message) => message.id ?? []);
  const refs = reading.messages.flatMap((message) => [...message.references, ...(message.inReplyTo ? [message.inReplyTo] : [])]);
  return { ids: [...new Set(ids)], refs: [...new Set(refs)] };
}

/** For every key, the keys of the earlier documents of its thread, oldest first. Does not depend on the order of `items`. */
export function threads(items: readonly ThreadItem[]): Map<string, string[]> {
  const groups = grouped(items);
  const result = new Map<string, string[]>();
  for (const group of groups) {
    const dated = group.filter((item) => item.sentAt !== null).sort((a, b) => instant(a) - instant(b) || (a.key < b.key ? -1 : 1));
    for (const item of group) {
      const before = item.sentAt === null ? [] : dated.filter((other) => instant(other) < instant(item));
      result.set(item.key, before.map((other) => other.key));
    }
  }
  return result;
}

const instant = (item: ThreadItem): number => (item.sentAt === null ? Number.NaN : Date.parse(item.sentAt));

/** Union-find over the ids (Galler and Fischer, 1964), with path halving. */
function grouped(items: readonly ThreadItem[]): ThreadItem[][] {
  const parent = items.map((_, index) => index);
  const find = (at: number): number => {
    let root = at;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  const first = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    for (const id of [...item.ids, ...item.refs]) {
      const known = first.get(id);
      if (known === undefined) first.set(id, index);
      else parent[find(index)] = find(known);
    }
  }
  const groups = new Map<number, ThreadItem[]>();
  for (const [index, item] of items.entries()) groups.set(find(index), [...(groups.get(find(index)) ?? []), item]);
  return [...groups.values()];
}
