// Sweeping: bytes that no document, no payload and no uploaded table names. An upload or a reading leaves them when it ends between the blob and its event.
import type { Blobs } from '../platform/blobs.js';
import type { Database } from '../platform/database.js';

const day = 24 * 3_600_000;

/** Removes what has been without a document for `grace` milliseconds; younger ones may be coming in. Returns how many. */
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
    const documents = reader.selectFrom('document').select('address').where('address', 'is not', null);
    const payloads = reader.selectFrom('payload').select('address').where('address', 'is not', null);
    const files = reader.selectFrom('sync_file').select('address').where('address', 'is not', null);
    const rows = await documents.unionAll(payloads).unionAll(files).execute();
    return new Set(rows.flatMap((row) => row.address ?? []));
  });
}

/** Whether a document that was not deleted, or a payload or a table that was not erased, has these bytes. */
export async function addressInUse(database: Database, tenant: string, address: string): Promise<boolean> {
  return database.read(tenant, async (reader) => {
    const documents = reader
      .selectFrom('document')
      .select('address')
      .where('address', '=', address)
      .where('state', '!=', 'deleted');
    const payloads = reader.selectFrom('payload').select('address').where('address', '=', address);
    const files = reader.selectFrom('sync_file').select('address').where('address', '=', address);
    return (await documents.unionAll(payloads).unionAll(files).limit(1).execute()).length > 0;
  });
}
