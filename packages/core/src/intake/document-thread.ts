// The thread that a document stands in: what came before it, what hears it, and all of it.
import { documentKinds, type Reading } from '@vito/contracts/reading';
import { threadGroups, threads } from '@vito/understanding/thread';
import { sql } from 'kysely';
import type { Database, Reader } from '../platform/database.js';
import type { DocumentLinkRow } from '../platform/tables.js';
import { outline, pageRows } from './page-rows.js';

/**
 * A document's reading, the earlier documents of its thread, and those that see more since it came in: later ones, and
 * where it joins two threads, the later part of either. Null reading: deleted meanwhile.
 */
export async function threadOf(database: Database, tenant: string, documentId: string) {
  return database.read(tenant, async (reader) => {
    const own = await readingOf(reader, documentId);
    if (!own) return { reading: null, earlier: [], later: [] };
    const place = await placeInThread(reader, documentId);
    const earlier = [];
    for (const key of place.earlier) {
      const reading = await readingOf(reader, key);
      if (reading) earlier.push(reading);
    }
    return { reading: own, earlier, later: place.later };
  });
}

/** The documents that come after this one in its thread, and hear what it says. */
export const listenersOf = (database: Database, tenant: string, documentId: string): Promise<string[]> =>
  database.read(tenant, async (reader) => (await placeInThread(reader, documentId)).later);

async function placeInThread(reader: Reader, documentId: string): Promise<{ earlier: string[]; later: string[] }> {
  const links = await threadLinksOf(reader, documentId);
  const items = links.map(threadItem);
  const order = threads(items);
  const without = threads(items.filter(({ key }) => key !== documentId));
  const seesMore = ([key, before]: [string, string[]]) => before.length > (without.get(key)?.length ?? before.length);
  return { earlier: order.get(documentId) ?? [], later: [...order].filter(seesMore).map(([key]) => key) };
}

/** All read documents of its thread, itself among them, oldest first, each with its version; empty once it is deleted. */
export async function placesIn(
  database: Database,
  tenant: string,
  documentId: string,
): Promise<{ id: string; version: number }[]> {
  return database.read(tenant, async (reader) => {
    const links = await threadLinksOf(reader, documentId);
    const ids = threadGroups(links.map(threadItem)).find((group) => group.includes(documentId)) ?? [];
    if (ids.length === 0) return [];
    const rows = await reader
      .selectFrom('document')
      .select(['document_id', 'version'])
      .where('document_id', 'in', ids)
      .execute();
    const versions = new Map(rows.map((row) => [row.document_id, row.version]));
    return ids.map((id) => ({ id, version: versions.get(id) ?? 0 }));
  });
}

/** The parts in which a thread is left without one of its documents, each oldest first. */
export const partsWithout = (database: Database, tenant: string, documentId: string): Promise<string[][]> =>
  database.read(tenant, async (reader) => {
    const links = await threadLinksOf(reader, documentId);
    return threadGroups(links.filter((link) => link.document_id !== documentId).map(threadItem));
  });

/** The readings of those that are read, without the boxes of their words. */
export const readingsOf = (database: Database, tenant: string, ids: string[]): Promise<Map<string, Reading>> =>
  database.read(tenant, async (reader) => {
    const readings = new Map<string, Reading>();
    for (const id of ids) {
      const reading = await readingOf(reader, id);
      if (reading) readings.set(id, reading);
    }
    return readings;
  });

const threadItem = (link: DocumentLinkRow) => ({
  key: link.document_id,
  ids: link.ids,
  refs: link.refs,
  sentAt: link.sent_at,
});

/** The links of every message that hangs together with this one, however far: grown until nothing new is found. */
async function threadLinksOf(reader: Reader, documentId: string): Promise<DocumentLinkRow[]> {
  const found = new Map<string, DocumentLinkRow>();
  const own = await linkRows(reader).where('l.document_id', '=', documentId).execute();
  let fresh = own;
  const asked = new Set<string>();
  while (fresh.length > 0) {
    for (const link of fresh) found.set(link.document_id, link);
    const names = fresh.flatMap((link) => [...link.ids, ...link.refs]).filter((name) => !asked.has(name));
    for (const name of names) asked.add(name);
    if (names.length === 0) break;
    const next = await linkRows(reader)
      .where(sql<boolean>`(l.ids && ${names}::text[] or l.refs && ${names}::text[])`)
      .limit(2000)
      .execute();
    fresh = next.filter((link) => !found.has(link.document_id));
  }
  return [...found.values()];
}

function linkRows(reader: Reader) {
  return reader
    .selectFrom('document_link as l')
    .innerJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'l.tenant_id').onRef('d.document_id', '=', 'l.document_id'),
    )
    .where('d.state', '=', 'read')
    .selectAll('l');
}

async function readingOf(reader: Reader, id: string): Promise<Reading | null> {
  const row = await reader
    .selectFrom('document_reading as r')
    .innerJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'r.tenant_id').onRef('d.document_id', '=', 'r.document_id'),
    )
    .selectAll('r')
    .select('d.kind')
    .where('d.state', '=', 'read')
    .where('r.document_id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const pages = await pageRows(reader, id);
  return {
    kind: documentKinds.find((kind) => kind === row.kind) ?? 'text',
    text: row.text,
    pages: pages.map((page) => ({ ...outline(page), words: [] })),
    messages: row.messages,
    meta: row.meta,
  };
}
