// Bringing a month back: its parts fill a table beside the log, which becomes a partition of it in one step.
// Ended anywhere, it is simply run again.
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../../platform/database.js';
import { changeRows } from '../../platform/queries.js';
import { withLocks } from './lock.js';
import { partitionOf } from './month.js';
import { readPart } from './part.js';
import { alone, forgetParts, isThere, type LogDeps } from './put-away.js';
import { attach } from './settle.js';

interface Part {
  tenant_id: string;
  address: string;
  events: number;
}

/** Returns the events that came back. Throws Failure: 'not-found' for a month that is not put away, 'unavailable', 'conflict'. */
export async function bringBack(deps: LogDeps, month: string): Promise<number> {
  const { database, owner } = deps;
  return alone(owner, async () => {
    const { rows: parts } = await database.dispatch.query<Part>(
      'select tenant_id, address, events from vito.log_archive where month = $1 order by tenant_id, part',
      [`${month}-01`],
    );
    if (await isThere(owner, 'vito', month)) {
      if (parts.length === 0) throw new Failure('not-found', `${month} is in the database: it is not put away`);
      await forgetParts(database, month); // it came back, and the last step was missing
      return 0;
    }
    if (parts.length === 0) throw new Failure('not-found', `nothing of ${month} is put away: see "vito log"`);
    const events = await fill(deps, month, parts);
    const name = partitionOf(month);
    await withLocks(owner, async () => {
      await owner.query(`alter table vito_meta.${name} set schema vito`);
      await attach(owner, month);
    });
    await forgetParts(database, month);
    return events;
  });
}

async function fill({ database, blobs, owner, told }: LogDeps, month: string, parts: Part[]): Promise<number> {
  const table = `vito_meta.${partitionOf(month)}`;
  await owner.query(`drop table if exists ${table}`); // of a try that came to no end, or of a putting away: its rows are in the parts
  await owner.query(`create table ${table} (like vito.events including all)`);
  let events = 0;
  for (const { tenant_id: tenant, address, events: expected } of parts) {
    const lines = await readPart(await blobs.get(tenant, address));
    const rows = `[${lines.map(({ row }) => row).join(',')}]`;
    const put = await owner.query(
      `insert into ${table} select * from jsonb_populate_recordset(null::vito.events, $1::jsonb)`,
      [rows],
    );
    if (put.rowCount !== expected)
      throw new Failure('unavailable', `a part of ${month} holds ${put.rowCount} events instead of ${expected}`);
    await putBoxes(database, tenant, rows);
    events += expected;
    told?.(expected);
  }
  return events;
}

async function putBoxes(database: Database, tenant: string, rows: string): Promise<void> {
  await changeRows(database, tenant, ({ query }) =>
    query(
      `insert into vito.vault (tenant_id, vault_id, key_id, box)
       select $1, b.vault_id, b.key_id, decode(b.box, 'base64')
       from jsonb_to_recordset($2::jsonb) as b (vault_id text, key_id text, box text) where b.box is not null
       on conflict do nothing`,
      [tenant, rows],
    ),
  );
}
