// A row of the inbox: whatever webhooks carry, they come out as they went in.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Kept, readBatch, writeBatch } from '../../src/connect/inbox-batch.js';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const kept: fc.Arbitrary<Kept> = fc.record({
  stream: text,
  key: text,
  type: text,
  externalId: text,
  headers: fc.dictionary(text, text, { maxKeys: 5, noNullPrototype: true }),
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  size: fc.nat(),
  address: fc.option(text),
  raw: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

it('gives back what was put in, of any bytes and any number', () => {
  fc.assert(
    fc.property(fc.array(kept, { maxLength: 30 }), (items) => {
      expect(readBatch(writeBatch(items))).toEqual(items);
    }),
  );
});
