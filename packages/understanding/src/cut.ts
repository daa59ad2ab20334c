// Cutting a reading into the pieces that search finds: a few sentences of one speaker, or an exchange of a chat.
import type { Party, Reading } from '@vito/contracts/reading';
import { type Passage, passages } from './passage.js';
import { isTalk } from './talk.js';

export interface Piece {
  /** Offsets into the reading's text, and the words between them. */
  start: number;
  end: number;
  text: string;
  /** What it stands under: the subject or title of the document and the nearest heading, where there are any. */
  title: string | null;
  heading: string | null;
  /** Who speaks in it, and who is spoken to, each once. */
  speakers: Party[];
  addressed: Party[];
  /** When it was said, or the document's own date: ISO 8601, or a day. */
  saidAt: string | null;
  page: number | null;
}

/** Characters: a piece is closed before it grows past `most`, and a new paragraph starts a new one from `enough` on. */
const most = 420;
const enough = 100;
/** Characters: a name under a letter is nothing to find. */
const least = 15;
/** Milliseconds of silence that end an exchange. */
const silence = 90 * 60_000;

/** The pieces of a reading in order of place: its own words only, as quoted ones were said elsewhere. */
export function cut(reading: Reading): Piece[] {
  const groups: Passage[][] = [];
  for (const passage of passages(reading)) {
    const group = groups.at(-1);
    if (group && joins(reading, group, passage)) group.push(passage);
    else groups.push([passage]);
  }
  return groups.map((group) => piece(reading, group)).filter(({ text }) => isTalk(reading) || text.length > least);
}

function joins(reading: Reading, group: Passage[], next: Passage): boolean {
  const first = group[0] as Passage;
  const last = group.at(-1) as Passage;
  if (next.end - first.start > most || next.start - last.end > 40) return false;
  if (pageOf(reading, next.start) !== pageOf(reading, first.start)) return false;
  if (next.message !== last.message) return isTalk(reading) && group.length < 5 && !silent(reading, last, next);
  if (isTalk(reading)) return true;
  if (next.heading !== first.heading) return first.heading === null && last.end - first.start < enough / 2;
  return next.block === last.block || last.end - first.start < enough;
}

/** Whether so much time lies between two messages that the second starts something new. */
function silent(reading: Reading, last: Passage, next: Passage): boolean {
  const at = ({ message }: Passage) => Date.parse(reading.messages[message ?? -1]?.sentAt ?? '');
  return at(next) - at(last) > silence;
}

function piece(reading: Reading, group: Passage[]): Piece {
  const start = (group[0] as Passage).start;
  const end = (group.at(-1) as Passage).end;
  const messages = [...new Set(group.map(({ message }) => message))].flatMap((at) => reading.messages[at ?? -1] ?? []);
  return {
    start,
    end,
    text: reading.text.slice(start, end),
    title: messages[0]?.subject ?? reading.meta.title,
    heading: group[0]?.heading ?? null,
    speakers: everybody(messages.flatMap(({ from }) => from ?? [])),
    addressed: everybody(messages.flatMap(({ to, cc }) => [...to, ...cc])),
    saidAt: messages[0]?.sentAt ?? reading.meta.date,
    page: pageOf(reading, start),
  };
}

function pageOf(reading: Reading, at: number): number | null {
  return reading.pages.find((page) => at >= page.start && at < page.end)?.page ?? null;
}

function everybody(parties: Party[]): Party[] {
  const found = new Map(parties.map((party) => [`${party.name} ${party.address} ${party.organisation}`, party]));
  return [...found.values()];
}
