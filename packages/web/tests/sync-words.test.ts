// Syncs in words, and the choice of streams: next runs, what is sent, what a drifted stream is chosen as again.
import type { OfferedStream, StreamView } from '@vito/contracts/sync';
import { describe, expect, it } from 'vitest';
import { recordWords } from '../src/format/record-words.js';
import { choicesOf, draftsOf, sameChoices, strangeKeys } from '../src/format/stream-choice.js';
import { countWords, lasted, nextRun, rhythmWords, streamNames } from '../src/format/sync-words.js';

const offered = (name: string, more: Partial<OfferedStream> = {}): OfferedStream => ({
  name,
  schema: { properties: { id: {}, 'a.b': {}, at: {} } },
  keys: [['id']],
  cursors: [['at']],
  modes: ['full', 'incremental'],
  ...more,
});
const chosen = (more: Partial<StreamView> = {}): StreamView =>
  ({ id: 'rec_0', name: 'orders', mode: 'full', keys: [['id']], cursor: null, drift: [], ...more }) as StreamView;

describe('the next run', () => {
  const now = Date.parse('2026-11-27T10:20:00Z');
  const due = (at: string | null) => ({ dueAt: at });

  it('is reckoned from the last one that the schedule asked for', () => {
    const every = { everyMinutes: 15, paused: false };
    expect(nextRun(every, [due(null), due('2026-11-27T10:01:00Z')], now)).toBe('2026-11-27T10:31:00.000Z');
    expect(nextRun(every, [due(null)], now)).toBeNull();
  });

  it('is none while it is paused, or without a schedule', () => {
    const runs = [due('2026-11-27T10:01:00Z')];
    expect(nextRun({ everyMinutes: 15, paused: true }, runs, now)).toBeNull();
    expect(nextRun({ everyMinutes: null, paused: false }, runs, now)).toBeNull();
  });
});

describe('words', () => {
  it('say counts, rhythms, spans and names', () => {
    expect(countWords({ kept: 1200, same: 0, gone: 1, held: 2 })).toBe(
      '1,200 new or changed · 1 deleted · 2 held back',
    );
    expect(countWords({ kept: 0, same: 0, gone: 0, held: 0 })).toBe('nothing came');
    expect([null, 60, 90, 180, 4320].map(rhythmWords)).toEqual([
      'only when asked',
      'every hour',
      'every 90 minutes',
      'every 3 hours',
      'every 3 days',
    ]);
    expect([260, 12_400, 60_000, 200_000, 7_500_000].map(lasted)).toEqual([
      '260 ms',
      '12 s',
      '1 min',
      '3 min 20 s',
      '2 h 5 min',
    ]);
    expect(streamNames(['a', 'b', 'c', 'd'].map((name) => ({ name })))).toBe('a, b and 2 more');
  });

  it('name a record by its key columns, or by its first value', () => {
    expect(recordWords({ id: 7, name: null, deep: { x: 1 } }, [['id']])).toEqual({
      name: '7',
      rest: 'name: none · deep: {"x":1}',
    });
    expect(recordWords({ name: 'Ada', age: 3 }, [])).toEqual({ name: 'name: Ada', rest: 'age: 3' });
  });
});

describe('the choice of streams', () => {
  it('begins with all, by what changed where a column tells that', () => {
    const drafts = draftsOf([offered('orders'), offered('tags', { cursors: [] })], []);
    expect(choicesOf(drafts)).toEqual([
      { name: 'orders', mode: 'incremental', cursor: ['at'] },
      { name: 'tags', mode: 'full' },
    ]);
  });

  it('takes the one way in which a stream is offered', () => {
    expect(draftsOf([offered('x', { cursors: [], modes: ['incremental'] })], [])[0]?.mode).toBe('incremental');
    expect(draftsOf([offered('x', { modes: ['full'] })], [])[0]?.mode).toBe('full');
  });

  it('sends other keys as paths, a dot leading in unless the column is called so', () => {
    const [draft] = draftsOf([offered('orders')], []);
    if (!draft) throw new Error('no draft');
    expect(choicesOf([{ ...draft, keys: 'a.b, id.x' }])[0]?.keys).toEqual([['a.b'], ['id', 'x']]);
    expect(choicesOf([{ ...draft, keys: '' }])[0]?.keys).toEqual([]);
    expect(strangeKeys({ ...draft, keys: 'id, nobody' })).toEqual(['nobody']);
  });

  it('keeps what was chosen, but not keys and cursors that are gone', () => {
    const gone = [{ name: 'id', kind: 'removed', was: 'integer', is: 'nothing' } as const];
    expect(sameChoices([chosen()])).toEqual([{ name: 'orders', mode: 'full', keys: [['id']] }]);
    expect(sameChoices([chosen({ drift: gone })])).toEqual([{ name: 'orders', mode: 'full' }]);
    const timed = chosen({ mode: 'incremental', cursor: ['at'], drift: [{ ...gone[0], name: 'at' } as never] });
    expect(sameChoices([timed])).toEqual([{ name: 'orders', mode: 'incremental', keys: [['id']] }]);
  });
});
