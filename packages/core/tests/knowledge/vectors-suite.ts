// What every place for vectors must do, whichever database it stands on.
import { describe, expect, it } from 'vitest';
import type { Vectors } from '../../src/knowledge/vectors.js';
import type { Queries } from '../../src/platform/queries.js';

export interface VectorsPlace {
  vectors: Vectors;
  /** Runs as the app's role for one tenant, in one transaction. */
  as<T>(tenant: string, work: (queries: Queries) => Promise<T>): Promise<T>;
}

const dimension = 512;
/** A direction near the axis `axis`, bent a little towards the next one. */
export function near(axis: number, bend = 0): Float32Array {
  const vector = new Float32Array(dimension).fill(0.001);
  vector[axis] = 1;
  vector[axis + 1] = bend;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export function vectorsSuite(name: string, open: () => VectorsPlace): void {
  describe(name, () => {
    const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];

    const fill = (tenant: string, documentId: string, vectors: Float32Array[], kind = 'mail', embedder = 'one/512') =>
      open().as(tenant, async (queries) => {
        await queries.query('delete from vito.passage where document_id = $1', [documentId]);
        for (const number of vectors.keys())
          await queries.query(
            `insert into vito.passage values ($1, $2, $3, 0, 1, null, $4, 'text', '', '[]', '', null, null, ''::tsvector)`,
            [tenant, documentId, number, kind],
          );
        await open().vectors.replace(queries, tenant, documentId, embedder, vectors);
      });
    const found = (tenant: string, vector: Float32Array, limit = 10, embedder = 'one/512', kind?: string) =>
      open().as(tenant, async (queries) => {
        const only = kind ? (from: number) => ({ where: `p.kind = $${from}`, values: [kind] }) : null;
        const list = await open().vectors.nearest(queries, tenant, embedder, vector, limit, only);
        return list.map((one) => `${one.documentId} ${one.number}`);
      });

    it('gives the nearest first, with their cosine', async () => {
      await fill(mine, 'doc_a', [near(3), near(3, 0.5), near(200)]);
      await fill(mine, 'doc_b', [near(3, 0.2)]);
      const [first, second, third] = await open().as(mine, (queries) =>
        open().vectors.nearest(queries, mine, 'one/512', near(3), 3),
      );
      expect([first, second, third].map((one) => `${one?.documentId} ${one?.number}`)).toEqual([
        'doc_a 0',
        'doc_b 0',
        'doc_a 1',
      ]);
      expect(first?.cosine).toBeCloseTo(1, 3);
      expect(second?.cosine).toBeLessThan(0.99);
    });

    it('puts new vectors of a document in the place of those it had', async () => {
      await fill(mine, 'doc_c', [near(40), near(41)]);
      await fill(mine, 'doc_c', [near(300)]);
      expect(await found(mine, near(300), 1)).toEqual(['doc_c 0']);
      expect((await found(mine, near(40), 50)).filter((key) => key.startsWith('doc_c'))).toEqual(['doc_c 0']);
    });

    it('shows one tenant nothing of another', async () => {
      await fill(theirs, 'doc_secret', [near(77)]);
      expect(await found(mine, near(77), 50)).not.toContain('doc_secret 0');
      expect(await found(theirs, near(77), 50)).toEqual(['doc_secret 0']);
    });

    it('never compares vectors of different embedders', async () => {
      await fill(mine, 'doc_d', [near(9)], 'mail', 'another/512');
      expect(await found(mine, near(9), 50, 'one/512')).not.toContain('doc_d 0');
      expect(await found(mine, near(9), 50, 'another/512')).toEqual(['doc_d 0']);
    });

    it('keeps to a filter, also where nearer ones do not pass it', async () => {
      await fill(mine, 'doc_e', [near(120, 0.8)], 'chat');
      await fill(mine, 'doc_f', [near(120)], 'pdf');
      expect(await found(mine, near(120), 1, 'one/512', 'chat')).toEqual(['doc_e 0']);
    });
  });
}
