// A file read in parts, each a job of its own, put together again as if it had been read at once.
import type { Page, Reading } from '@vito/contracts/reading';

/** The first part with the second behind it. Parts are of one PDF or picture. */
export function joinParts(first: Reading, second: Reading): Reading {
  const shift = first.text.length + between.length;
  const tables = (second.tables ?? []).map((table) => ({
    ...table,
    cells: table.cells.map((cell) => moved(cell, shift)),
  }));
  return {
    ...first,
    text: first.text + between + second.text,
    pages: [...first.pages, ...second.pages.map((page) => movedPage(page, shift))],
    tables: [...(first.tables ?? []), ...tables],
    meta: { ...first.meta, warnings: [...new Set([...first.meta.warnings, ...second.meta.warnings])] },
  };
}

/** What stands between two pages. */
const between = '\n\n';

function movedPage(page: Page, shift: number): Page {
  return { ...moved(page, shift), words: page.words.map((word) => moved(word, shift)) };
}

function moved<T extends { start: number; end: number }>(range: T, shift: number): T {
  return { ...range, start: range.start + shift, end: range.end + shift };
}
