// Runs of agents through four worker processes that hear nothing of each other, while they are killed or stand still and the database
// restarts: every invariant of the tables, and one effect a key.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { startEmbedded } from '../packages/core/src/platform/embedded-database.js';
import { migrate } from '../packages/core/src/platform/migrate.js';
import type { ToldEffect } from '../packages/core/tests/setup/effect-tools.js';
import { openParts } from '../packages/core/tests/setup/parts.js';
import { startProcess } from '../packages/core/tests/setup/processes.js';
import { violations } from '../packages/core/tests/setup/run-checks.js';
import { crewOn } from '../packages/core/tests/setup/run-crew.js';
import { startPeople } from './agents-drill/people.js';
import { playbooks } from './agents-drill/playbooks.js';
import { startWorkers } from './agents-drill/workers.js';
import { finish, parseBench, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run drill -- agents [--quick]',
  '200 runs of ten steps over 3 companies and 4 worker processes: 100 kill -9, SIGSTOP past the lease, PostgreSQL restarts, every\n' +
    'wake-up between processes lost, each gate decided twice at once. Prints counts.',
);
const runCount = quick ? 24 : 200;
const kills = quick ? 8 : 100;
const leaseSeconds = 2;

const folder = await mkdtemp(join(tmpdir(), 'vito-drill-'));
await chmod(folder, 0o711);
const embedded = await startEmbedded({ folder, log: createLog('error'), settings: { max_connections: '200' } });
await migrate(embedded.url());
const parts = await openParts(embedded.url(), randomBytes(32));
const crew = await crewOn({ ...parts, url: embedded.url() }, playbooks, leaseSeconds);
const receiver = startProcess(new URL('./agents-drill/receiver.ts', import.meta.url), {});
try {
  const outside = await receiver.line();
  const tenants = await Promise.all([crew.tenant(), crew.tenant(), crew.tenant()]);
  const workers = await startWorkers(crew, outside, 4, leaseSeconds);
  const people = startPeople(crew, tenants);
  const happened = { kills: 0, stops: 0, restarts: 0 };
  let asked = 0;
  for (let round = 1; round <= kills; round++) {
    const wanted = Math.ceil((round / kills) * runCount);
    await Promise.all(Array.from({ length: wanted - asked }, (_, n) => people.ask(asked + n)));
    asked = wanted;
    await wait(200 + Math.random() * 600);
    await workers.kill();
    happened.kills++;
    if (round % (quick ? 4 : 12) === 3) {
      await workers.standStill();
      happened.stops++;
    }
    if (round % (quick ? 8 : 30) === 5) {
      await workers.restartDatabase(embedded);
      happened.restarts++;
    }
    if (round % 10 === 0 || quick)
      say(`round ${round}/${kills}: ${asked} runs asked for, ${people.counts.gates} gates decided twice at once`);
  }
  say('no more faults; waiting for all runs to end');
  const left = () =>
    parts.sql<{ n: number }>('select (select count(*) from vito.run_slot) + (select count(*) from vito.outbox) as n');
  let open = -1;
  for (const until = Date.now() + 180_000; open !== 0 && Date.now() < until; await wait(500))
    open = Number((await left())[0]?.n);
  await people.stop();
  const told = (await (await fetch(outside)).json()) as ToldEffect[];
  const found: string[] = [];
  for (const { tenant } of tenants) found.push(...(await violations(parts, tenant, told)));
  if (open !== 0) found.push(`8: ${open} runs or events are left`);
  if (people.counts.decidedTwice > 0) found.push(`10: ${people.counts.decidedTwice} gates were decided by both`);
  const ends = await parts.sql<{ status: string; n: number }>(
    'select status, count(*)::int as n from vito.run group by 1 order by 1',
  );
  const [log] = await parts.sql<{ events: number; steps: number; claims: number }>(
    `select count(*)::int as events, count(*) filter (where type = 'run.step-completed')::int as steps from vito.events where stream like 'run\\_%'`,
  );
  const keys = new Set(told.map(({ key }) => key)).size;
  const counts = {
    ...happened,
    ...people.counts,
    ...log,
    calls: told.length,
    effects: keys,
    repeated: told.length - keys,
  };
  for (const [what, n] of Object.entries(counts)) say(`  ${what.padEnd(14)} ${n}`);
  for (const { status, n } of ends) say(`  ${status.padEnd(20)} ${n}`);
  for (const what of found.slice(0, 40)) say(`  VIOLATED: ${what}`);
  const statuses = Object.fromEntries(ends.map(({ status, n }) => [status, n]));
  finish({ drill: 'agents', quick, counts, statuses, violations: found }, [
    [`${kills} kill -9 and ${runCount} runs without a violation`, found.length === 0],
    ['every run is asked for once', people.ids.length === runCount && new Set(people.ids).size === runCount],
    ['some complete, some are undone', (statuses.completed ?? 0) > 0 && (statuses.compensated ?? 0) > 0],
  ]);
  await workers.stop();
} finally {
  await crew.close();
  await receiver.kill();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
}
