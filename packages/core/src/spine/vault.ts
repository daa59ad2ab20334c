// The vault: personal data as immutable boxes, one data key per document or subject, wrapped by a master key.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Failure } from '@vito/runtime/failure';
import type { Database, Reader } from '../platform/database.js';
import { seal, unseal } from './cipher.js';

/** A data key in hand. `fresh` is set until the commit that stores it. */
export interface DataKey {
  id: string;
  key: Buffer;
  fresh: { wrapped: string; master: string } | null;
}

/** The data key that every tenant has from its founding. */
export const rootKey = 'root';

const cacheSize = 2000;
const cacheTime = 60_000;

/** `master`: 32 bytes. `named`: what tells this master key from the one before it, e.g. its short hash. */
export function createVault(options: { database: Database; master: Buffer; named: string }) {
  const { database, master, named } = options;
  const cache = new Map<string, { key: Buffer; until: number }>();

  /** The key `id` of a tenant, made anew where there is none. `isNew` saves the look-up for a subject just born. */
  async function keyFor(tenant: string, id: string, isNew = false): Promise<DataKey> {
    const held = remembered(tenant, id);
    if (held) return { id, key: held, fresh: null };
    if (!isNew) {
      const found = await openKeys(tenant, [id]);
      const key = found.get(id);
      if (key) return { id, key, fresh: null };
      if (found.has(id)) throw new Failure('not-found', 'this was erased, and nothing more can be added to it');
    }
    const key = randomBytes(32);
    const wrapped = seal(master, place(tenant, id, 'key'), key).toString('base64');
    return { id, key, fresh: { wrapped, master: named } };
  }

  /** The key `id`, made and stored where there is none: for what cannot bring its own. Throws Failure('not-found') when destroyed. */
  async function keep(tenant: string, id: string): Promise<DataKey> {
    const key = await keyFor(tenant, id);
    if (!key.fresh) return key;
    const { wrapped, master: by } = key.fresh;
    await database.app.query('select vito.keep_key($1::uuid, $2, $3, $4)', [
      tenant,
      id,
      Buffer.from(wrapped, 'base64'),
      by,
    ]);
    return keyFor(tenant, id); // another process may have been first
  }

  /** Keys by id; null for those destroyed; absent for those that never were. */
  async function openKeys(tenant: string, ids: string[]): Promise<Map<string, Buffer | null>> {
    const result = new Map<string, Buffer | null>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const held = remembered(tenant, id);
      if (held) result.set(id, held);
      else missing.push(id);
    }
    if (missing.length === 0) return result;
    const rows = await database.read(tenant, (reader) => keyRows(reader, missing));
    for (const row of rows) {
      const key = row.wrapped ? unseal(master, place(tenant, row.key_id, 'key'), row.wrapped) : null;
      if (key) remember(tenant, row.key_id, key);
      result.set(row.key_id, key);
    }
    return result;
  }

  /** A key that is stored; null once it was destroyed, or where it never was. */
  async function openKey(tenant: string, id: string): Promise<DataKey | null> {
    const key = (await openKeys(tenant, [id])).get(id);
    return key ? { id, key, fresh: null } : null;
  }

  function remembered(tenant: string, id: string): Buffer | null {
    const held = cache.get(`${tenant} ${id}`);
    return held && held.until > Date.now() ? held.key : null;
  }

  function remember(tenant: string, id: string, key: Buffer): void {
    if (cache.size >= cacheSize) for (const oldest of [...cache.keys()].slice(0, cacheSize / 10)) cache.delete(oldest);
    cache.set(`${tenant} ${id}`, { key, until: Date.now() + cacheTime });
  }

  return {
    keyFor,
    keep,
    openKey,
    openKeys,
    remember,
    /** Called when a key is destroyed, so that this process forgets it too. */
    forget(tenant: string, id: string): void {
      cache.delete(`${tenant} ${id}`);
      if (id !== rootKey) return;
      for (const key of [...cache.keys()]) if (key.startsWith(`${tenant} derived `)) cache.delete(key);
    },
    /** Seals a secret into a box for the row `vaultId`, base64. */
    seal(tenant: string, key: DataKey, vaultId: string, secret: unknown): string {
      return seal(key.key, place(tenant, key.id, vaultId), Buffer.from(JSON.stringify(secret))).toString('base64');
    },
    /** As `seal`, of bytes, for a row that has no name in the vault. */
    sealBytes: (tenant: string, key: DataKey, where: string, bytes: Buffer): Buffer =>
      seal(key.key, place(tenant, key.id, where), bytes),
    openBytes: (tenant: string, key: DataKey, where: string, box: Buffer): Buffer =>
      unseal(key.key, place(tenant, key.id, where), box),
    open(tenant: string, keyId: string, key: Buffer, vaultId: string, box: Buffer): unknown {
      return JSON.parse(unseal(key, place(tenant, keyId, vaultId), box).toString('utf8'));
    },
    /** Keys of a tenant's blobs: one addresses bytes, one enciphers them. */
    async blobKeys(tenant: string): Promise<{ mac: Buffer; cipher: Buffer }> {
      return { mac: await derive(tenant, 'blob address'), cipher: await derive(tenant, 'blob cipher') };
    },
    /** A keyed hash under the tenant's own key: equal for equal values, useless to anybody without the key. */
    async fingerprint(tenant: string, value: string): Promise<string> {
      return createHmac('sha256', await derive(tenant, 'fingerprint'))
        .update(value)
        .digest('base64url');
    },
    /** As `fingerprint`, for many values at once; a purpose of its own, so that the two never meet. */
    async fingerprints(tenant: string, purpose: string): Promise<(value: string) => Buffer> {
      const key = await derive(tenant, purpose);
      return (value) => createHmac('sha256', key).update(value).digest();
    },
  };

  /** Derived from the tenant's root key, a data key like any other: rotating the master re-wraps it, nothing moves. */
  async function derive(tenant: string, purpose: string): Promise<Buffer> {
    const held = remembered(tenant, `derived ${purpose}`);
    if (held) return held;
    const root = (await openKeys(tenant, [rootKey])).get(rootKey);
    if (!root) throw new Failure('not-found', 'there is no such company here');
    const derived = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `vito ${purpose}`, 32));
    remember(tenant, `derived ${purpose}`, derived);
    return derived;
  }
}
export type Vault = ReturnType<typeof createVault>;

function keyRows(reader: Reader, ids: string[]) {
  return reader.selectFrom('data_key').select(['key_id', 'wrapped']).where('key_id', 'in', ids).execute();
}

const place = (tenant: string, keyId: string, what: string) => `${tenant}/${keyId}/${what}`;
