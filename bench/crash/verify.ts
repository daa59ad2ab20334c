// After the kills: waits until all work is done, then asks the database itself what became of every acknowledged document.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type pg from 'pg';
import type { Acknowledged } from './documents.js';
import { pause, type Supervised } from './supervised-server.js';

const run = promisify(execFile);

export async function verify(server: Supervised, acknowledged: Map<string, Acknowledged>, say: (line: string) => void) {
  await server.ready();
  await untilQuiet(server, say);
  const owner = await server.owner();
  try {
    await owner.query("select set_config('row_security', 'off', false)");
    const ids = [...acknowledged.keys()];
    const counts = await countsOf(owner, ids);
    const mails = new Set([...acknowledged].filter(([, { kind }]) => kind === 'mail').map(([id]) => id));
    const result = {
      lost: ids.length - counts.size,
      notReadOnce: [...counts.values()].filter((count) => count.read !== 1).length,
      notExtractedOnce: [...counts].filter(([id, c]) => c.extracted !== 1 || (mails.has(id) && c.commitments !== 1))
        .length,
      dense: await isDense(owner),
      unsequenced: await number(
        owner,
        'select count(*) from vito.events e where not exists (select from vito.event_seq s where s.tenant_id = e.tenant_id and s.event_id = e.event_id)',
      ),
      deadWork: await number(owner, 'select count(*) from vito.work where dead_at is not null'),
      events: await number(owner, 'select count(*) from vito.events'),
      starts: server.starts(),
    };
    await server.stop();
    return { ...result, identical: await rebuildsIdentical(server) };
  } finally {
    await owner.end().catch(() => {});
  }
}

async function untilQuiet(server: Supervised, say: (line: string) => void): Promise<void> {
  let told = -1;
  for (const patience = Date.now() + 600_000; Date.now() < patience; await pause(500)) {
    const owner = await server.owner().catch(() => null);
    if (!owner) continue;
    const left = await number(
      owner,
      'select (select count(*) from vito.outbox) + (select count(*) from vito.work where dead_at is null)',
    ).catch(() => -1);
    await owner.end().catch(() => {});
    if (left === 0) return;
    if (left !== told) say(`${left} pieces of work left`);
    told = left;
  }
}

interface Counts {
  read: number;
  extracted: number;
  commitments: number;
}

async function countsOf(owner: pg.Client, ids: string[]): Promise<Map<string, Counts>> {
  const { rows } = await owner.query<{ stream: string; read: string; extracted: string; commitments: string }>(
    `select e.stream, count(*) filter (where e.type = 'document.read') as read,
            count(*) filter (where e.type = 'document.extracted') as extracted,
            (select count(*) from vito.events c where c.type = 'commitment.proposed' and c.data ->> 'documentId' = e.stream) as commitments
     from vito.events e where e.stream = any ($1) group by e.stream`,
    [ids],
  );
  return new Map(
    rows.map((row) => [
      row.stream,
      { read: Number(row.read), extracted: Number(row.extracted), commitments: Number(row.commitments) },
    ]),
  );
}

async function isDense(owner: pg.Client): Promise<boolean> {
  const gaps = await number(
    owner,
    `select count(*) from (
       select s.tenant_id, count(*) as n, min(s.seq) as low, max(s.seq) as high, t.last
       from vito.event_seq s join vito.tenant_seq t using (tenant_id) group by s.tenant_id, t.last
     ) x where low <> 1 or high <> n or last <> n`,
  );
  return gaps === 0;
}

async function number(owner: pg.Client, query: string): Promise<number> {
  const { rows } = await owner.query<Record<string, string>>(query);
  return Number(Object.values(rows[0] ?? { n: '-1' })[0]);
}

async function rebuildsIdentical(server: Supervised): Promise<boolean> {
  try {
    const { stdout } = await run(process.execPath, [server.program, 'rebuild'], {
      env: { ...process.env, VITO_DATA: server.folder, VITO_LOG: 'error' },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout
      .trim()
      .split('\n')
      .every((line) => (JSON.parse(line) as { identical: boolean }).identical);
  } catch {
    return false;
  }
}
