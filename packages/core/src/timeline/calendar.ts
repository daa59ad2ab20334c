// The dues as an iCalendar feed (RFC 5545): civil days as all-day events, times of day as instants.
import type { CommitmentView } from '@vito/contracts/commitment';

/** The feed's text. `now` stamps the entries. */
export function calendarOf(commitments: CommitmentView[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//ViTo//Commitments//EN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:ViTo',
    'CALSCALE:GREGORIAN',
  ];
  for (const commitment of commitments) lines.push(...eventOf(commitment, now));
  lines.push('END:VCALENDAR');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function eventOf(commitment: CommitmentView, now: Date): string[] {
  const when = commitment.due === null ? null : whenOf(commitment.due);
  if (when === null) return [];
  const debtor = commitment.debtor?.name ?? commitment.debtor?.organisation ?? commitment.debtor?.address;
  const title = commitment.side === 'i-owe' || !debtor ? commitment.action : `${debtor}: ${commitment.action}`;
  return [
    'BEGIN:VEVENT',
    `UID:${commitment.id}@vito`,
    `DTSTAMP:${stamp(now)}`,
    `SEQUENCE:${commitment.version}`,
    ...when,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(`“${commitment.quote}” (${commitment.documentName})`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** Null for a due that is in no calendar. An instant has no end: that would have to lie after its start (RFC 5545, 3.8.2.2). */
function whenOf(due: string): string[] | null {
  const civil = due.length <= 10;
  const at = new Date(civil ? `${due}T00:00:00Z` : due);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9998) return null;
  if (!civil) return [`DTSTART:${stamp(at)}`];
  if (at.toISOString().slice(0, 10) !== due) return null; // a day that does not exist
  const next = new Date(at.getTime() + 86_400_000);
  return [`DTSTART;VALUE=DATE:${stamp(at).slice(0, 8)}`, `DTEND;VALUE=DATE:${stamp(next).slice(0, 8)}`];
}

/** 20260306T170000Z */
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

/** Text as a value (RFC 5545, 3.3.11): other control characters than line ends and tabs have no place in it. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

/** Lines of at most 75 octets, never cut inside a character. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

/** In UTF-8. */
const octetsOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
