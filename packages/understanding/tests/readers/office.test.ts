// Spreadsheets, slides, OpenDocument texts and rich text: their words as lines and rows, and what is left out of them.
import { extract } from '@vito/understanding/extract';
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { workbook } from '../../fixtures/make/office.js';
import { wordParts } from '../../fixtures/make/word.js';
import { zip } from '../../fixtures/make/zip.js';
import { bytesOf, fixture, unreadable } from './reading.js';

const reading = async (name: string) => (await read(fixture(name), name)).reading;

async function tasksIn(name: string) {
  const found = extract(await reading(name), { earlier: [], zone: 'UTC' });
  return found.map(({ debtor, action, due }) => [debtor?.name, action, due?.slice(0, 10)]);
}

test('a workbook is a page for every sheet that can be seen, a line for every row', async () => {
  const { text, pages, meta } = await reading('plan.xlsx');
  expect(pages.map(({ start, end }) => text.slice(start, end))).toEqual([
    [
      '# Actions',
      '| Owner | Action | Due |',
      '| Iven | Book the hall | 2026-03-20 |',
      '| Iven | Send the invoice | 2026-03-12 |',
      '| Mara | Order crates | 2026-03-14 14:30 |',
    ].join('\n'),
    '# Costs\n| Crates | 0.3 |  | 50% |\n| Total | 12 |  | yes |',
  ]);
  expect(meta.warnings).toEqual([expect.stringMatching(/“Old prices” is hidden and was left out/)]);
});

test.each([
  [
    'plan.xlsx',
    [
      ['Iven', 'Book the hall', '2026-03-20'],
      ['Iven', 'Send the invoice', '2026-03-12'],
      ['Mara', 'Order crates', '2026-03-14'],
    ],
  ],
  [
    'tasks.csv',
    [
      ['Mara', 'Send the "new" list; then call', '2026-05-08'],
      ['Iven', 'Book the hall', '2026-05-05'],
    ],
  ],
  ['tasks.tsv', [['Mara', 'Send the list, please', '2026-05-08']]],
  [
    'notes.odt',
    [
      ['Mara', 'send the price list', '2026-05-08'],
      ['Iven', 'Book the hall', '2026-03-20'],
    ],
  ],
  ['memo.rtf', [['Iven', 'Book the hall', '2026-03-20']]],
])('the tasks in %s', async (name, tasks) => {
  expect(await tasksIn(name)).toEqual(tasks);
});

const cell = (ref: string, words: string) => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;

test.each([
  [
    'a day of the 1904 calendar',
    '<c r="A1" s="1"><v>0.0</v></c><c r="B1" s="1"><v>1</v></c>',
    'date1904="1"',
    '| 1904-01-01 | 1904-01-02 |',
  ],
  [
    'the first days of 1900',
    '<c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>61</v></c>',
    '',
    '| 1900-01-01 | 1900-03-01 |',
  ],
  ['a number that no day has', '<c r="A1" s="1"><v>99999999999</v></c>', '', '| 99999999999 |'],
  ['bars and line ends in a cell', cell('A1', 'one | two\nthree'), '', '| one / two three |'],
  ['a style and a text that are not there', '<c r="A1" s="99"><v>7</v></c><c r="B1" t="s"><v>99</v></c>', '', '| 7 |'],
])('%s', async (_, row, options, line) => {
  const bytes = workbook([{ name: 'A', body: `<sheetData><row r="1">${row}</row></sheetData>` }], [], options);
  expect((await read(bytes, 'a.xlsx')).reading.text).toBe(line);
});

test('rows and columns past what anybody reads are left out, and that is said', async () => {
  const rows = Array.from({ length: 20_100 }, (_, i) => `<row r="${i + 1}"><c><v>${i}</v></c></row>`).join('');
  const far = `<row r="1">${cell('A1', 'near')}${cell('XFD1', 'far')}</row>`;
  const merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
  const long = await read(workbook([{ name: 'Long', body: `<sheetData>${rows}</sheetData>${merged}` }], []), 'a.xlsx');
  expect(long.reading.meta.warnings).toEqual([expect.stringMatching(/“Long” has more than 20,000 rows/)]);
  const wide = await read(workbook([{ name: 'Wide', body: `<sheetData>${far}</sheetData>${merged}` }], []), 'a.xlsx');
  expect(wide.reading.text).toBe('| near |');
  expect(wide.reading.meta.warnings).toEqual([expect.stringMatching(/wider than 200 columns/)]);
  const csv = await read(bytesOf('a,b\n'.repeat(20_100)), 'a.csv');
  expect(csv.reading.meta.warnings).toEqual([expect.stringMatching(/more than 20,000 rows/)]);
});

test.each([
  [
    'entities that swell',
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
  ],
  [
    'an entity that nobody declared',
    '<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
  ],
  ['elements without end', '<worksheet>'.repeat(5_000)],
  ['what is no XML', '<worksheet><sheetData></worksheet>'],
])('%s in a part make it damaged', async (_, xml) => {
  const names = ['[Content_Types].xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'];
  const contents = [
    '<Types/>',
    '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    xml,
  ];
  const bytes = zip(names.map((name, i) => ({ name, content: contents[i] ?? '' })));
  expect(await unreadable(bytes, 'a.xlsx')).toMatchObject({ reason: 'malformed' });
});

test('slides are pages with their titles, lists, tables and notes', async () => {
  const { text, pages, meta } = await reading('review.pptx');
  expect(pages.map(({ start, end }) => text.slice(start, end))).toEqual([
    '# Next steps\n* Mara to send the price list by 8 May 2026\n* Iven to book the hall by 5 May 2026\n\nNotes:\nIven will call the printer by 6 May 2026.',
    '# Who does what\n| Owner | Task | Due |\n| Iven | Order the crates | 20 March 2026 |',
    '# Spare',
  ]);
  expect(meta.warnings).toEqual([expect.stringMatching(/Slide 3 is hidden/)]);
});

test('an OpenDocument text leaves out what was deleted or remarked', async () => {
  expect((await reading('notes.odt')).text).toBe(
    '# Actions\n* Mara to send the price list by 8 May 2026\n| Owner | Task | Due |\n| Iven | Book the hall | 20 March 2026 |\nOne\ntwo\tthree',
  );
});

test('a cell repeated over a whole sheet counts once', async () => {
  expect((await reading('move.ods')).text).toBe('# Move: actions\n| Owner |  |  | Task |');
});

test('rich text is decoded by its code pages, without what nobody sees', async () => {
  expect((await reading('memo.rtf')).text.split('\n')).toEqual([
    'Café minutes – 4 May 2026',
    'Привет',
    'Price: 5 €',
    '| Owner | Task | Due |',
    '| Iven | Book the hall | 20 March 2026 |',
    'Mara will send the price list by 8 May 2026.',
  ]);
});

test.each([
  ["{\\rtf1\\ansi\\ansicpg932 \\'83A\\'83\\'42}", 'アィ'],
  ['{\\rtf1\\uc2 a\\u8364 xxb}', 'a€b'],
  ['{\\rtf1 a{\\*\\unknown b}c\\bin3 {{{d}', 'acd'],
  ['{\\rtf1 {\\*\\x \\v0 no}a{\\v no\\v0 b}}', 'ab'],
  ['{\\rtf1 {\\fonttbl{\\f0 Arial;}}\\{x\\}\\\\}', '{x}\\'],
])('%s reads %s', async (source, text) => {
  expect((await read(bytesOf(source, 'latin1'), 'a.rtf')).reading.text).toBe(text);
});

test('rich text that nests without end is refused', async () => {
  expect(await unreadable(bytesOf(`{\\rtf1${'{'.repeat(100_000)}`), 'a.rtf')).toMatchObject({ reason: 'malformed' });
});

test('a Word document that nests without end is refused before it is converted', async () => {
  const parts = wordParts(`<w:p>${'<w:r>'.repeat(50_000)}`);
  expect(await unreadable(zip(parts), 'a.docx')).toMatchObject({ reason: 'malformed' });
});
