// Sweeping: bytes that nothing names. An upload or a reading leaves them when it ends between the blob and its event.
import { sql } from 'kysely';
import type { Blobs } from '../platform/blobs.js';
import type { Database, Reader } from '../platform/database.js';

const day = 24 * 3_600_000;

/** Removes what nothing has named for `grace` milliseconds; younger ones may be coming in. Returns how many. */
export async function sweepBlobs(deps: { database: Database; blobs: Blobs }, grace = day): Promise<number> {
  const since = new Date(Date.now() - grace);
  const named = new Map<string, Set<string> | null>();
  let removed = 0;
  for await (const { tenant, address, at } of deps.blobs.list()) {
    if (at >= since) continue;
    const addresses = named.get(tenant) ?? (await addressesOf(deps.database, tenant));
    named.set(tenant, addresses);
    if (!addresses || addresses.has(address) || (await addressInUse(deps.database, tenant, address))) continue;
    await deps.blobs.delete(tenant, address, { since });
    removed++;
  }
  return removed;
}

/** Null for a company that this database does not know: its bytes are not ours to judge. */
async function addressesOf(database: Database, tenant: string): Promise<Set<string> | null> {
  return database.read(tenant, async (reader) => {
    if (!(await reader.selectFrom('tenant').select('tenant_id').executeTakeFirst())) return null;
    return new Set((await namedAddresses(reader).execute()).flatMap((row) => row.address ?? []));
  });
}

/**
 * Whether something that stays has these bytes: a document that was not deleted, a webhook or an uploaded table that was not
 * erased, a webhook that waits to be unpacked, or a month of the log that was put away.
 */
export async function addressInUse(database: Database, tenant: string, address: string): Promise<boolean> {
  return database.read(tenant, async (reader) => {
    const found = reader.selectFrom(namedAddresses(reader, true).as('named')).select('address');
    return (await found.where('address', '=', address).limit(1).execute()).length > 0;
  });
}

/** Every address that has a name; `staying`: not those of deleted documents, whose bytes are about to go. */
function namedAddresses(reader: Reader, staying = false) {
  const documents = reader.selectFrom('document').select('address').where('address', 'is not', null);
  return (staying ? documents.where('state', '!=', 'deleted') : documents)
    .unionAll(reader.selectFrom('payload').select('address').where('address', 'is not', null))
    .unionAll(reader.selectFrom('sync_file').select('address').where('address', 'is not', null))
    .unionAll(reader.selectFrom('log_archive').select('address'))
    .unionAll(reader.selectFrom('inbox').select(sql<string>`unnest(addresses)`.as('address')));
}
