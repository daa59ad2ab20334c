// `log`: the months of the event log; `log put-away` and `log bring-back` move them to the blobs and back. Beside a running server.
import { Failure } from '@vito/runtime/failure';
import { createLifecycle } from '@vito/runtime/lifecycle';
import pg from 'pg';
import { openBlobs } from '../platform/blobs-place.js';
import { openDatabase } from '../platform/database.js';
import { masterKey } from '../platform/master-key.js';
import { bringBack } from '../spine/archive/bring-back.js';
import { readMonth } from '../spine/archive/month.js';
import { logMonths } from '../spine/archive/months.js';
import { type LogDeps, monthsBefore, putAway } from '../spine/archive/put-away.js';
import { createVault } from '../spine/vault.js';
import type { Command } from './command.js';
import { openUrlsBeside } from './open-database.js';

const usage = 'say what: log, log put-away MONTH, log put-away --keep MONTHS, or log bring-back MONTH';

/** Prints a line of JSON a month. */
export async function logCommand(command: Command): Promise<void> {
  const [what, which, count] = command.args;
  await withLog(command, async (deps) => {
    if (what === undefined) for (const month of await logMonths(deps.owner, deps.database.dispatch)) print(month);
    else if (what === 'put-away' && which)
      for (const month of await monthsOf(deps, which, count)) await away(deps, month);
    else if (what === 'bring-back' && which) await back(deps, readMonth(which));
    else throw new Failure('invalid', usage);
  });
}

async function monthsOf({ owner, now }: LogDeps, which: string, count: string | undefined): Promise<string[]> {
  if (which !== '--keep') return [readMonth(which)];
  const keep = Number(count);
  if (!Number.isInteger(keep) || keep < 1 || keep > 1200)
    throw new Failure('invalid', 'say how many months before this one stay in the database: --keep 24');
  return monthsBefore(owner, now(), keep);
}

async function away(deps: LogDeps, month: string): Promise<void> {
  const events = await putAway({ ...deps, told: progress(`putting ${month} away`) }, month);
  print({ month, putAway: events });
}

async function back(deps: LogDeps, month: string): Promise<void> {
  const events = await bringBack({ ...deps, told: progress(`bringing ${month} back`) }, month);
  print({ month, broughtBack: events });
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** On a terminal, one line that counts. */
function progress(what: string): (events: number) => void {
  let done = 0;
  return (events) => {
    done += events;
    if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${done.toLocaleString('en')} events `);
  };
}

async function withLog({ config, log }: Command, work: (deps: LogDeps) => Promise<void>): Promise<void> {
  const lifecycle = createLifecycle(log, 20_000);
  try {
    const urls = await openUrlsBeside(config, log, lifecycle);
    const database = await openDatabase(urls, log, 2);
    lifecycle.onStop('database', () => database.close());
    const { key, named } = await masterKey(config.masterKey, config.dataFolder);
    const blobs = await openBlobs(config.blobs, createVault({ database, master: key, named }));
    const owner = new pg.Client({ connectionString: urls.owner.url });
    owner.on('error', () => {});
    await owner.connect();
    lifecycle.onStop('owner', () => owner.end());
    await work({ database, blobs, owner, now: () => new Date() });
  } finally {
    await lifecycle.stop();
  }
}
