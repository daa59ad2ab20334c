// One company's events of a month, written as parts: each read back before its row says where it is.
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../../platform/blobs.js';
import type { Database } from '../../platform/database.js';
import { changeRows, queriesOf } from '../../platform/queries.js';
import { boundsOf } from './month.js';
import { type Line, rowOf, writePart } from './part.js';

interface Deps {
  database: Database;
  blobs: Blobs;
}

const eventsAtOnce = 1000;
/** Characters of a part, and events: what one look into the archive reads. */
const largest = { characters: 2 ** 20, events: 1000 };

/** Returns how many events were written. */
export async function writeParts(
  { database, blobs }: Deps,
  tenant: string,
  month: string,
  told: (events: number) => void = () => {},
): Promise<number> {
  let written = 0;
  let part = 0;
  let open: Line[] = [];
  let characters = 0;
  const close = async () => {
    if (open.length === 0) return;
    await keep({ database, blobs }, tenant, month, ++part, open);
    written += open.length;
    told(open.length);
    open = [];
    characters = 0;
  };
  for await (const row of eventsOf(database, tenant, month)) {
    open.push(row);
    characters += row.row.length;
    if (open.length >= largest.events || characters >= largest.characters) await close();
  }
  await close();
  return written;
}

async function* eventsOf(database: Database, tenant: string, month: string): AsyncGenerator<Line> {
  const { from, to } = boundsOf(month);
  let last = { stream: '', version: 0 };
  for (;;) {
    const { rows } = await database.read(tenant, (reader) =>
      queriesOf(reader).query<Line>(
        `select e.stream, e.version, ${rowOf} as row
         from vito.events e left join vito.vault v on v.tenant_id = e.tenant_id and v.vault_id = e.vault_id
         where e.tenant_id = $5 and e.recorded_at >= $1 and e.recorded_at < $2 and (e.stream, e.version) > ($3, $4)
         order by e.stream, e.version limit ${eventsAtOnce}`,
        [from, to, last.stream, last.version, tenant],
      ),
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < eventsAtOnce) return;
    last = end;
  }
}

async function keep({ database, blobs }: Deps, tenant: string, month: string, part: number, rows: Line[]) {
  const bytes = await writePart(rows);
  const one = (async function* () {
    yield bytes;
  })();
  const { address } = await blobs.put(tenant, one, bytes.length);
  if (!bytes.equals(await blobs.get(tenant, address)))
    throw new Failure('unavailable', 'what was put away does not come back as it was: nothing was taken away');
  await changeRows(database, tenant, async ({ query }) => {
    await query(
      'insert into vito.log_archive (tenant_id, month, part, address, events, bytes) values ($1, $2, $3, $4, $5, $6)',
      [tenant, `${month}-01`, part, address, rows.length, bytes.length],
    );
    await query(
      `insert into vito.log_archive_stretch (tenant_id, month, part, stream, from_version, to_version)
       select $1, $2, $3, s.stream, s."from", s."to" from jsonb_to_recordset($4) as s (stream text, "from" integer, "to" integer)`,
      [tenant, `${month}-01`, part, JSON.stringify(stretchesOf(rows))],
    );
  });
}

function stretchesOf(rows: Line[]): { stream: string; from: number; to: number }[] {
  const stretches: { stream: string; from: number; to: number }[] = [];
  for (const { stream, version } of rows) {
    const last = stretches.at(-1);
    if (last?.stream === stream && last.to === version - 1) last.to = version;
    else stretches.push({ stream, from: version, to: version });
  }
  return stretches;
}
