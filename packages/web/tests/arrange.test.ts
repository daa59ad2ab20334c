// Lists of commitments: groups, order, search, and what counts as late.
import type { CommitmentView } from '@vito/contracts/commitment';
import { describe, expect, it } from 'vitest';
import { byDue, byPerson, isLate, search } from '../src/format/arrange.js';
import { commitment } from './commitment.js';

const clock = { now: Date.parse('2026-11-25T09:00:00Z'), zone: 'Europe/Berlin' };
const actions = (items: readonly CommitmentView[] | undefined) => items?.map((item) => item.action);

describe('by due', () => {
  it('shows the groups in their order, and none that is empty', () => {
    const items = [
      commitment({ action: 'no date', due: null }),
      commitment({ action: 'far', due: '2027-03-01' }),
      commitment({ action: 'late', due: '2026-11-01' }),
      commitment({ action: 'today', due: '2026-11-25' }),
    ];
    expect(byDue(items, clock, false).map((group) => [group.title, group.items.length])).toEqual([
      ['Overdue', 1],
      ['Today', 1],
      ['Later', 1],
      ['No date', 1],
    ]);
  });

  it('puts a time of day before the end of its day', () => {
    const items = [
      commitment({ action: 'day', due: '2026-11-26' }),
      commitment({ action: 'evening', due: '2026-11-26T18:00:00+01:00' }),
      commitment({ action: 'morning', due: '2026-11-26T08:00:00+01:00' }),
    ];
    expect(actions(byDue(items, clock, false)[0]?.items)).toEqual(['morning', 'evening', 'day']);
  });

  it('keeps what has just been done in its place, unless done ones stand apart', () => {
    const items = [
      commitment({ action: 'open', due: '2026-11-26' }),
      commitment({ action: 'done', due: '2026-11-26', status: 'fulfilled' }),
    ];
    expect(byDue(items, clock, false)).toHaveLength(1);
    expect(byDue(items, clock, true).map((group) => [group.title, actions(group.items)])).toEqual([
      ['This week', ['open']],
      ['Done and closed', ['done']],
    ]);
  });
});

describe('by person', () => {
  it('groups by the one on the other side, most overdue first', () => {
    const to = (name: string) => ({ name, address: null, organisation: null });
    const items = [
      commitment({ action: 'a', creditor: to('Priya'), due: '2026-12-01' }),
      commitment({ action: 'b', creditor: to('Priya'), due: '2026-12-02' }),
      commitment({ action: 'c', creditor: to('Yusuf'), due: '2026-11-01' }),
      commitment({ action: 'd', creditor: null, due: null }),
    ];
    expect(byPerson(items, clock).map((group) => [group.title, group.items.length, group.late])).toEqual([
      ['Yusuf', 1, 1],
      ['Priya', 2, 0],
      ['Someone', 1, 0],
    ]);
  });
});

it('of one person of the directory is one group, however they are named', () => {
  const owed = (name: string) =>
    commitment({ side: 'owed-to-me', debtor: { name, address: null, organisation: null }, debtorId: 'per_1' });
  const groups = byPerson([owed('Ines'), owed('Ines Caldbeck')], clock);
  expect(groups.map(({ who, items }) => [who, items.length])).toEqual([['per_1', 2]]);
});

describe('late', () => {
  it('is only what is still owed', () => {
    const late = (fields: Partial<CommitmentView>) => isLate(commitment({ due: '2026-11-01', ...fields }), clock);
    expect(late({})).toBe(true);
    expect(late({ status: 'fulfilled' })).toBe(false);
    expect(late({ hidden: 'dismissed' })).toBe(false);
    expect(late({ due: null })).toBe(false);
  });
});

describe('search', () => {
  const items = [
    commitment({
      action: 'Send the quotation',
      creditor: { name: 'Inès Carvalho', address: null, organisation: null },
    }),
    commitment({ action: 'Pay the deposit', documentName: 'crane-slot.eml' }),
  ];
  it('needs every word, in any field, without minding accents and capitals', () => {
    expect(actions(search(items, 'ines QUOT'))).toEqual(['Send the quotation']);
    expect(actions(search(items, 'crane'))).toEqual(['Pay the deposit']);
    expect(search(items, 'ines deposit')).toEqual([]);
    expect(search(items, '  ')).toHaveLength(2);
  });
});
