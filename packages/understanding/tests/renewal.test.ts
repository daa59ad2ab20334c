// Clauses that end or renew a contract, in the languages in which commitments are found.
import type { Reading } from '@vito/contracts/reading';
import { describe, expect, it } from 'vitest';
import { lastDayOf, renewalsIn } from '../src/renewal.js';

const reading = (text: string): Reading => ({
  kind: 'text',
  text,
  pages: [],
  messages: [],
  meta: { title: null, date: '2026-01-05', language: null, warnings: [] },
});
const found = (text: string) => renewalsIn(reading(text), { zone: 'Europe/Berlin' });

describe('renewalsIn', () => {
  it.each([
    [
      'This Agreement may be terminated by either party with three (3) months notice before 31 December 2026.',
      '2026-12-31',
      3,
      'month',
    ],
    [
      'Either party may terminate this Agreement on 30 June 2027 by giving at least 60 days written notice.',
      '2027-06-30',
      60,
      'day',
    ],
    [
      'Der Vertrag kann mit einer Frist von drei Monaten zum 31. Dezember 2026 gekündigt werden.',
      '2026-12-31',
      3,
      'month',
    ],
    [
      'El contrato se prorroga el 31 de diciembre de 2026 salvo denuncia con un preaviso de dos meses.',
      '2026-12-31',
      2,
      'month',
    ],
    ['Le contrat est résilié le 31 décembre 2026 moyennant un préavis de trois mois.', '2026-12-31', 3, 'month'],
  ])('%s', (text, date, amount, unit) => {
    expect(found(text)).toMatchObject([{ quote: text, date, notice: { amount, unit } }]);
  });

  it('takes the end of the term from another clause, and tells the section', () => {
    const text =
      '4. Term\n\nThis Agreement begins on 1 January 2026 and continues until 31 December 2026.\n\n4.2 It renews automatically for further terms of one year unless either party gives two months notice before the end of the term.\n';
    const [clause] = found(text).filter(({ notice }) => notice !== null);
    expect(clause).toMatchObject({
      kind: 'renewal',
      section: '4.2',
      notice: { amount: 2, unit: 'month' },
      renewsFor: { amount: 1, unit: 'year' },
    });
  });

  it('finds nothing in what only tells of a clock', () => {
    expect(found('The clock was terminated with a brass finial. We noticed nothing.')).toEqual([]);
  });
});

describe('lastDayOf', () => {
  const notice = { amount: 3, unit: 'month' } as const;
  it('is the notice before the end', () => {
    expect(lastDayOf({ date: '2026-12-31', notice, renewsFor: null }, '2026-01-01')?.lastDay).toBe('2026-09-30');
  });
  it('goes on to the next term of one that renews itself', () => {
    const year = { amount: 1, unit: 'year' } as const;
    expect(lastDayOf({ date: '2024-12-31', notice, renewsFor: year }, '2026-11-01')).toEqual({
      date: '2027-12-31',
      lastDay: '2027-09-30',
    });
  });
  it('is unknown without a day', () => {
    expect(lastDayOf({ date: null, notice, renewsFor: null }, '2026-01-01')).toBeNull();
  });
});
