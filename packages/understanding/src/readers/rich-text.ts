// Rich text (.rtf): paragraphs and table rows as lines. Also the body of Outlook's messages, which may wrap HTML in it.
import { Unreadable } from '../unreadable.js';
import { cleanText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';
import { richTextCharacters } from './rich-text-characters.js';
import { rowLine } from './table-text.js';

export function readRichText(bytes: Uint8Array): ReadResult {
  const { text, complete, pictures } = richTextToPlain(bytes);
  if (!complete) {
    throw new Unreadable('truncated', 'This RTF document is cut off: its end is missing. Save or send it again.');
  }
  const warning = 'This document holds pictures only. Save it as PDF and add that, so that they are read.';
  const warnings = text === '' && pictures ? [warning] : [];
  return plainResult({ kind: 'word', text, meta: { title: null, date: null, language: null, warnings } });
}

/** Groups whose words are not the document's text. */
const unseen = new Set(
  `fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf
  listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl
  fldinst bkmkstart bkmkend annotation atnid atnauthor nonshppict filetbl template operator title author comment`.split(
    /\s+/,
  ),
);
const signs: Record<string, string> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
  '~': '\u00a0',
  _: '‑',
};
/** Groups in one another; no program writes a tenth of it. */
const deepest = 1_000;

interface Group {
  /** Its words are not the document's text; or they are, and nobody is to see them. */
  skipped: boolean;
  hidden: boolean;
  font: number;
  /** Characters that stand behind each \u for programs that do not know it. */
  fallback: number;
}

/** The words of RTF; `complete` is false where a group stays open at the end. Throws Unreadable ('malformed'). */
export function richTextToPlain(bytes: Uint8Array): { text: string; complete: boolean; pictures: boolean } {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
  const characters = richTextCharacters();
  const out = rowsAndLines();
  const groups: Group[] = [];
  let group: Group = { skipped: false, hidden: false, font: 0, fallback: 1 };
  let first = true;
  let pending = 0;
  let pictures = false;
  let depth = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [, word, number, hex, symbol, brace, plain] = found;
    if (brace === '{') {
      if (++depth > deepest)
        throw new Unreadable('malformed', 'This RTF document nests too deeply. Save it as PDF and add that.');
      groups.push({ ...group });
      first = true;
      continue;
    }
    if (brace === '}') {
      depth = Math.max(0, depth - 1);
      group = groups.pop() ?? group;
      pending = 0;
      if (depth === 0) break;
      continue;
    }
    const atStart = first;
    first = false;
    if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (word === 'bin') token.lastIndex += Math.max(0, value ?? 0);
      if (word === 'pict') pictures = true;
      if (word === 'trowd') out.startRow();
      characters.note(word, value, group);
      if (atStart && unseen.has(word)) group.skipped = true;
      if (word === 'uc') group.fallback = Math.min(10, Math.max(0, value ?? 1));
      if (word === 'v' || word === 'deleted') group.hidden = value !== 0;
      if (group.skipped || group.hidden) continue;
      if (word === 'u' && value !== null) pending = group.fallback;
      sign(out, word, value);
      continue;
    }
    if (symbol === '*') group.skipped = true;
    if (group.skipped || group.hidden) continue;
    if (hex !== undefined) {
      if (pending > 0) pending--;
      else out.write(characters.decode(Number.parseInt(hex, 16), group.font));
    } else if (symbol !== undefined) {
      if (/[\r\n]/.test(symbol)) out.write('\n');
      else if (pending > 0) pending--;
      else out.write(signs[symbol] ?? (/[\\{}]/.test(symbol) ? symbol : ''));
    } else if (plain !== undefined) {
      out.write(characters.plain(plain.slice(pending), group.font));
      pending = Math.max(0, pending - plain.length);
    }
  }
  return { text: cleanText(out.text()), complete: depth === 0, pictures };
}

/** A control word that stands for a character, or ends a cell or a row. */
function sign(out: ReturnType<typeof rowsAndLines>, word: string, value: number | null): void {
  if (word === 'u' && value !== null) out.write(String.fromCharCode(value & 0xffff));
  else if (word === 'cell' || word === 'nestcell') out.endCell();
  else if (word === 'row' || word === 'nestrow') out.endRow();
  else if (Object.hasOwn(signs, word)) out.write(signs[word] ?? '');
}

/** Cells gather until their row ends; a paragraph outside of them is a line. */
function rowsAndLines() {
  const pieces: string[] = [];
  let cells: string[] = [];
  let from = 0;
  const taken = () => pieces.splice(from).join('');
  return {
    write: (words: string) => void pieces.push(words),
    startRow() {
      if (cells.length === 0) from = pieces.length;
    },
    endCell() {
      if (cells.length < 1_000) cells.push(taken());
      from = pieces.length;
    },
    endRow() {
      const line = rowLine(cells);
      cells = [];
      pieces.push(line === '' ? '' : `${line}\n`);
      from = pieces.length;
    },
    text: () =>
      pieces
        .join('')
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
  };
}
