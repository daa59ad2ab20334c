// The whole thread of a document, before and after it: what commitments are followed through.
import type { Reading } from '@vito/contracts/reading';
import { threadGroups } from '@vito/understanding/thread';
import type { Database } from '../platform/database.js';
import { readingOf, threadItem, threadLinksOf } from './view.js';

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
