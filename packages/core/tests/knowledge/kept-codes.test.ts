// Codes in memory against the plainest way to keep and compare them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBytes, KeptCodes } from '../../src/knowledge/kept-codes.js';

const code = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes });
const key = fc.record({ documentId: fc.constantFrom('doc_a', 'doc_b', 'doc_c'), number: fc.nat(3) });
const change = fc.oneof(fc.record({ set: key, code }), fc.record({ forget: key }));

const apart = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, byte, i) => sum + ((byte ^ (b[i] as number)).toString(2).match(/1/g)?.length ?? 0), 0);

describe('codes in memory', () => {
  it('hold the last code of each passage, and give those that differ least', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 40 }),
        code,
        fc.integer({ min: 1, max: 15 }),
        (changes, asked, count) => {
          const kept = new KeptCodes();
          const model = new Map<string, Uint8Array>();
          for (const one of changes) {
            if ('set' in one) {
              kept.set(one.set, one.code);
              model.set(JSON.stringify(one.set), one.code);
            } else {
              kept.forget(one.forget);
              model.delete(JSON.stringify(one.forget));
            }
          }
          expect(kept.size).toBe(model.size);
          const best = [...model.values()].map((own) => apart(own, asked)).sort((a, b) => a - b);
          const given = kept
            .nearest(asked, count)
            .map((one) => apart(model.get(JSON.stringify(one)) as Uint8Array, asked));
          expect(given.sort((a, b) => a - b)).toEqual(best.slice(0, count));
        },
      ),
    );
  });

  it('grow past what they first had room for', () => {
    const kept = new KeptCodes();
    const codeOf = (i: number) => new Uint8Array(codeBytes).fill(i & 255);
    for (let i = 0; i < 3000; i++) kept.set({ documentId: `doc_${i}`, number: 0 }, codeOf(i));
    expect(kept.nearest(codeOf(7), 11).every(({ documentId }) => (Number(documentId.slice(4)) & 255) === 7)).toBe(true);
  });
});
