// What is told from the bytes of a table: encoding, signs, header, types; what may be read in two ways is said.
import type { TableForm } from '@vito/contracts/table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, watchEncoding } from '../../../../src/connect/sync/csv/encoding.js';
import { layoutOf, mappingOfRoles } from '../../../../src/connect/sync/csv/layout.js';
import { lookAt } from '../../../../src/connect/sync/csv/look.js';
import { rowsOf } from '../../../../src/connect/sync/csv/rows.js';
import { cellValue } from '../../../../src/connect/sync/csv/values.js';
import { evaluateAll } from '../../../../src/platform/evaluate.js';

/** In pieces that cut characters and line ends wherever they like. */
async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function encodingOf(bytes: Uint8Array) {
  const watched = watchEncoding(pieces(bytes, 3));
  for await (const _ of watched.bytes);
  return watched.encoding();
}
const look = async (text: string | Uint8Array, wanted: Partial<TableForm> = {}) => {
  const bytes = Buffer.from(text as Uint8Array);
  return lookAt(() => pieces(bytes, 7), await encodingOf(bytes), wanted);
};
async function rowsIn(text: string, form: Pick<TableForm, 'delimiter' | 'quote'>) {
  const rows = [];
  for await (const row of rowsOf(textOf(pieces(Buffer.from(text), 5), 'utf-8'), form)) rows.push(row);
  return rows;
}

describe('the encoding', () => {
  const text = 'Straße;Ort\nGrün & Söhne;Köln\n';
  const wide = (mark: boolean) => Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', wide(true)],
    ['utf-16le', wide(false)],
    ['utf-16be', wide(true).swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ] as const)('%s is told from the bytes, and what is read is the same', async (encoding, bytes) => {
    expect(await encodingOf(bytes)).toBe(encoding);
    const { columns, rows } = await look(bytes);
    expect([columns.map(({ column }) => column), rows]).toEqual([['Straße', 'Ort'], [['Grün & Söhne', 'Köln']]]);
  });
  it('is told from the whole file, not from its beginning', async () => {
    const bytes = Buffer.concat([Buffer.alloc(100_000, 'a,b\n'), Buffer.from([0xe4, 0x80, 0x0a])]);
    expect(await encodingOf(bytes)).toBe('windows-1252');
    let read = '';
    for await (const piece of textOf(pieces(bytes, 1000), 'windows-1252')) read += piece;
    expect(read.slice(-3)).toBe('ä€\n');
  });
});

describe('rows', () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .map((text) => text.replaceAll('\0', '').replaceAll('\r', ''));
  it('come back as they were, whatever is in their cells', async () => {
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    const property = fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (cells, delimiter) => {
      const text = cells.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
      const rows = await rowsIn(text, { delimiter, quote: '"' });
      expect(rows.map((row) => row.cells.map((one) => one.replace(/^\ufeff/, '')))).toEqual(
        cells.map((row) => row.map((one) => one.replace(/^\ufeff/, ''))),
      );
    });
    await fc.assert(property, { numRuns: 150 });
  });
  it('know the line on which they begin, also after empty lines and behind cells of several', async () => {
    const rows = await rowsIn('a;b\n\n"x\ny";2\nz;3\r\n"1\r\n2";4', { delimiter: ';', quote: '"' });
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 5, 6]);
  });
  it('end with a problem that names its line, where a quotation mark is never closed', async () => {
    const stray = `a,b\n1,2\n"3,4\n${'5,6\n'.repeat(400_000)}`;
    const seen = await look(stray);
    expect(seen.problems[0]).toMatchObject({ line: expect.any(Number), problem: expect.stringContaining('quotation') });
    expect(seen.rows).toEqual([['1', '2']]);
  });
});

describe('signs', () => {
  it.each([
    [',', 'name,age\n"Reed, Bo",4\n"Marsh, Cy",5'],
    [';', 'name;amount\nReed;4,50\nMarsh;5,25'],
    ['\t', 'name\tage\nReed\t4\nMarsh\t5'],
    ['|', 'name|age\nReed|4\nMarsh|5'],
  ])('that stand between fields are found: %j', async (delimiter, text) => {
    expect((await look(text)).form.delimiter).toBe(delimiter);
  });
  it('named for Excel are taken, and are no row', async () => {
    const { form, columns } = await look('sep=|\nname|note\nReed|a,b,c\nMarsh|d,e,f');
    expect([form.delimiter, columns.map(({ column }) => column)]).toEqual(['|', ['name', 'note']]);
  });
  it('for quoting may be single', async () => {
    expect((await look("name,note\n'Reed, Bo','a'\n'Marsh, Cy','b'")).rows[0]).toEqual(['Reed, Bo', 'a']);
  });
  it('without a first row of names, columns are called by their number', async () => {
    const { form, columns } = await look('1,2026-01-02,x\n2,2026-01-03,y');
    expect([form.header, columns.map(({ column }) => column)]).toEqual([false, ['column 1', 'column 2', 'column 3']]);
  });
  it('names that stand twice, or nowhere, are told apart', async () => {
    expect((await look('name,name,\na,b,c', { header: true })).columns.map(({ column }) => column)).toEqual([
      'name',
      'name (2)',
      'column 3',
    ]);
  });
});

describe('types', () => {
  const typed = async (...values: string[]) =>
    (await look(`x;y\n${values.map((value) => `${value};-`).join('\n')}`)).columns[0];
  it.each([
    [['2026-01-31', '2026-02-01'], 'date', 'year-first'],
    [['31.1.2026', '01.02.2026'], 'date', 'day-first'],
    [['1/31/2026', '02/01/2026'], 'date', 'month-first'],
    [['3. März 2026', '1 Feb 2026'], 'date', 'month-named'],
    [['31.01.2026 14:05', '01.02.2026 9:30'], 'time', 'day-first'],
    [['2026-01-31T14:05:10Z', '2026-02-01T09:30:00+01:00'], 'time', 'year-first'],
    [['1.234,50', '-7,25'], 'number', 'decimal-comma'],
    [['1,234.50', '(7.25)'], 'number', 'decimal-point'],
    [['12', '7'], 'number', 'decimal-point'],
    [['€ 12,50', '7,25 €'], 'number', 'decimal-comma'],
    [['0012', '0013'], 'text', null],
    [['1/2/26', '2/3/26'], 'text', null],
    [['a', '2'], 'text', null],
  ])('%j are %s, %s', async (values, type, format) => {
    expect(await typed(...values)).toMatchObject({ type, format, either: [] });
  });
  it('that can be read in two ways are said to be, and are not guessed', async () => {
    expect(await typed('01/02/2026', '03/04/2026')).toMatchObject({
      type: 'date',
      format: null,
      either: ['day-first', 'month-first'],
    });
    expect(await typed('1,234', '5,678')).toMatchObject({
      type: 'number',
      format: null,
      either: ['decimal-point', 'decimal-comma'],
    });
    expect(await typed('01/01/2026', '02/02/2026')).toMatchObject({ type: 'date', either: [] }); // the same either way
    const seen = await look('day,x\n01/02/2026,a\n03/04/2026,b');
    expect(() => layoutOf(seen, undefined)).toThrow('day-first or month-first');
    expect(layoutOf(seen, [{ column: 'day', type: 'date', format: 'month-first' }]).columns[0]).toMatchObject({
      format: 'month-first',
    });
  });
  it('with one value that is none of them keep it as a problem of its line', async () => {
    const seen = await look(`x,n\n${Array.from({ length: 20 }, (_, n) => `a,${n}`).join('\n')}\na,oops\nb\n`);
    expect(seen.columns[1]?.type).toBe('number');
    expect(seen.problems).toMatchObject([
      { line: 22, columns: ['n'] },
      { line: 23, columns: [] },
    ]);
  });
  it('give the day that was meant, whichever it is, and no day that there is not', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }), (at) => {
        const iso = at.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-') as [string, string, string];
        expect(cellValue(`${d}.${m}.${y}`, 'date', 'day-first')).toBe(iso);
        expect(cellValue(`${Number(m)}/${Number(d)}/${y}`, 'date', 'month-first')).toBe(iso);
      }),
    );
    expect(cellValue('31.02.2026', 'date', 'day-first')).toBeNull();
    expect(cellValue('12345678901234567890,5', 'number', 'decimal-comma')).toBe('12345678901234567890.5');
  });
});

describe('the roles of columns', () => {
  it('make a mapping whose facts hold what the cells say, whatever the columns are called', async () => {
    const name = fc.string({ minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(fc.uniqueArray(name, { minLength: 5, maxLength: 5 }), async (names) => {
      const [id, title, day, sum, who] = names as [string, string, string, string, string];
      const roles = ['key', 'title', 'date', 'amount', 'person'] as const;
      const types = ['text', 'text', 'date', 'number', 'text'] as const;
      const columns = names.map((one, index) => ({
        column: one,
        name: one,
        type: types[index] ?? 'text',
        role: roles[index],
      }));
      const mapping = mappingOfRoles({ columns } as Parameters<typeof mappingOfRoles>[0], 'bills') ?? '';
      const data = Object.fromEntries([
        [id, 'R1'],
        [title, 'Bridge'],
        [day, '2026-03-02'],
        [sum, 4.5],
        [who, null],
      ]);
      const [result] = await evaluateAll(mapping, [{ key: 'k', data }]);
      expect(result).toEqual({
        value: {
          fact: {
            type: 'bills',
            entity: 'R1',
            title: 'Bridge',
            at: '2026-03-02T00:00:00Z',
            data: { amount: 4.5, person: null },
          },
        },
      });
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
