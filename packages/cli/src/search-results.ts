// Passages as people read them: who said it where, the passage with its matching words marked, and how to see more.
import type { FoundPassage, IndexState } from '@vito/contracts/search';
import type { Output } from './output.js';
import { partyName } from './party.js';
import { table, wrap } from './table.js';

const readable = 96;

/** Lines for all of them: numbered paragraphs on a terminal, one line each in a pipe. */
export function passageRows(passages: readonly FoundPassage[], out: Output): string[] {
  if (out.terminal) return passages.flatMap((passage, place) => paragraph(passage, place + 1, out));
  const columns = ['DOCUMENT', 'PAGE', 'SAID', 'WHO', 'TITLE', 'PASSAGE'].map((head) => ({ head }));
  const rows = passages.map((one) =>
    [
      one.documentId,
      one.page === null ? '-' : `${one.page}`,
      dayOf(one) || '-',
      whoOf(one) || '-',
      one.title,
      one.text,
    ].map(even),
  );
  return table(columns, rows, out);
}

function paragraph(passage: FoundPassage, place: number, out: Output): string[] {
  const page = passage.page === null ? '' : `page ${passage.page}`;
  const head = [passage.title, whoOf(passage), dayOf(passage), page].filter((part) => part !== '').join(' · ');
  const alike = passage.alike === 0 ? '' : ` (and ${passage.alike} more like it)`;
  const lines = wrap(even(passage.text), Math.min(out.width, readable) - 4);
  const words = new Set(passage.marks.map(({ start, end }) => even(passage.text.slice(start, end))));
  return [
    `${String(place).padStart(2)}  ${out.paint('bold', head)}`,
    ...lines.map((line) => `    ${marked(line, words, out)}`),
    `    ${out.paint('dim', `${passage.documentId}${alike}`)}`,
    '',
  ];
}

const marked = (line: string, words: ReadonlySet<string>, out: Output): string =>
  line.replace(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu, (word) =>
    words.has(word) ? out.paint('yellow', word) : word,
  );

const even = (text: string): string => text.replace(/\s+/g, ' ').trim();
const dayOf = ({ saidAt }: FoundPassage): string => saidAt?.slice(0, 10) ?? '';
const whoOf = ({ speakers }: FoundPassage): string => speakers.flatMap((one) => partyName(one) ?? []).join(', ');

/** What to say where nothing was found: why that may be, and what to do. */
export function nothingFound(index: IndexState, narrowed: boolean): string {
  if (index.documents === 0)
    return 'There are no documents yet: put some in with "vito add FILES", or try "vito sample".';
  if (index.words < index.documents)
    return `Nothing found so far: ${index.words} of ${index.documents} documents are indexed. Try again in a moment.`;
  if (narrowed) return 'Nothing found. Leave out --person, --from, --to or --kind to look everywhere.';
  return 'Nothing found. Try other words, or ask in a sentence: vito ask "Who fixes the roof?"';
}
