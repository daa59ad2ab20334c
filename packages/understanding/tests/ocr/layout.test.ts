// Columns that were read straight across are put in order; tables and single columns stay as they are.
import { type LaidLine, readingOrder } from '@vito/understanding/ocr/layout';
import { expect, test } from 'vitest';

/** Lines from rows of text: a character is 10 pixels wide, a row 30 high, words are parted by blanks. */
function lines(...rows: string[]): LaidLine[] {
  return rows.map((row, y) =>
    [...row.matchAll(/\S+/g)].map(({ 0: text, index }) => {
      return {
        text,
        confidence: 90,
        left: index * 10,
        right: (index + text.length) * 10,
        top: y * 30,
        bottom: y * 30 + 20,
      };
    }),
  );
}

const shown = (laid: LaidLine[]) => laid.map((line) => line.map((word) => word.text).join(' '));

test('two columns of prose are read one after the other, a title above them first', () => {
  const rows = lines(
    'Terms of delivery and payment for all our goods',
    'The seller shall send     The buyer pays within',
    'the goods within ten      thirty days after he',
    'days after the order      has got the invoice,',
    'and bears the cost of     unless he disputes it',
    'transport to the door     in a letter within a',
    'of the buyer himself.     week of getting it.',
  );
  expect(shown(readingOrder(rows))).toEqual([
    'Terms of delivery and payment for all our goods',
    ...['The seller shall send', 'the goods within ten', 'days after the order', 'and bears the cost of'],
    ...['transport to the door', 'of the buyer himself.'],
    ...['The buyer pays within', 'thirty days after he', 'has got the invoice,', 'unless he disputes it'],
    ...['in a letter within a', 'week of getting it.'],
  ]);
});

test('a table is read row by row', () => {
  const rows = lines(
    'Sea freight of lane six      EUR 3,180.00',
    'Handling at the port         EUR   240.00',
    'Storage for two weeks        EUR   120.00',
    'Insurance of the goods       EUR    80.00',
    'Papers and stamps            EUR    40.00',
    'Total                        EUR 3,660.00',
  );
  expect(readingOrder(rows)).toEqual(rows);
});

test('one column stays as it is', () => {
  const rows = lines(
    'The seller shall send the goods within ten days',
    'after the order and bears the cost of transport',
    'to the door of the buyer. The buyer pays within',
    'thirty days after he has got the invoice unless',
    'he disputes it in a letter within a week of the',
    'day on which he got it. Both sign this in March.',
  );
  expect(readingOrder(rows)).toEqual(rows);
});
