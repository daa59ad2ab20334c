// Money for calls of models, before the database sees it: moves, and one run's own budget.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  budgetDay,
  mayReserve,
  overBudget,
  type RunBudget,
  reservedOf,
  reserving,
  settledCost,
  settledOf,
  settling,
} from '../../src/agents/budget.js';

it('a call is booked on its day and its month, by UTC', () => {
  const day = budgetDay(new Date('2026-12-01T00:30:00+02:00'));
  expect(reserving(day, 7)).toEqual([
    { scope: 'day', day: '2026-11-30', reserve: 7, settle: 0, spent: 0 },
    { scope: 'month', day: '2026-11-01', reserve: 7, settle: 0, spent: 0 },
  ]);
  expect(settling(day, 7, 3)).toEqual([
    { scope: 'day', day: '2026-11-30', reserve: 0, settle: 7, spent: 3 },
    { scope: 'month', day: '2026-11-01', reserve: 0, settle: 7, spent: 3 },
  ]);
});

it('what nobody knows may have cost all that was set aside', () => {
  expect(settledCost({ costMicros: 0 }, 9)).toBe(0);
  expect(settledCost({ costMicros: 4 }, 9)).toBe(4);
  expect(settledCost({ costMicros: null }, 9)).toBe(9);
  expect(settledCost(null, 9)).toBe(9);
});

it('a run never sets aside more than it has, and ends with what its calls cost', () => {
  const call = fc.record({ most: fc.nat(100), part: fc.double({ min: 0, max: 1, noNaN: true }), waits: fc.boolean() });
  fc.assert(
    fc.property(fc.nat(500), fc.array(call, { maxLength: 40 }), (limitMicros, calls) => {
      let budget: RunBudget = { limitMicros, reserved: 0, spent: 0 };
      const open: { most: number; cost: number }[] = [];
      let spent = 0;
      for (const { most, part, waits } of calls) {
        const fits = budget.reserved + budget.spent + most <= limitMicros;
        expect(mayReserve(budget, most)).toBe(fits);
        if (!fits) continue;
        budget = reservedOf(budget, most);
        open.push({ most, cost: Math.floor(most * part) });
        for (const one of waits ? [] : open.splice(0)) {
          budget = settledOf(budget, one.most, one.cost);
          spent += one.cost;
        }
        expect(budget.reserved + budget.spent).toBeLessThanOrEqual(limitMicros);
      }
      expect(budget.spent).toBe(spent);
      expect(budget.reserved).toBe(open.reduce((sum, { most }) => sum + most, 0));
    }),
  );
  expect(mayReserve({ limitMicros: null, reserved: 1e12, spent: 1e12 }, 1e12)).toBe(true);
  expect(mayReserve({ limitMicros: 0, reserved: 0, spent: 0 }, 1)).toBe(false);
});

it('only the refusal of a budget is one', () => {
  expect(overBudget({ code: 'VT004', detail: 'month' })).toBe('month');
  expect(overBudget({ code: 'VT004', detail: 'day' })).toBe('day');
  expect(overBudget({ code: 'VT002' })).toBeNull();
  expect(overBudget(undefined)).toBeNull();
});
