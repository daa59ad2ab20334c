// `vito read FILE…`: the text and the pages of files. Offline.
import type { Reading } from '@vito/contracts/reading';
import { tableCsv } from '@vito/understanding/tables';
import { type Call, command, WrongUse } from '../command.js';
import { findFiles } from '../folder.js';
import { documentsIn } from '../offline-documents.js';
import { createReader } from '../offline-reading.js';
import type { Output } from '../output.js';

const options = {
  csv: { type: 'boolean', about: 'print the tables of the files as CSV, and nothing else' },
  attachments: { type: 'boolean', about: 'read the attachments of mails too' },
} as const;

export const read = command({
  usage: 'FILE… [OPTIONS]',
  about:
    'Prints the text of files page by page, with no server: mails, mailboxes, chats, text, Markdown, HTML, PDF, pictures (by OCR), Word and OpenDocument texts, rich text, spreadsheets, slides, calendars, and archives of such files. A folder stands for every such file in it.',
  options,
  examples: [
    'vito read scan.pdf',
    'vito read letter.eml --json',
    'vito read invoice.pdf --csv > invoice.csv',
    'vito read scan.tif | grep -i invoice',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length === 0) throw new WrongUse('Say which files: vito read FILE…');
  if (values.csv && out.jsonOnly) throw new WrongUse('Say either --csv or --json: --json has the tables too.');
  const { files, skipped, problems } = findFiles(args);
  for (const name of skipped) out.note(`skipped ${name}: not of a kind that ViTo reads`);
  for (const { name, message } of problems) out.note(`${name}: ${message}`);
  const reader = createReader(out, env);
  let failures = problems.length;
  let first = true;
  let tables = 0;
  for (const file of files) {
    for await (const document of documentsIn(file, reader, values.attachments === true)) {
      if ('problem' in document) {
        failures += 1;
        out.note(`${document.name}: ${document.problem}`);
      } else if ('skipped' in document) out.note(`skipped ${document.name}: not of a kind that ViTo reads`);
      else if (values.csv) tables += printTables(document.name, document.reading, tables, out);
      else if (out.jsonOnly) out.json(asJson(document.name, document.reading));
      else {
        const named =
          files.length > 1 || document.name !== file.name || ['mailbox', 'archive'].includes(document.reading.kind);
        if (named) out.line(`${first ? '' : '\n'}${out.paint('bold', document.name)}`);
        print(document.name, document.reading, out);
        first = false;
      }
    }
  }
  if (values.csv && tables === 0) out.note('There is no table in this. Without --csv, vito read prints the text.');
  return failures > 0 || (values.csv && tables === 0) ? 1 : 0;
}

/** Each table with an empty line before it when it is not the first; how many there were. */
function printTables(file: string, reading: Reading, before: number, out: Output): number {
  for (const warning of reading.meta.warnings) out.note(`${file}: ${warning}`);
  const tables = reading.tables ?? [];
  for (const [i, table] of tables.entries()) {
    if (before + i > 0) out.line();
    out.line(tableCsv(reading, table).trimEnd().replaceAll('\r\n', '\n'));
  }
  return tables.length;
}

function asJson(file: string, { kind, text, pages, tables, meta }: Reading) {
  return {
    file,
    kind,
    text,
    pages: pages.map(({ page, start, end, ocr, confidence }) => ({
      page,
      text: text.slice(start, end),
      ocr,
      confidence,
    })),
    tables: (tables ?? []).map(({ cells, ...table }) => ({
      ...table,
      cells: cells.map(({ row, column, start, end }) => ({ row, column, text: text.slice(start, end) })),
    })),
    meta,
  };
}

function print(file: string, reading: Reading, out: Output): void {
  for (const warning of reading.meta.warnings) out.note(`${file}: ${warning}`);
  if (reading.pages.length === 0) out.line(reading.text.trimEnd());
  for (const page of reading.pages) {
    const how = page.ocr
      ? ` · OCR${page.confidence === null ? '' : `, confidence ${Math.round(page.confidence)} of 100`}`
      : '';
    if (reading.pages.length > 1 || page.ocr) out.line(out.paint('dim', `— page ${page.page}${how} —`));
    out.line(reading.text.slice(page.start, page.end).trimEnd());
  }
}
