// The thread that a document stands in: what came before it, what hears it, and all of it.
import { documentKinds, type Reading } from '@vito/contracts/reading';
import { threadGroups, threads } from '@vito/understanding/thread';
import { sql } from 'kysely';
import type { Database, Reader } from '../platform/database.js';
import type { DocumentLinkRow } from '../platform/tables.js';
import { outline } from './page-rows.js';

/**
 * A document's reading, the earlier documents of its thread, and those that see more since it came in: later ones, and
 * where it joins two threads, the later part of either. Null reading: deleted meanwhile.
 */
export async function threadOf(database: Database, tenant: string, documentId: string) {
  return database.read(tenant, async (reader) => {
    const place = await placeInThread(reader, documentId);
    const readings = await readingsIn(reader, [...place.earlier, documentId]);
    const own = readings.get(documentId);
    if (!own) return { reading: null, earlier: [], later: [] };
    const earlier = place.earlier.map((key) => readings.get(key)).filter((reading) => reading !== undefined);
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
  database.read(tenant, (reader) => readingsIn(reader, ids));

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

/** Of these documents those that are read, in two statements however many, and without the boxes of their words. */
async function readingsIn(reader: Reader, ids: readonly string[]): Promise<Map<string, Reading>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .selectFrom('document_reading as r')
    .innerJoin('document as d', (join) =>
      join.onRef('d.tenant_id', '=', 'r.tenant_id').onRef('d.document_id', '=', 'r.document_id'),
    )
    .selectAll('r')
    .select('d.kind')
    .where('d.state', '=', 'read')
    .where(sql<boolean>`r.document_id = any (${ids}::text[])`)
    .execute();
  const pages = await reader
    .selectFrom('document_page')
    .select(['document_id', 'page', 'from_offset', 'to_offset', 'ocr', 'confidence', 'width', 'height', 'rotation'])
    .where(sql<boolean>`document_id = any (${ids}::text[])`)
    .orderBy('page')
    .execute();
  const pagesOf = new Map<string, Reading['pages']>();
  for (const page of pages) {
    const list = pagesOf.get(page.document_id) ?? [];
    pagesOf.set(page.document_id, list);
    list.push({ ...outline(page), words: [] });
  }
  return new Map(
    rows.map((row) => [
      row.document_id,
      {
        kind: documentKinds.find((kind) => kind === row.kind) ?? 'text',
        text: row.text,
        pages: pagesOf.get(row.document_id) ?? [],
        messages: row.messages,
        meta: row.meta,
      },
    ]),
  );
}
