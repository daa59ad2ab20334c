// Sweeping: bytes that no document names. An upload or a reading leaves them when it ends between the blob and its event.
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
    const rows = await reader.selectFrom('document').select('address').where('address', 'is not', null).execute();
    return new Set(rows.flatMap((row) => row.address ?? []));
  });
}

/** Whether a document that was not deleted has these bytes. */
export async function addressInUse(database: Database, tenant: string, address: string): Promise<boolean> {
  const row = await database.read(tenant, (reader) =>
    reader
      .selectFrom('document')
      .select('document_id')
      .where('address', '=', address)
      .where('state', '!=', 'deleted')
      .executeTakeFirst(),
  );
  return row !== undefined;
}
