// When a page is read a second time, which reading wins, and which language it is taken for.
import { withAccents } from '@vito/understanding/ocr/accents';
import { adviceFor, languageOf, languageOfScript } from '@vito/understanding/ocr/language';
import type { LaidLine } from '@vito/understanding/ocr/layout';
import { looksLikeWord, needsSecondReading, qualityOf, worth } from '@vito/understanding/ocr/quality';
import { expect, test } from 'vitest';

const line = (text: string, confidence: number): LaidLine =>
  text
    .split(' ')
    .map((word, i) => ({ text: word, confidence, left: i * 100, right: i * 100 + 90, top: 0, bottom: 20 }));

test.each(['deliver', 'EUR', 'O’Neill', '1,240.50', '12:45', 'größer', 'Пример', 'e-mail', '250g', '(quick)'])(
  '%s looks like a word',
  (token) => expect(looksLikeWord(token)).toBe(true),
);

test.each(['t;ghl', 'xKjq', 'bcdfg', '|||~', 'l1ke'])('%s does not', (token) => {
  expect(looksLikeWord(token)).toBe(false);
});

test('clean print is read once, faint print twice', () => {
  expect(needsSecondReading(qualityOf([line('The buyer pays within ten days', 96)]))).toBe(false);
  expect(needsSecondReading(qualityOf([line('The buyer pays within ten days', 82)]))).toBe(true);
  expect(needsSecondReading(qualityOf([line('Thc bvycr qxys wlthn tcn dxys', 96)]))).toBe(true);
});

test('the reading with more sure words is worth more, whatever the engine says of noise', () => {
  const good = qualityOf([line('3 Butter 250g 33.05', 90)]);
  const noise = qualityOf([line('|3 B~tt=r #5Og 3;;O5', 95)]);
  expect(worth(good)).toBeGreaterThan(worth(noise));
});

test('accents come from the engine that knows them, at the same place only', () => {
  const seen = [line('über den faulen', 80)];
  expect(withAccents([line('uber den faulen', 99)], seen)[0]?.map(({ text }) => text)).toEqual([
    'über',
    'den',
    'faulen',
  ]);
  const below = line('uber', 99).map((word) => ({ ...word, top: 200, bottom: 220 }));
  expect(withAccents([below], seen)[0]?.[0]?.text).toBe('uber');
});

test('a language is told by its small words', () => {
  const german =
    'Die Ware wird nicht vor dem ersten Mai geliefert und ist mit der Rechnung zu bezahlen, die wir Ihnen bei der Abnahme geben.';
  expect(languageOf(german)).toEqual({ code: 'deu', name: 'German' });
  expect(
    languageOf('The goods are to be paid for with the invoice that comes with them on the first of May.'),
  ).toBeNull();
  expect(languageOf('Total 12.50')).toBeNull();
  expect(languageOfScript('Cyrillic')?.code).toBe('rus');
  expect(adviceFor({ code: 'deu', name: 'German' })).toContain('vito models add deu');
});
