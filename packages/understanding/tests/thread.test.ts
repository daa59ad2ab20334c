// Threads: which documents belong together, and which came before which.
import { type ThreadItem, threadLinks, threads } from '@vito/understanding/thread';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mail, notes } from './written.js';

const item = (key: string, refs: string[] = [], sentAt: string | null = null): ThreadItem => ({
  key,
  ids: [`id-${key}`],
  refs: refs.map((ref) => `id-${ref}`),
  sentAt,
});
const before = (items: ThreadItem[]) => Object.fromEntries(threads(items));

test('each sees only what was sent earlier, oldest first', () => {
  const items = [
    item('c', ['b'], '2026-03-06T09:00:00+00:00'),
    item('a', [], '2026-03-04T09:00:00+00:00'),
    item('b', ['a'], '2026-03-05T09:00:00+00:00'),
  ];
  expect(before(items)).toEqual({ a: [], b: ['a'], c: ['a', 'b'] });
});

test('earlier is told by the instant, not by the clock on the wall', () => {
  const items = [item('a', [], '2026-03-04T11:00:00+02:00'), item('b', ['a'], '2026-03-04T10:00:00+00:00')];
  expect(before(items)).toEqual({ a: [], b: ['a'] });
});

test('answers to the same mail belong together, and so do those around a mail that is missing', () => {
  const items = [item('a', ['lost'], '2026-03-04'), item('b', ['lost'], '2026-03-05')];
  expect(before(items)).toEqual({ a: [], b: ['a'] });
});

test('documents that nothing links are strangers', () => {
  expect(before([item('a', [], '2026-03-04'), item('b', [], '2026-03-05')])).toEqual({ a: [], b: [] });
});

test('neither of two at the same instant is earlier', () => {
  expect(before([item('a', [], '2026-03-04'), item('b', ['a'], '2026-03-04')])).toEqual({ a: [], b: [] });
});

test('without a date it comes before those that refer to it, and before no other', () => {
  const items = [item('a'), item('b', ['a'], '2026-03-05'), item('c', ['b'], '2026-03-06')];
  expect(before(items)).toEqual({ a: [], b: ['a'], c: ['b'] });
});

test('the order of the documents does not matter, and nobody comes before each other', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const some = fc.record({
    key: fc.constantFrom(...keys),
    refs: fc.subarray(keys, { maxLength: 2 }),
    day: fc.option(fc.integer({ min: 1, max: 4 })),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(some, { selector: ({ key }) => key, maxLength: 5 }),
      fc.infiniteStream(fc.nat()),
      (docs, random) => {
        const items = docs.map(({ key, refs, day }) => item(key, refs, day === null ? null : `2026-03-0${day}`));
        const shuffled = items
          .map((one) => ({ one, at: random.next().value ?? 0 }))
          .sort((x, y) => x.at - y.at)
          .map(({ one }) => one);
        const found = before(items);
        expect(before(shuffled)).toEqual(found);
        for (const [key, earlier] of Object.entries(found)) {
          for (const other of earlier) expect(found[other]).not.toContain(key);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('the links of a reading: its ids, and what it refers to', () => {
  const reading = mail('Sure.', { id: 'b@x', inReplyTo: 'a@x', references: ['root@x', 'a@x', 'b@x'], threadId: 't1' });
  expect(threadLinks(reading)).toEqual({ ids: ['b@x'], refs: ['a@x', 'root@x', 't1'] });
  expect(threadLinks(notes('Bo will call.'))).toEqual({ ids: [], refs: [] });
});
