// The log arranged for the screen: a document's arrival and its reading as one entry, entries by day, and what each says.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { dayOf } from './moment.js';
import { plainType, statusWords, suggestionWords } from './words.js';

export type LogFilter = 'all' | 'commitments' | 'documents';

export interface LogDay {
  day: string;
  entries: TimelineEntry[];
}

/**
 * Newest first, by day in the zone. A document's arrival and its reading are one entry, at the newest of them:
 * older pages come later, so what is on the screen never gives way to them.
 */
export function logDays(entries: readonly TimelineEntry[], filter: LogFilter, zone: string): LogDay[] {
  const told = new Set<string>();
  const days: LogDay[] = [];
  for (const entry of entries) {
    if (!kept(entry, filter) || told.has(entryKey(entry))) continue;
    told.add(entryKey(entry));
    const day = dayOf(entry.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** What stays itself on the screen: an event; or a document that came in, while it is read. */
export function entryKey(entry: Pick<TimelineEntry, 'seq' | 'type' | 'document'>): string {
  return readingTypes.has(entry.type) && entry.document ? entry.document.id : `seq-${entry.seq}`;
}
const readingTypes = new Set(['document.received', 'document.read', 'document.unreadable']);

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
  'commitment.reread': 'read anew',
  'commitment.restated': 'found told again:',
  'commitment.followed': 'read a message anew for',
  'commitment.refused': 'said “not so” to a message about',
  'commitment.undone': 'took back the last change of',
  'company.profile-set': 'said who you are',
  'company.approvers-set': 'said who is asked for approvals by mail',
  'company.sample-loaded': 'put in the sample company',
  'company.event-revealed': 'looked into an event',
  'directory.merged': 'said that two people are one',
  'directory.split': 'told two people apart',
  'directory.renamed': 'renamed somebody',
  'directory.alias-added': 'added a name of somebody',
  'directory.organisation-set': 'said for whom somebody works',
  'directory.us-set': 'said who we are',
  'directory.undone': 'took back the last change to people',
  'source.added': 'let a source send webhooks',
  'source.paused': 'paused a source of webhooks',
  'source.resumed': 'let a source of webhooks go on',
  'source.removed': 'removed a source of webhooks, with what came from it',
  'connection.added': 'added a connection that fetches from elsewhere',
  'connection.drifted': 'found that what a connection fetches is no longer as it was chosen',
  'connection.paused': 'paused a connection',
  'connection.resumed': 'let a connection go on',
  'connection.removed': 'removed a connection, with what it fetched',
  'sync.failed': 'could not finish fetching by a connection',
  'run.gate-opened': 'waits for an approval',
  'run.gate-decided': 'was decided about',
  'run.completed': 'completed',
  'run.ended': 'ended before it was done',
  'run.compensated': 'ended, and what it had done is undone',
  'run.compensation-failed': 'ended, and not all that it had done is undone',
  'endpoint.added': 'let events be sent to an endpoint',
  'endpoint.disabled': 'switched an endpoint off',
  'endpoint.enabled': 'switched an endpoint on again',
  'endpoint.removed': 'removed an endpoint',
  'document.received': 'came in',
  'document.read': 'was read',
  'document.unreadable': 'could not be read',
  'document.deleted': 'was deleted',
  'document.retried': 'is being read again',
};

/** True where the event is the finding of a commitment rather than something done to one. */
export function isFinding(entry: Pick<TimelineEntry, 'type'>): boolean {
  return entry.type === 'commitment.proposed' || entry.type === 'commitment.stated';
}

/** What was done, after the actor's name or the document's: "accepted", "moved the date of", "was read". */
export function deedOf(entry: Pick<TimelineEntry, 'type'> & Partial<Pick<TimelineEntry, 'change'>>): string {
  if (entry.type === 'commitment.followed' && entry.change) return heardWord(entry.change);
  return deeds[entry.type] ?? plainType(entry.type);
}

/** What a message made of a commitment: "found that a message moves the date of", "found what looks like the end of". */
function heardWord({ status, due, suggests }: NonNullable<TimelineEntry['change']>): string {
  if (status) return `found that a message ${heardWords[status.to]}`;
  if (due) return `found that a message ${heardWords.renegotiated}`;
  return suggests ? `found a message by which ${suggestionWords[suggests].toLowerCase()}:` : 'read a message anew for';
}
const heardWords: Record<CommitmentStatus, string> = {
  proposed: 'reopens',
  accepted: 'accepts',
  declined: 'declines',
  renegotiated: 'moves the date of',
  delegated: 'hands over',
  fulfilled: 'fulfils',
  cancelled: 'calls off',
};

/** Who did it: the person's name, or ViTo itself for what the machine does. */
export function actorName(actor: TimelineEntry['actor'], myName: string | null): string {
  if (actor.kind !== 'person') return 'ViTo';
  return actor.name === null || actor.name === myName ? 'You' : actor.name;
}

const historyWords: Record<string, string> = {
  'commitment.proposed': 'Found in the text',
  'commitment.stated': 'Made by a run',
  'commitment.reread': 'Read anew',
  'commitment.dismissed': 'Dismissed as no commitment',
  'commitment.restated': 'Told again',
  'commitment.followed': 'Followed through its thread',
  'commitment.refused': 'A message said not so',
  'commitment.undone': 'Last change taken back',
};

/** The types of a commitment's history in words, for its own page: "Found in the text", "Accepted". */
export function historyWord(type: string): string {
  const known = historyWords[type];
  if (known) return known;
  const word = plainType(type);
  return statusWords[word as keyof typeof statusWords] ?? word.charAt(0).toUpperCase() + word.slice(1);
}
