// Tables as text: a line of cells between bars for every row, which is what extraction looks for in tables of tasks.
import type { Page } from '@vito/contracts/reading';

/** Characters of one cell that are kept. */
const longestCell = 2_000;

/** A row as "| Tom | Book the hall | 2026-03-20 |". Empty cells keep their place; a row without any words is ''. */
export function rowLine(cells: readonly string[]): string {
  const words = cells.map((cell) => cell.slice(0, longestCell).replace(/\s+/g, ' ').replaceAll('|', '/').trim());
  while (words.at(-1) === '') words.pop();
  return words.length === 0 ? '' : `| ${words.join(' | ')} |`;
}

/** Pages of a document that has no page images (sheets of a workbook, slides), joined by empty lines. */
export function textPages(texts: readonly string[]): { text: string; pages: Page[] } {
  const pages: Page[] = [];
  let text = '';
  for (const [index, own] of texts.entries()) {
    if (index > 0) text += '\n\n';
    const size = { width: null, height: null };
    const start = text.length;
    pages.push({
      page: index + 1,
      start,
      end: start + own.length,
      ocr: false,
      confidence: null,
      ...size,
      rotation: 0,
      words: [],
    });
    text += own;
  }
  return { text, pages };
}
