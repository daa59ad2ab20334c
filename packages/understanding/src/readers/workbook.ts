// An Excel workbook (.xlsx): a page for every sheet, a line for every row. Formulas give the values they last had.
import { Unreadable } from '../unreadable.js';
import { type OfficePackage, openPackage } from './office-package.js';
import { plainResult, type ReadResult } from './result.js';
import { mostText, textLeftOut } from './sheet-limits.js';
import { rowLine, textPages } from './table-text.js';
import { sharedStrings } from './workbook-strings.js';
import { numberStyles } from './workbook-values.js';
import { type SheetContext, sheetRows } from './worksheet.js';
import { walkXml } from './xml.js';

interface SheetEntry {
  name: string;
  part: string;
  hidden: boolean;
}

/** Sheets that a workbook may have; programs slow down long before. */
const mostSheets = 500;
const ownName = /^(sheet|tabelle|feuil|hoja|planilha|foglio|blad|ark)\s?\d*$/i;

export function readWorkbook(bytes: Uint8Array): ReadResult {
  const box = openPackage(bytes, 'Excel workbook');
  const { sheets, date1904 } = contents(box);
  const texts: string[] = [];
  const warnings: string[] = [];
  const part = (name: string) => box.part(`xl/${name}`);
  const context: SheetContext = {
    strings: sharedStrings(part('sharedStrings.xml')),
    styles: numberStyles(part('styles.xml')),
    date1904,
  };
  let left = mostText;
  for (const { name, part, hidden } of sheets) {
    if (hidden) {
      warnings.push(`Sheet “${name}” is hidden and was left out. Show it in Excel and add the workbook again.`);
      continue;
    }
    const xml = box.part(part);
    if (!xml) {
      warnings.push(`Sheet “${name}” is missing in the file.`);
      continue;
    }
    const { rows, warnings: said } = sheetRows(xml, `Sheet “${name}”`, context);
    warnings.push(...said);
    const named = sheets.length > 1 && !ownName.test(name) ? [`# ${name.replace(/\s+/g, ' ')}`] : [];
    const lines = [...named, ...rows.map(rowLine).filter((line) => line !== '')];
    const text = lines.join('\n').slice(0, left);
    if (text.length === left) warnings.push(textLeftOut('This workbook'));
    left -= text.length;
    texts.push(text);
    if (left <= 0) break;
  }
  return plainResult({
    kind: 'sheet',
    ...textPages(texts),
    meta: { title: null, date: null, language: null, warnings },
  });
}

function contents(box: OfficePackage): { sheets: SheetEntry[]; date1904: boolean } {
  const main = 'xl/workbook.xml';
  const relations = box.relations(main);
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  if (box.names.includes('xl/workbook.bin')) throw binary();
  walkXml(box.needed(main), {
    open({ name: tag, attributes }) {
      const { name = '', state = 'visible' } = attributes;
      if (/(^|:)workbookPr$/.test(tag)) date1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (!/(^|:)sheet$/.test(tag)) return undefined;
      const id = Object.entries(attributes).find(([key]) => /^[^:]+:id$/.test(key))?.[1] ?? '';
      const relation = relations.get(id);
      const isSheet = !relation || relation.type === 'worksheet';
      if (isSheet) sheets.push({ name: name.slice(0, 100), part: relation?.target ?? '', hidden: state !== 'visible' });
      return sheets.length >= mostSheets ? 'stop' : undefined;
    },
  });
  if (sheets.length === 0) {
    const message = 'This Excel workbook has no sheets. Open it in Excel, save it again, and add that.';
    throw new Unreadable('no-pages', message);
  }
  return { sheets, date1904 };
}

const binary = () =>
  new Unreadable('unsupported', 'This is a binary Excel workbook (.xlsb). Save it as .xlsx and add that.');
