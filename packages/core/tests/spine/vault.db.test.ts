// The vault: secrets open for their tenant until their key is destroyed; keys made by two at once lose nothing.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../../src/intake/document.js';
import type { Context } from '../../src/spine/context.js';
import { MovedOn } from '../../src/spine/event-store.js';
import { createVault, rootKey } from '../../src/spine/vault.js';
import { company, companyStream } from '../../src/tenants/found.js';
import { setProfile } from '../../src/tenants/profile.js';
import { openParts, type Parts } from '../setup/parts.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { propose, readStory, receiveStory } from '../setup/stories.js';

let spine: Spine;
let beside: Parts;
let ctx: Context;
beforeAll(async () => {
  spine = await openSpine();
  beside = await openParts(spine.url, spine.master);
  ctx = await spine.tenant();
});
afterAll(async () => {
  await beside.close();
  await spine.close();
});

const destroy = async (key: string) => {
  await spine.sql('update vito.data_key set wrapped = null, destroyed_at = now() where key_id = $1', [key]);
  spine.vault.forget(ctx.tenant, key);
};

describe('a data key', () => {
  it('once destroyed opens nothing: what it sealed reads as null, and the rest still reads', async () => {
    const [gone, kept] = [
      await readStory(spine.store, ctx, { name: 'gone.eml' }),
      await readStory(spine.store, ctx, { name: 'kept.eml' }),
    ];
    await destroy(gone);
    const [received, read] = await spine.store.readStream(ctx.tenant, gone);
    expect([received?.secret, read?.secret]).toEqual([null, null]);
    expect(read?.data).toMatchObject({ kind: 'mail' });
    expect((await spine.store.load(ctx, document, kept)).state.file?.name).toBe('kept.eml');
  });

  it('is wrapped by the master key: another master opens nothing', async () => {
    const id = await receiveStory(spine.store, ctx);
    const other = createVault({ database: spine.database, master: randomBytes(32), named: 'other' });
    await expect(other.openKeys(ctx.tenant, [id])).rejects.toThrow();
    expect((await spine.vault.openKeys(ctx.tenant, [id])).get(id)).toHaveLength(32);
  });

  it('belongs to its tenant and its name: a wrapped key moved elsewhere does not open', async () => {
    const [one, two] = [await receiveStory(spine.store, ctx), await receiveStory(spine.store, ctx)];
    await spine.sql(
      'update vito.data_key d set wrapped = o.wrapped from vito.data_key o where d.key_id = $1 and o.key_id = $2',
      [one, two],
    );
    const fresh = createVault({ database: spine.database, master: spine.master, named: 'test' });
    await expect(fresh.openKeys(ctx.tenant, [one])).rejects.toThrow();
  });

  it('is looked for where it may be, and absent where it never was', async () => {
    const other = await spine.tenant();
    const id = await receiveStory(spine.store, ctx);
    expect((await spine.vault.openKeys(other.tenant, [id])).has(id)).toBe(false);
    expect((await spine.vault.keyFor(ctx.tenant, 'new')).fresh).not.toBeNull();
  });

  it('made by two vaults at the same moment is one key, and both secrets can be read', async () => {
    const documentId = await spine.store.load(ctx, document, 'doc_none').then(() => receiveStory(spine.store, ctx));
    await spine.sql('delete from vito.data_key where key_id = $1', [documentId]);
    spine.vault.forget(ctx.tenant, documentId);
    const both = [spine, beside].flatMap(({ store }) =>
      Array.from({ length: 4 }, () => propose(store, ctx, documentId)),
    );
    const results = await Promise.allSettled(both);
    const lost = results.filter((result) => result.status === 'rejected');
    for (const { reason } of lost) expect(reason).toBeInstanceOf(MovedOn); // the caller loads again and finds the key
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(made.length).toBeGreaterThan(0);
    made.push(await propose(beside.store, ctx, documentId), await propose(spine.store, ctx, documentId));
    for (const id of made) {
      const [event] = await beside.store.readStream(ctx.tenant, id);
      expect(event?.secret).toMatchObject({ action: 'send the drawings' });
    }
    expect(await spine.sql('select from vito.data_key where key_id = $1', [documentId])).toHaveLength(1);
  });
});

describe('a tenant', () => {
  it('founded by two at once is founded once, and both know its key', async () => {
    const { found } = await import('../../src/tenants/found.js');
    const tenant = crypto.randomUUID();
    await Promise.all(
      [spine, beside].flatMap((parts) => [found(parts, 'local', tenant), found(parts, 'local', tenant)]),
    );
    const fingerprints = await Promise.all([spine, beside].map(({ vault }) => vault.fingerprint(tenant, 'value')));
    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect((await spine.store.readStream(tenant, companyStream)).map((event) => event.type)).toEqual([
      'company.founded',
    ]);
  });

  it('is told who "I" am by two at once, and both changes are kept in order', async () => {
    const own = await spine.tenant();
    const profile = (name: string) => ({ name, addresses: [], organisation: null, zone: 'UTC' });
    await Promise.all(
      [spine, beside].flatMap(({ store }) => ['ada', 'bo'].map((name) => setProfile(store, own, profile(name)))),
    );
    expect(await spine.store.load(own, company, companyStream)).toMatchObject({ version: 5 });
  });

  it('has fingerprints of its own: equal for equal values, and for nobody else', async () => {
    const other = await spine.tenant();
    const of = (tenant: string, value: string) => spine.vault.fingerprint(tenant, value);
    expect(await of(ctx.tenant, 'ada@quill.example')).toBe(await of(ctx.tenant, 'ada@quill.example'));
    expect(await of(ctx.tenant, 'ada@quill.example')).not.toBe(await of(other.tenant, 'ada@quill.example'));
    const keys = await spine.vault.blobKeys(ctx.tenant);
    expect(keys.mac.equals(keys.cipher)).toBe(false);
  });
});

it('a secret in the database shows nothing of what it holds', async () => {
  const own = await spine.tenant();
  await setProfile(spine.store, own, {
    name: 'Ada Quill',
    addresses: ['ada@quill.example'],
    organisation: 'Quill',
    zone: 'UTC',
  });
  const [row] = await spine.sql<{ box: Buffer }>('select box from vito.vault where tenant_id = $1 and key_id = $2', [
    own.tenant,
    rootKey,
  ]);
  for (const word of ['Ada', 'Quill', 'name', 'zone']) expect(row?.box.includes(word)).toBe(false);
});
