// `vito read --csv`: tables of a PDF for a spreadsheet, nothing else on stdout, and a word where there is none.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tablePdf } from '../../../tests/setup/table-pdf.js';
import { vitoHere } from './in-process.js';
import { jsonLines } from './spawned.js';

const rows = [
  ['Article', 'Quantity', 'Price'],
  ['Oak panels', '12 sets', '1,240.50'],
  ['Steel brackets', '40 boxes', '319.00'],
  ['Spare pumps', '7 sets', '86.40'],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-tables-'));
  writeFileSync(join(folder, 'order.pdf'), tablePdf(rows));
  writeFileSync(join(folder, 'none.pdf'), tablePdf([['Nothing was ordered.']]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the table is all that is printed', async () => {
  const { code, stdout, stderr } = await vitoHere(['read', join(folder, 'order.pdf'), '--csv']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    'Article,Quantity,Price\nOak panels,12 sets,"1,240.50"\nSteel brackets,40 boxes,319.00\nSpare pumps,7 sets,86.40\n',
  );
});

test('--json has the cells', async () => {
  const { stdout } = await vitoHere(['read', join(folder, 'order.pdf'), '--json']);
  expect(jsonLines(stdout)[0]).toMatchObject({ tables: [{ page: 1, rows: 4, columns: 3 }] });
});

test('without a table it says so and fails', async () => {
  const { code, stdout, stderr } = await vitoHere(['read', join(folder, 'none.pdf'), '--csv']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/no table/);
});
