// Sentences of a unit, with offsets. Abbreviations, initials, dates and times do not end one.
import type { Span } from '@vito/contracts/reading';
import { months } from '../deadline/lexicon.js';
import { fold } from '../fold.js';

const abbreviations = new Set(
  'mr mrs ms dr prof sr sra st no nr art abs vs etc eg ie approx dept est inc ltd co corp jr ca bzw zb dh ua usw evtl ggf tel fa hr fr pag ej ud uds cia mme mlle m p pp vol sec fig mon tue wed thu fri sat sun cf resp attn ref incl excl max min'.split(
    ' ',
  ),
);

/** The sentences of a range of `text`. In chats a stop before a lower-case word ends one too. */
export function sentences(text: string, range: Span, chat: boolean): Span[] {
  const out: Span[] = [];
  const words = text.slice(range.start, range.end);
  const stop = /[.!?…]+["'”’)\]»*_]*(?=\s|$)/g;
  let from = 0;
  for (const match of words.matchAll(stop)) {
    const end = match.index + match[0].length;
    if (ends(words, match.index, match[0], end, chat)) {
      push(out, words, from, end, range.start);
      from = end;
    }
  }
  push(out, words, from, words.length, range.start);
  return out;
}

function push(out: Span[], words: string, from: number, to: number, base: number): void {
  const piece = words.slice(from, to);
  const lead = piece.length - piece.trimStart().length;
  const length = piece.trim().length;
  if (length > 0) out.push({ start: base + from + lead, end: base + from + lead + length });
}

function ends(words: string, at: number, mark: string, end: number, chat: boolean): boolean {
  const next = /^\s+["'“‘(¿¡*_]*(\S[^\s]{0,20})/.exec(words.slice(end, end + 40))?.[1];
  if (next === undefined) return true;
  if (mark !== '.') return !(/^…$|^\.{2,}$/.test(mark) && /^\p{Ll}/u.test(next));
  const before = /(\S{1,24})$/.exec(words.slice(Math.max(0, at - 24), at))?.[1] ?? '';
  const word = fold(before).replace(/[^a-z0-9]/g, '');
  if (abbreviations.has(word) || /^[a-z]$/.test(word) || /^(?:[ap]m|eg|ie|zb|dh)$/.test(word)) {
    return /^\p{Lu}/u.test(next) && /^(?:[ap]m|etc|[ap]\.m)$/.test(word);
  }
  if (/\d$/.test(before) && months[fold(next).replace(/[^a-z]/g, '')] !== undefined) return false;
  if (months[word] !== undefined && word.length <= 4 && /^\d/.test(next)) return false;
  return !/^\p{Ll}/u.test(next) || chat;
}
