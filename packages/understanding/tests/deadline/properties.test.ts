// What holds for every text: dues are well formed, their ranges lie in the text, and the same words mean the same.
import { DueValue } from '@vito/contracts/commitment';
import { findDues, resolveDue } from '@vito/understanding/deadline';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saidOn, wednesday } from './said.js';

const pieces =
  'by on before within until of and the end Friday Mon next week month Q3 15th 31st 29 February March 2026 2026-02-30 5 10 business days hours EOD COB noon 3pm 25:00 ET London time tomorrow mañana bis 17 Uhr . , ; -';
const words = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...pieces.split(' ')) }, fc.string({ maxLength: 8 })), {
    maxLength: 14,
  })
  .map((parts) => parts.join(' '));
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('every due is well formed, and its words lie in the text, in order and apart', () => {
  fc.assert(
    fc.property(words, moment, (text, now) => {
      let from = 0;
      for (const found of findDues(text, saidOn(now))) {
        expect(found.start).toBeGreaterThanOrEqual(from);
        expect(found.end).toBeGreaterThan(found.start);
        expect(found.end).toBeLessThanOrEqual(text.length);
        from = found.end;
        if (found.due === null) expect(found.precision).toBe('none');
        else expect(DueValue.safeParse(found.due).success).toBe(true);
        expect(found.precision === 'time').toBe(found.due?.includes('T') ?? false);
      }
    }),
    { numRuns: 80 },
  );
});

test('the same words said at the same time mean the same', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(resolveDue(text, wednesday)).toEqual(resolveDue(text, wednesday));
    }),
    { numRuns: 50 },
  );
});

test('"by" a weekday is within the seven days after, on that weekday', () => {
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 6 }), (now, i) => {
      const day = now.slice(0, 10);
      const due = resolveDue(`by ${names[i]}`, { now: day, zone: null, fallbackZone: 'UTC' })?.due ?? '';
      const days = (Date.parse(due) - Date.parse(day)) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(1);
      expect(days).toBeLessThanOrEqual(7);
      expect((new Date(due).getUTCDay() + 6) % 7).toBe(i);
    }),
    { numRuns: 80 },
  );
});

test('so many business days on is a working day, and as many working days away', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 60 }), (now, n) => {
      const day = now.slice(0, 10);
      const at = { now: day, zone: null, fallbackZone: 'UTC' };
      const due = resolveDue(`within ${n} business days`, at)?.due ?? '';
      let worked = 0;
      for (let t = Date.parse(day) + 86_400_000; t <= Date.parse(due); t += 86_400_000) {
        if (![0, 6].includes(new Date(t).getUTCDay())) worked++;
      }
      expect(worked).toBe(n);
      expect([0, 6]).not.toContain(new Date(due).getUTCDay());
    }),
    { numRuns: 80 },
  );
});
