// Tables are found by how words stand, become cells with their place in the text, and go out as CSV.
import type { Page } from '@vito/contracts/reading';
import { joinParts } from '@vito/understanding/parts';
import { tableCsv, tablesOf } from '@vito/understanding/tables';
import { expect, test } from 'vitest';

/** A page of typewriting: a character is 10 wide, a row 20 high. */
function written(...rows: string[]): { text: string; page: Page } {
  const [width, height] = [800, rows.length * 20];
  let text = '';
  const words: Page['words'] = [];
  for (const [y, row] of rows.entries()) {
    if (y > 0) text += '\n';
    for (const [i, { 0: word, index }] of [...row.matchAll(/\S+/g)].entries()) {
      if (i > 0) text += ' ';
      const box = { x: (index * 10) / width, y: (y * 20) / height };
      const extent = { width: (word.length * 10) / width, height: 14 / height };
      words.push({ start: text.length, end: text.length + word.length, ...box, ...extent });
      text += word;
    }
  }
  const page = { page: 1, start: 0, end: text.length, ocr: false, confidence: null, width, height, rotation: 0, words };
  return { text, page };
}

const invoice = written(
  'Thank you for your order of the second of May.',
  '',
  'No.   Article                Quantity      Price',
  '1     Oak panels, planed     373 sets    6,002.58',
  '2     Steel brackets         45 boxes      319.54',
  '3     "Blue" lamp                         =SUM(A1)',
  '4     Spare pumps            7 sets        -12.00',
  '',
  'We will send the rest within ten days.',
);

test('rows and columns of an invoice', () => {
  const [table, ...others] = tablesOf([invoice.page]);
  expect(others).toEqual([]);
  expect(table).toMatchObject({ page: 1, rows: 5, columns: 4 });
  const cell = table?.cells.find(({ row, column }) => row === 1 && column === 1);
  expect(invoice.text.slice(cell?.start, cell?.end)).toBe('Oak panels, planed');
});

test('CSV with quotes where needed, empty cells, and no formulas', () => {
  const [table] = tablesOf([invoice.page]);
  expect(table && tableCsv(invoice, table)).toBe(
    [
      'No.,Article,Quantity,Price',
      '1,"Oak panels, planed",373 sets,"6,002.58"',
      '2,Steel brackets,45 boxes,319.54',
      `3,"""Blue"" lamp",,'=SUM(A1)`,
      '4,Spare pumps,7 sets,-12.00',
      '',
    ].join('\r\n'),
  );
});

test('columns of prose and single columns are no tables', () => {
  const prose = written(
    'The seller shall send the goods       The buyer pays within thirty days',
    'within ten days after the order       after he has got the invoice and',
    'and bears the cost of transport       has not disputed it in a letter',
    'to the door of the buyer himself      within a week of the day he got it',
  );
  expect(tablesOf([prose.page])).toEqual([]);
  expect(tablesOf([written('One line.', 'Another line.', 'A third line.', 'And a fourth.').page])).toEqual([]);
});

test('parts of a scan join to what reading it at once would give', () => {
  const meta = { title: null, date: null, language: null, warnings: ['A page of this looks German.'] };
  const part = (page: number) => {
    const own = { ...invoice.page, page };
    return { kind: 'image' as const, text: invoice.text, pages: [own], messages: [], tables: tablesOf([own]), meta };
  };
  const whole = joinParts(part(1), part(2));
  const [first, second] = whole.pages;
  expect(whole.text.slice(second?.start, second?.end)).toBe(invoice.text);
  expect(second?.start).toBe((first?.end ?? 0) + 2);
  const table = whole.tables?.[1];
  const cell = table?.cells.find(({ row, column }) => row === 2 && column === 1);
  expect([table?.page, whole.text.slice(cell?.start, cell?.end)]).toEqual([2, 'Steel brackets']);
  expect(whole.meta.warnings).toEqual(['A page of this looks German.']);
});
