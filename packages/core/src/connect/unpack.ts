// Unpacking: what the door kept becomes payloads, in the order in which it came, one worker at a time for each company. The rows
// of the inbox go in the transaction in which their events come.
import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { errorKind, type Log } from '@vito/runtime/log';
import type { Bell } from '@vito/runtime/wait';
import type pg from 'pg';
import { type Database, isAway } from '../platform/database.js';
import { changeRows, type Queries } from '../platform/queries.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { type NewStream, newStreamsRequest } from '../spine/new-streams.js';
import type { DataKey, Vault } from '../spine/vault.js';
import { boxPlace } from './inbox.js';
import { type Kept, readBatch } from './inbox-batch.js';
import { payload } from './payload.js';

export interface UnpackDeps {
  database: Database;
  store: EventStore;
  vault: Vault;
  log: Log;
  /** Rung when something was kept. */
  bell: Bell;
  /** Rung after events were appended. */
  committed: () => void;
  /** Resolves when the door has a moment: what still comes in goes before. */
  lull: (signal: AbortSignal) => Promise<void>;
}

interface Row {
  position: number;
  source_id: string;
  key_id: string;
  items: number;
  box: Buffer;
}

const idle = 250; // ms between looks when nobody rings
const rowsAtOnce = 50;
const itemsAtOnce = 400; // in a transaction
const itemsInCall = 100;
/** After so many a row no longer stands in the way of the others. */
export const mostAttempts = 12;
const actor: Context['actor'] = { kind: 'system', id: 'webhooks', name: null };

export function createUnpacking(deps: UnpackDeps) {
  const { database, log, bell, lull } = deps;

  /** Runs until the signal aborts. */
  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let moved = 0;
      for (const tenant of await tried(signal, [], () => tenantsWaiting(database))) {
        await lull(signal);
        if (signal.aborted) return;
        moved += await tried(signal, 0, () => unpackSome(deps, tenant)); // what fails for one company is in no other's way
      }
      if (moved === 0) await bell.heard(idle, signal);
    }
  }

  async function tried<T>(signal: AbortSignal, otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) log.warn('unpacking failed, trying again', { error: errorKind(error) });
      return otherwise;
    }
  }

  return { run };
}
export type Unpacking = ReturnType<typeof createUnpacking>;

async function tenantsWaiting({ dispatch }: Database): Promise<string[]> {
  const { rows } = await dispatch.query<{ tenant_id: string }>(
    'select distinct tenant_id from vito.inbox where attempts < $1 and due_at <= now()',
    [mostAttempts],
  );
  return rows.map((row) => row.tenant_id);
}

/** Returns the rows that are gone from the inbox; 0 as well when another worker is at it. */
export async function unpackSome(deps: UnpackDeps, tenant: string): Promise<number> {
  const client = await deps.database.app.connect();
  let current: Row | undefined;
  try {
    await client.query('begin');
    const rows = (await lockInbox(client, tenant, 'if free')) ? await oldestRows(client, tenant) : [];
    const living = await livingSources(client, tenant, rows);
    for (current of rows) if (living.has(current.source_id)) await append(deps, client, tenant, current);
    current = undefined;
    await client.query('delete from vito.inbox where tenant_id = $1 and position = any ($2)', [
      tenant,
      rows.map(({ position }) => position),
    ]);
    await client.query('commit');
    if (rows.length > 0) deps.committed();
    return rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (current && !isAway(error)) await setBack(deps, tenant, current.position, error);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Within a transaction: nobody else unpacks for this company until it ends. `wait`: after whoever does now has ended, so that whatever
 * was committed before is seen by all who unpack later.
 */
export async function lockInbox(client: Queries, tenant: string, how: 'if free' | 'wait'): Promise<boolean> {
  await client.query("select set_config('app.tenant', $1, true)", [tenant]);
  const lock = how === 'wait' ? 'pg_advisory_xact_lock' : 'pg_try_advisory_xact_lock';
  const { rows } = await client.query<{ mine: unknown }>(
    `select ${lock}(hashtext('vito.inbox'), hashtext($1)) as mine`,
    [tenant],
  );
  return how === 'wait' || rows[0]?.mine === true;
}

/** As many of the oldest as go into one transaction, up to one that failed lately; those that failed too often are left behind. */
async function oldestRows(client: pg.ClientBase, tenant: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select position, source_id, key_id, items, box from (
       select i.*, sum(items) over (order by position) as so_far, bool_or(due_at > now()) over (order by position) as late from vito.inbox i
       where i.tenant_id = $1 and i.attempts < $2 order by position limit ${rowsAtOnce}) x
     where so_far - items < ${itemsAtOnce} and not late order by position`,
    [tenant, mostAttempts],
  );
  return rows;
}

/** What came from a source that was removed since is dropped: it would be erased. */
async function livingSources(client: pg.ClientBase, tenant: string, rows: Row[]): Promise<Set<string>> {
  const found = await client.query<{ source_id: string }>(
    'select source_id from vito.source where tenant_id = $1 and source_id = any ($2) and not removed',
    [tenant, [...new Set(rows.map((row) => row.source_id))]],
  );
  return new Set(found.rows.map((row) => row.source_id));
}

async function append(deps: UnpackDeps, client: pg.ClientBase, tenant: string, row: Row): Promise<void> {
  const { vault } = deps;
  const dataKey = await vault.openKey(tenant, row.key_id);
  if (!dataKey) return; // destroyed: nobody can read it any more
  const items = readBatch(vault.openBytes(tenant, dataKey, boxPlace, row.box));
  for (let at = 0; at < items.length; at += itemsInCall) {
    const streams = items.slice(at, at + itemsInCall).map((one) => staged(deps, tenant, row.source_id, one, dataKey));
    await client.query({
      name: 'append-new',
      text: 'select key, stream from vito.append_new($1::jsonb)',
      values: [newStreamsRequest(vault, 'payload', streams, { owned: true })],
    });
    await setImmediate(); // whoever knocks is heard in between
  }
}

function staged({ store }: UnpackDeps, tenant: string, sourceId: string, one: Kept, dataKey: DataKey): NewStream {
  const { stream, key, raw, address, at, size, type, externalId, headers } = one;
  const draft: Draft = {
    type: 'payload.received',
    data: { sourceId, size, address },
    secret: { type, externalId, headers, ...(address ? {} : bodyOf(raw)) },
  };
  const loaded = { stream, version: 0, state: payload.initial };
  const change = store.stage({ tenant, actor, at: new Date(at) }, payload, loaded, [draft], { id: dataKey.id });
  return { key, staged: change, dataKey };
}

/** A text with a zero in it would not come back as it came. */
const bodyOf = (raw: Buffer): { body?: string; base64?: string } =>
  isUtf8(raw) && !raw.includes(0) ? { body: raw.toString('utf8') } : { base64: raw.toString('base64') };

/** What fails waits, with all that came after it; what fails too often no longer stands in their way. */
async function setBack({ database, log }: UnpackDeps, tenant: string, position: number, error: unknown): Promise<void> {
  const { rows } = await changeRows(database, tenant, ({ query }) =>
    query<{ attempts: number }>(
      `update vito.inbox set attempts = attempts + 1, error = $3, due_at = now() + make_interval(secs => least(0.1 * 2 ^ attempts, 60))
       where tenant_id = $1 and position = $2 returning attempts`,
      [tenant, position, errorKind(error)],
    ),
  );
  if (rows[0]?.attempts === mostAttempts)
    log.error('webhooks that were kept cannot be unpacked', { error: errorKind(error) });
}
