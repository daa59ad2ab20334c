// `vito read --csv`: tables of a PDF for a spreadsheet, nothing else on stdout, and a word where there is none.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vitoHere } from './in-process.js';
import { jsonLines } from './spawned.js';

const rows = [
  ['Article', 'Quantity', 'Price'],
  ['Oak panels', '12 sets', '1,240.50'],
  ['Steel brackets', '40 boxes', '319.00'],
  ['Spare pumps', '7 sets', '86.40'],
];

/** A PDF of one page in Helvetica. Its cross-reference table is left out: readers make it anew. */
function pdf(cells: string[][]): string {
  const drawn = cells.flatMap((row, y) =>
    row.map((text, x) => `1 0 0 1 ${60 + x * 150} ${700 - y * 20} Tm (${text}) Tj`),
  );
  const content = `BT /F 11 Tf 1 0 0 1 60 740 Tm (What we ordered from the mill in May) Tj ${drawn.join(' ')} ET`;
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  return [
    '%PDF-1.4',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >> endobj',
    `3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F ${font} >> >> >> endobj`,
    `4 0 obj << /Length ${content.length} >>\nstream\n${content}\nendstream endobj`,
    'trailer << /Root 1 0 R /Size 5 >>',
    '%%EOF\n',
  ].join('\n');
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-tables-'));
  writeFileSync(join(folder, 'order.pdf'), pdf(rows));
  writeFileSync(join(folder, 'none.pdf'), pdf([['Nothing was ordered.']]));
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
