// Marks in a text: overlapping, nested and stray ones all show in place, and no letter is lost or doubled.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, blocksOf, segmentText } from '../src/format/segments.js';

const whole = (length: number) => ({ start: 0, end: length });

describe('segmentText', () => {
  it('leaves a text without marks in one piece', () => {
    expect(segmentText(whole(5), [])).toEqual([{ start: 0, end: 5, ids: [], begins: [] }]);
  });

  it('cuts where two commitments overlap, and shows both there', () => {
    const segments = segmentText(whole(20), [
      { id: 'a', start: 2, end: 10 },
      { id: 'b', start: 6, end: 14 },
    ]);
    expect(segments.map(({ start, end, ids }) => [start, end, ids.join('+')])).toEqual([
      [0, 2, ''],
      [2, 6, 'a'],
      [6, 10, 'a+b'],
      [10, 14, 'b'],
      [14, 20, ''],
    ]);
    expect(segments.map((segment) => segment.begins.join())).toEqual(['', 'a', 'b', '', '']);
  });

  it('puts the inner of two nested commitments last, so that it is the one meant', () => {
    const [, , inner] = segmentText(whole(30), [
      { id: 'inner', start: 10, end: 15 },
      { id: 'outer', start: 5, end: 25 },
    ]);
    expect(inner?.ids).toEqual(['outer', 'inner']);
  });

  it('takes two commitments of the same sentence as one run', () => {
    const marks = ['a', 'b'].map((id) => ({ id, start: 3, end: 8 }));
    expect(segmentText(whole(10), marks)[1]).toEqual({ start: 3, end: 8, ids: ['a', 'b'], begins: ['a', 'b'] });
  });

  it('clips a mark that runs over the edge, and begins it inside', () => {
    const segments = segmentText({ start: 10, end: 20 }, [{ id: 'a', start: 5, end: 12 }]);
    expect(segments[0]).toEqual({ start: 10, end: 12, ids: ['a'], begins: ['a'] });
  });

  it('covers every letter exactly once, under exactly the marks that hold it', () => {
    const mark = fc.record({
      id: fc.uuid(),
      start: fc.integer({ min: -5, max: 60 }),
      end: fc.integer({ min: -5, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (marks, length) => {
        const segments = segmentText(whole(length), marks);
        expect(segments[0]?.start).toBe(0);
        expect(segments.at(-1)?.end).toBe(length);
        for (let i = 1; i < segments.length; i++) expect(segments[i]?.start).toBe(segments[i - 1]?.end);
        for (const { start, end, ids } of segments) {
          for (let letter = start; letter < end; letter++) {
            const holding = marks.filter((one) => one.start <= letter && letter < one.end).map((one) => one.id);
            expect([...ids].sort()).toEqual(holding.sort());
          }
        }
        const begun = segments.flatMap((segment) => segment.begins);
        expect(new Set(begun).size).toBe(begun.length);
      }),
    );
  });
});

describe('blocksOf', () => {
  it('tells what is said from what is quoted and from the signature', () => {
    const message = { start: 0, end: 100, quoted: [{ start: 70, end: 100 }], signature: { start: 50, end: 70 } };
    expect(blocksOf(message).map((block) => [block.kind, block.start, block.end])).toEqual([
      ['said', 0, 50],
      ['signature', 50, 70],
      ['quoted', 70, 100],
    ]);
  });

  it('covers the message even where its parts overlap or reach outside', () => {
    const message = {
      start: 10,
      end: 60,
      quoted: [
        { start: 0, end: 20 },
        { start: 15, end: 30 },
        { start: 50, end: 90 },
      ],
      signature: { start: 25, end: 40 },
    };
    const blocks = blocksOf(message);
    expect(blocks[0]?.start).toBe(10);
    expect(blocks.at(-1)?.end).toBe(60);
    for (let i = 1; i < blocks.length; i++) expect(blocks[i]?.start).toBe(blocks[i - 1]?.end);
  });
});

describe('between', () => {
  it('finds the text that no message holds', () => {
    const messages = [
      { start: 5, end: 10 },
      { start: 10, end: 18 },
    ];
    expect(between(messages, 25)).toEqual([
      { start: 0, end: 5 },
      { start: 18, end: 25 },
    ]);
    expect(between([], 3)).toEqual([{ start: 0, end: 3 }]);
  });
});
