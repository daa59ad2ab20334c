// How long the directory and the company's figures take over many commitments: a company of 400 people, filled straight into the tables.

import { routes } from '@vito/contracts/routes';
import { dna as companyDna, dnaOfOne } from '../../packages/core/src/commitments/dna.js';
import { overdue } from '../../packages/core/src/commitments/filter.js';
import { listCommitments, viewerOf } from '../../packages/core/src/commitments/view.js';
import { directoryOf } from '../../packages/core/src/directory/directory.js';
import { countOpen } from '../../packages/core/src/directory/people.js';
import { loadTaught, loadThreads } from '../../packages/core/src/directory/taught.js';
import { openBench } from '../setup/bench-server.js';
import { median, type Part } from '../setup/report.js';

const people = 400;
const commitments = 40_000;
const runs = 9;
const most = 200; // ms

/** The part of the bench. */
export async function dna(): Promise<Part> {
  const bench = await openBench();
  try {
    const { tenant } = await bench.tenant();
    await bench.owner.query(filling, [tenant, people, commitments]);
    await bench.owner.query('analyze');
    const hash = (key: string) => Buffer.from(key.padEnd(26, '0')).toString('hex').slice(-26);
    const make = () =>
      bench.database.read(tenant, async (reader) => {
        const taught = { ...(await loadTaught(reader)), hash };
        const first = directoryOf(taught);
        return directoryOf(taught, await loadThreads(reader, first.doubtful));
      });
    const directory = await make();
    const viewer = {
      ...viewerOf(null, 'UTC'),
      idOf: (id: string, key: string | null) => directory.whoOf(id, key)?.id ?? null,
    };
    const now = new Date();
    const one = directory.find('tom30@firm1.example') ?? directory.all[0];
    if (!one) throw new Error('the directory is empty');
    const query = routes.listCommitments.query.parse({ person: one.id });
    const read = <T>(work: Parameters<typeof bench.database.read<T>>[1]) => bench.database.read(tenant, work);
    const times = {
      directory: await timed(make),
      people: await timed(() => read((reader) => countOpen(reader, directory, overdue(viewer, now)))),
      dna: await timed(() => companyDna(read, viewer, directory, now)),
      person: await timed(() => dnaOfOne(read, viewer, directory, one, now)),
      list: await timed(() => read((reader) => listCommitments(reader, viewer, query, now, directory.matchOf([one])))),
    };
    const lines = Object.entries(times).map(([what, ms]) => `${what.padEnd(12)} ${ms.toFixed(0).padStart(6)} ms`);
    return {
      figures: { dna: { commitments, known: directory.all.length, ...times } },
      checks: [
        [`company figures over ${commitments} commitments <= ${most} ms`, times.dna <= most],
        [`figures of one person <= ${most} ms`, times.person <= most],
      ],
      lines: [
        `directory and figures over ${commitments} commitments of ${directory.all.length} (median of ${runs})`,
        ...lines,
      ],
    };
  } finally {
    await bench.close();
  }
}

/** The median of some runs, in ms, after one that warms. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const began = performance.now();
    await work();
    if (run > 0) times.push(performance.now() - began);
  }
  return median(times);
}

/** Half as many documents as commitments; every fifth commitment names its debtor by first name only, of which there are forty. */
const filling = `
  with person as (
    select i, 'tom' || i % 40 || ' weber' || i as name, 'tom' || i || '@firm' || i % 20 || '.example' as address
    from generate_series(0, $2::int - 1) as i
  ), document as (
    insert into vito.document_party (tenant_id, document_id, parties)
    select $1::uuid, 'doc_' || d, jsonb_build_array(
      jsonb_build_object('role', 'from', 'name', f.name, 'address', f.address, 'organisation', null),
      jsonb_build_object('role', 'to', 'name', t.name, 'address', t.address, 'organisation', null))
    from generate_series(0, $3::int / 2 - 1) as d
    join person f on f.i = d % $2 join person t on t.i = (d * 7 + 3) % $2
    returning document_id
  ), given as (
    insert into vito.document (tenant_id, document_id, name, state, size, media_type, received_at, version)
    select $1::uuid, document_id, document_id || '.eml', 'read', 100, 'message/rfc822', now(), 3 from document
  )
  insert into vito.commitment (tenant_id, commitment_id, document_id, quote, from_offset, to_offset, debtor, creditor,
    debtor_keys, creditor_keys, debtor_who, creditor_who, action, due, due_at, precision, status, open, confidence, rule,
    said_at, said_time, touched, version, ended_at, moved)
  select $1::uuid, 'cmt_' || lpad(n::text, 26, '0'), 'doc_' || n / 2, repeat('I will send it. ', 6), 0, 90,
    jsonb_build_object('name', case when n % 5 = 0 then split_part(f.name, ' ', 1) else f.name end, 'organisation', null,
                       'address', case when n % 5 = 0 then null else f.address end),
    jsonb_build_object('name', t.name, 'address', t.address, 'organisation', null),
    array[w.debtor], array['address ' || t.address], w.debtor, 'address ' || t.address,
    'see to the ' || 'thing' || translate((n % 97)::text, '0123456789', 'abcdefghij') || ' and the ' || (array['drawings', 'invoice', 'harbour', 'report', 'quote'])[1 + n % 31 % 5],
    case when n % 6 > 0 then to_char(s.due, 'YYYY-MM-DD') end, case when n % 6 > 0 then s.due end,
    case when n % 6 > 0 then 'day' else 'none' end, s.status, s.status not in ('fulfilled', 'cancelled'), 0.8, 'bench',
    to_char(s.said, 'YYYY-MM-DD'), s.said, n % 3 = 0, 1,
    case when s.status in ('fulfilled', 'cancelled') then s.due + make_interval(days => n % 9 - 6) end, (n % 11 = 0)::int
  from generate_series(0, $3::int - 1) as n
  join person f on f.i = (n / 2) % $2 join person t on t.i = (n / 2 * 7 + 3) % $2
  cross join lateral (select case when n % 5 = 0 then 'name ' || split_part(f.name, ' ', 1) else 'address ' || f.address end as debtor) w
  cross join lateral (select date_trunc('day', now()) - make_interval(days => n % 300 - 40) as due,
                             date_trunc('day', now()) - make_interval(days => n % 300 - 20) as said,
                             (array['proposed', 'accepted', 'fulfilled', 'fulfilled', 'cancelled', 'renegotiated'])[1 + n / 7 % 6] as status) s`;
