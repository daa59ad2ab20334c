// Opening: stored events with their secrets deciphered, brought up to date.
import { Failure } from '@vito/runtime/failure';
import type { Database, Reader } from '../platform/database.js';
import type { EventRow } from '../platform/tables.js';
import type { Archive } from './archive/archive.js';
import type { PutAway } from './archive/part.js';
import type { OpenEvent } from './event.js';
import { typeOf, upcast } from './upcast.js';
import type { Vault } from './vault.js';

interface Deps {
  database: Database;
  vault: Vault;
  archive: Archive;
}

/** A secret that was erased comes back as null. */
export function createOpener({ database, vault, archive }: Deps) {
  async function open(tenant: string, rows: readonly (EventRow | PutAway)[]): Promise<OpenEvent[]> {
    const boxes = await boxesOf(tenant, rows);
    const keys = await vault.openKeys(
      tenant,
      boxes.map((box) => box.key_id),
    );
    const secrets = new Map<string, unknown>();
    for (const box of boxes) {
      const key = keys.get(box.key_id);
      if (key) secrets.set(box.vault_id, vault.open(tenant, box.key_id, key, box.vault_id, box.box));
    }
    return rows.map((row) => openRow(row, row.vault_id ? (secrets.get(row.vault_id) ?? null) : {}));
  }

  /** An event without its box was put away since it was read: a secret that is not found is never taken for an erased one. */
  async function boxesOf(tenant: string, rows: readonly (EventRow | PutAway)[]): Promise<Box[]> {
    const boxes = rows.flatMap(boxIn);
    const had = new Set(boxes.map(({ vault_id }) => vault_id));
    const vaultIds = rows.flatMap(({ vault_id: id }) => (id && !had.has(id) ? id : []));
    if (vaultIds.length === 0) return boxes;
    const found = await database.read(tenant, (reader) => boxRows(reader, vaultIds));
    if (found.length === vaultIds.length) return [...boxes, ...found];
    const here = new Set(found.map(({ vault_id }) => vault_id));
    const gone = rows.filter(({ vault_id: id }) => id && !had.has(id) && !here.has(id));
    const away = (await archive.at(tenant, gone)).flatMap(boxIn);
    if (away.length < gone.length) throw new Failure('unavailable', 'what belongs to an event is missing: try again');
    return [...boxes, ...found, ...away];
  }

  return open;
}

function openRow(row: EventRow, secret: unknown): OpenEvent {
  const type = typeOf(row.type);
  const body = upcast(type, row.type_version, { data: row.data, secret: secret as Record<string, unknown> | null });
  return {
    type,
    data: body.data,
    secret: body.secret,
    stream: row.stream,
    version: row.version,
    id: row.event_id,
    actor: { ...row.actor, name: row.actor.name ?? null },
    cause: row.cause,
    at: row.at.toISOString(),
  } as OpenEvent;
}

interface Box {
  vault_id: string;
  key_id: string;
  box: Buffer;
}

function boxIn(row: EventRow | PutAway): Box[] {
  const { vault_id, key_id, box } = { key_id: null, box: null, ...row };
  return vault_id && key_id && box ? [{ vault_id, key_id, box }] : [];
}

function boxRows(reader: Reader, ids: string[]) {
  return reader.selectFrom('vault').select(['vault_id', 'key_id', 'box']).where('vault_id', 'in', ids).execute();
}
