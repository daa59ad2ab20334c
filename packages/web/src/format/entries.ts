// The log arranged for the screen: a document's arrival and its reading as one entry, entries by day, and what each says.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { dayOf } from './moment.js';
import { plainType, statusWords } from './words.js';

export type LogFilter = 'all' | 'commitments' | 'documents';

export interface LogDay {
  day: string;
  entries: TimelineEntry[];
}

/** Newest first, by day in the zone. An entry that another one already shows is folded into it. */
export function logDays(entries: readonly TimelineEntry[], filter: LogFilter, zone: string): LogDay[] {
  const arrived = new Set(
    entries.filter((entry) => entry.type === 'document.received').map((entry) => entry.document?.id),
  );
  const days: LogDay[] = [];
  for (const entry of entries) {
    if (!kept(entry, filter) || folded(entry, arrived)) continue;
    const day = dayOf(entry.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** The first reading of a document is told by its arrival; later ones (a retry) speak for themselves. */
function folded(entry: TimelineEntry, arrived: ReadonlySet<string | undefined>): boolean {
  return foldedTypes.has(entry.type) && entry.document !== null && arrived.has(entry.document.id);
}
const foldedTypes = new Set(['document.read', 'document.reading-started', 'document.unreadable']);

function kept(entry: TimelineEntry, filter: LogFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'commitments' ? entry.commitment !== null : entry.commitment === null && entry.document !== null;
}

const deeds: Record<string, string> = {
  'commitment.accepted': 'accepted',
  'commitment.declined': 'declined',
  'commitment.fulfilled': 'fulfilled',
  'commitment.cancelled': 'cancelled',
  'commitment.renegotiated': 'moved the date of',
  'commitment.delegated': 'delegated',
  'commitment.dismissed': 'dismissed as no commitment',
  'commitment.corrected': 'corrected',
  'commitment.withdrawn': 'withdrew',
  'document.received': 'came in',
  'document.read': 'was read',
  'document.unreadable': 'could not be read',
  'document.deleted': 'was deleted',
  'document.retried': 'is being read again',
};

/** True where the event is the finding of a commitment rather than something done to one. */
export function isFinding(entry: Pick<TimelineEntry, 'type'>): boolean {
  return entry.type === 'commitment.proposed';
}

/** What was done, after the actor's name or the document's: "accepted", "moved the date of", "was read". */
export function deedOf(entry: Pick<TimelineEntry, 'type'>): string {
  const known = deeds[entry.type];
  if (known) return known;
  return /und(o|one|id)|revert/.test(entry.type) ? 'took back the last change of' : plainType(entry.type);
}

/** Who did it: the person's name, or ViTo itself for what the machine does. */
export function actorName(actor: TimelineEntry['actor'], myName: string | null): string {
  if (actor.kind !== 'person') return 'ViTo';
  return actor.name === null || actor.name === myName ? 'You' : actor.name;
}

/** The types of a commitment's history in words, for its own page: "Found in the text", "Accepted". */
export function historyWord(type: string): string {
  if (type === 'commitment.proposed') return 'Found in the text';
  if (type === 'commitment.renegotiated') return 'Renegotiated';
  if (type === 'commitment.dismissed') return 'Dismissed as no commitment';
  if (/und(o|one|id)|revert/.test(type)) return 'Last change taken back';
  const word = plainType(type);
  return statusWords[word as keyof typeof statusWords] ?? word.charAt(0).toUpperCase() + word.slice(1);
}
