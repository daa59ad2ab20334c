// Pages of a document as the database keeps them, with their words packed as numbers.
import type { Page } from '@vito/contracts/reading';
import type { Reader } from '../platform/database.js';
import type { DocumentPageRow } from '../platform/tables.js';

export function pageRows(reader: Reader, id: string) {
  return reader.selectFrom('document_page').selectAll().where('document_id', '=', id).orderBy('page').execute();
}

export const pageOf = (row: DocumentPageRow): Page => ({ ...outline(row), words: wordsOf(row.words) });

export function outline(page: Omit<DocumentPageRow, 'words' | 'tenant_id' | 'document_id'>) {
  return {
    page: page.page,
    start: page.from_offset,
    end: page.to_offset,
    ocr: page.ocr,
    confidence: page.confidence,
    width: page.width,
    height: page.height,
    rotation: page.rotation,
  };
}

export function wordsOf(packed: number[]): Page['words'] {
  const words = [];
  for (let i = 0; i + 5 < packed.length; i += 6) {
    const [start, end, x, y, width, height] = packed.slice(i, i + 6) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    words.push({ start, end, x, y, width, height });
  }
  return words;
}
