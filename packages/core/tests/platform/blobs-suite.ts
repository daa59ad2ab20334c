// What every kind of blob store must do. Each kind's test calls this with a maker of its own.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BlobKeys, type Blobs, deriveBlobKeys } from '../../src/platform/blobs.js';

export interface StoreUnderTest {
  /** A store on the same place, with these keys. */
  open(keyOf: (tenant: string) => Promise<BlobKeys>): Blobs;
  /** Everything that is stored, by name, as it lies there. */
  raw(): Promise<Map<string, Buffer>>;
  /** Changes stored bytes behind the store's back. */
  write(name: string, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

const limit = 50 * 2 ** 20;
const chunk = 64 * 1024;

export function describeBlobs(kind: string, make: () => Promise<StoreUnderTest>): void {
  describe(`blobs in ${kind}`, () => {
    let store: StoreUnderTest;
    let blobs: Blobs;
    let tenant: string;

    beforeEach(async () => {
      store = await make();
      blobs = store.open(keyOf);
      tenant = randomUUID();
    });
    afterEach(() => store.close());

    it('gives back what was put in, whatever its length and however it came', async () => {
      const edges = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 7];
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.constantFrom(...edges), fc.nat(4 * chunk)),
          fc.constantFrom(1_000, 16_384, chunk, 100_000),
          async (size, piece) => {
            const bytes = randomBytes(size);
            const kept = await blobs.put(tenant, inPieces(bytes, piece), limit);
            expect(kept).toMatchObject({ size, duplicate: false });
            const back = Buffer.from(await blobs.get(tenant, kept.address));
            expect(back.equals(bytes)).toBe(true);
            await blobs.delete(tenant, kept.address);
          },
        ),
        { numRuns: 25, examples: edges.map((size): [number, number] => [size, chunk]) },
      );
    });

    it('keeps the same bytes once, also when they come at the same time', async () => {
      const bytes = randomBytes(200_000);
      const puts = await Promise.all(
        [10, 7_777, 200_000].map((piece) => blobs.put(tenant, inPieces(bytes, piece), limit)),
      );
      expect(new Set(puts.map((kept) => kept.address)).size).toBe(1);
      expect(puts.filter((kept) => !kept.duplicate)).toHaveLength(1);
      expect(await blobs.put(tenant, inPieces(bytes, 50), limit)).toMatchObject({ duplicate: true });
      expect((await store.raw()).size).toBe(1);
      expect(Buffer.from(await blobs.get(tenant, puts[0]?.address ?? '')).equals(bytes)).toBe(true);
    });

    it('tells an outsider nothing: neither the bytes, nor their hash, nor that two tenants hold the same', async () => {
      const bytes = Buffer.from('The rent is due on the first of every month.'.repeat(100));
      const mine = await blobs.put(tenant, inPieces(bytes, 999), limit);
      const theirs = await blobs.put(randomUUID(), inPieces(bytes, 999), limit);
      expect(mine.address).not.toBe(theirs.address);
      expect(mine.address).not.toBe(createHash('sha256').update(bytes).digest('hex'));
      const stored = [...(await store.raw()).values()];
      expect(stored).toHaveLength(2);
      for (const raw of stored) expect(raw.includes('rent')).toBe(false);
      expect(stored[0]?.subarray(60).equals(stored[1]?.subarray(60) ?? Buffer.alloc(0))).toBe(false);
    });

    it('refuses what is over the limit and leaves nothing of it', async () => {
      await expect(blobs.put(tenant, inPieces(randomBytes(300_000), 4_096), 299_999)).rejects.toMatchObject({
        code: 'too-large',
      });
      expect((await store.raw()).size).toBe(0);
      expect(await blobs.put(tenant, inPieces(randomBytes(300_000), 4_096), 300_000)).toMatchObject({ size: 300_000 });
    });

    it('passes on what ends a source halfway and leaves nothing of it', async () => {
      async function* broken() {
        yield randomBytes(150_000);
        throw new Error('the connection was closed');
      }
      await expect(blobs.put(tenant, broken(), limit)).rejects.toThrow('the connection was closed');
      expect((await store.raw()).size).toBe(0);
    });

    it('finds every change to the stored bytes', async () => {
      const bytes = randomBytes(3 * chunk + 100);
      const { address } = await blobs.put(tenant, inPieces(bytes, 30_000), limit);
      const [[name, good] = fail()] = await store.raw();
      const frame = chunk + 16;
      const header = good.length - 3 * frame - 116;
      const frames = [0, 1, 2, 3].map((i) => good.subarray(header + i * frame, header + (i + 1) * frame));
      const [a, b, c, d] = frames as [Buffer, Buffer, Buffer, Buffer];
      const head = good.subarray(0, header);
      const changes = {
        'cut by a byte': good.subarray(0, -1),
        'cut between chunks': Buffer.concat([head, a, b, c]),
        'only a header': head,
        'half a header': head.subarray(0, 20),
        nothing: Buffer.alloc(0),
        'two chunks swapped': Buffer.concat([head, b, a, c, d]),
        'a chunk left out': Buffer.concat([head, a, c, d]),
        'a chunk twice': Buffer.concat([head, a, a, b, c, d]),
        'bytes at the end': Buffer.concat([good, randomBytes(40)]),
      };
      for (const [change, changed] of Object.entries(changes)) {
        await store.write(name, changed);
        await expect(blobs.get(tenant, address), change).rejects.toMatchObject({ code: 'unavailable', retry: 'never' });
      }
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const changed = Buffer.from(good);
          changed[at] = (changed[at] ?? 0) ^ flip;
          await store.write(name, changed);
          await expect(blobs.get(tenant, address)).rejects.toMatchObject({ code: 'unavailable' });
        }),
        { numRuns: 40 },
      );
      await store.write(name, good);
      expect(Buffer.from(await blobs.get(tenant, address)).equals(bytes)).toBe(true);
    });

    it('finds that one whole blob was put in the place of another', async () => {
      const one = await blobs.put(tenant, inPieces(randomBytes(1_000), 100), limit);
      const [[name] = fail()] = await store.raw();
      const other = await blobs.put(tenant, inPieces(randomBytes(1_000), 100), limit);
      const raw = await store.raw();
      const [, otherBytes] = [...raw].find(([known]) => known !== name) ?? fail();
      await store.write(name, otherBytes);
      await expect(blobs.get(tenant, one.address)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await blobs.get(tenant, other.address)).toHaveLength(1_000);
    });

    it('gives nothing to another key', async () => {
      const { address } = await blobs.put(tenant, inPieces(randomBytes(1_000), 100), limit);
      const thief = store.open(async () => deriveBlobKeys(randomBytes(32)));
      await expect(thief.get(tenant, address)).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('lists what is there, and deletes it for good', async () => {
      const other = randomUUID();
      const mine = await blobs.put(tenant, inPieces(randomBytes(10), 3), limit);
      const theirs = await blobs.put(other, inPieces(randomBytes(10), 3), limit);
      const listed = await all(blobs.list());
      expect(listed.map((found) => `${found.tenant} ${found.address}`).sort()).toEqual(
        [`${tenant} ${mine.address}`, `${other} ${theirs.address}`].sort(),
      );
      expect(await all(blobs.list(tenant))).toMatchObject([{ tenant, address: mine.address }]);

      await blobs.delete(tenant, mine.address);
      await blobs.delete(tenant, mine.address);
      await expect(blobs.get(tenant, mine.address)).rejects.toMatchObject({ code: 'not-found' });
      expect(await all(blobs.list(tenant))).toEqual([]);
      expect(await blobs.get(other, theirs.address)).toHaveLength(10);
    });

    it('takes no name that leads out of its place', async () => {
      const address = 'a'.repeat(64);
      await expect(blobs.get('../../etc', address)).rejects.toMatchObject({ code: 'invalid' });
      await expect(blobs.get(tenant, '../'.repeat(20))).rejects.toMatchObject({ code: 'invalid' });
      await expect(blobs.delete(tenant, `${address.slice(0, 60)}/..a`)).rejects.toMatchObject({ code: 'invalid' });
      await expect(blobs.put('.', inPieces(randomBytes(1), 1), 1)).rejects.toMatchObject({ code: 'invalid' });
    });

    it('takes in 200 MB without holding them in memory', async () => {
      const piece = randomBytes(chunk);
      async function* large() {
        for (let i = 0; i < 3_200; i++) yield piece;
      }
      const before = process.memoryUsage().external;
      let most = 0;
      const timer = setInterval(() => {
        most = Math.max(most, process.memoryUsage().external - before); // which holds its array buffers
      }, 5);
      const { address, size } = await blobs.put(tenant, large(), 4 * limit);
      let read = 0;
      for await (const part of blobs.stream(tenant, address)) read += part.length;
      clearInterval(timer);
      expect([size, read]).toEqual([4 * limit, 4 * limit]);
      expect(most).toBeLessThan(2 * limit);
    });
  });
}

/** A key per tenant, the same for every store of this run. */
async function keyOf(tenant: string): Promise<BlobKeys> {
  return deriveBlobKeys(createHash('sha256').update(tenant).digest());
}

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of source) found.push(item);
  return found;
}

function fail(): never {
  throw new Error('nothing was stored');
}
