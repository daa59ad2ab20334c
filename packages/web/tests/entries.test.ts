// The log on the screen: days in the zone, a document's reading told by its arrival, filters.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { describe, expect, it } from 'vitest';
import { actorName, deedOf, entryKey, historyWord, logDays } from '../src/format/entries.js';
import { entry } from './entry.js';

const seqs = (days: ReturnType<typeof logDays>) => days.map((day) => [day.day, day.entries.map((one) => one.seq)]);

describe('logDays', () => {
  const log: TimelineEntry[] = [
    entry(5, 'commitment.proposed', { at: '2026-11-25T08:00:02Z' }),
    entry(4, 'document.read', { at: '2026-11-25T08:00:01Z', documentId: 'a' }),
    entry(3, 'document.received', { at: '2026-11-25T08:00:00Z', documentId: 'a' }),
    entry(2, 'document.read', { at: '2026-11-24T23:30:00Z', documentId: 'b' }),
    entry(1, 'company.profile-set', { at: '2026-11-24T22:00:00Z' }),
  ];

  it('groups by the day of the zone', () => {
    expect(seqs(logDays(log, 'all', 'Europe/Berlin'))).toEqual([
      ['2026-11-25', [5, 4, 2]],
      ['2026-11-24', [1]],
    ]);
    expect(seqs(logDays(log, 'all', 'UTC'))[1]).toEqual(['2026-11-24', [2, 1]]);
  });

  it('tells the arrival and the reading of a document once, and stays so when older entries are loaded', () => {
    const shown = (entries: TimelineEntry[]) =>
      logDays(entries, 'documents', 'UTC').flatMap((day) => day.entries.map((one) => one.seq));
    expect(shown(log)).toEqual([4, 2]);
    expect(shown(log.slice(0, 2))).toEqual([4]);
  });

  it('keeps the place of a document on the screen while it is read', () => {
    const [, read, received] = log;
    expect(read && entryKey(read)).toBe(received && entryKey(received));
    expect(new Set(log.map(entryKey)).size).toBe(4);
  });

  it('filters to commitments', () => {
    expect(logDays(log, 'commitments', 'UTC').flatMap((day) => day.entries.map((one) => one.seq))).toEqual([5]);
  });
});

describe('words', () => {
  it('calls the looker you and the machine by its name', () => {
    expect(actorName({ kind: 'person', id: 'act_1', name: 'Mara' }, 'Mara')).toBe('You');
    expect(actorName({ kind: 'person', id: 'act_2', name: 'Jonas' }, 'Mara')).toBe('Jonas');
    expect(actorName({ kind: 'system', id: 'read-document', name: null }, 'Mara')).toBe('ViTo');
  });
  it('has a plain word for an event it does not know', () => {
    expect(deedOf({ type: 'commitment.put-on_hold' })).toBe('put on hold');
    expect(historyWord('commitment.put-on-hold')).toBe('Put on hold');
    expect(historyWord('commitment.fulfilled')).toBe('Fulfilled');
  });
});
