// The dues as an iCalendar feed (RFC 5545): civil days as all-day events, times of day as instants.
import type { CommitmentView } from '@vito/contracts/commitment';
import { DateTime } from 'luxon';

/** The feed's text. `now` stamps the entries. */
export function calendarOf(commitments: CommitmentView[], now: Date): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//ViTo//Commitments//EN', 'METHOD:PUBLISH', 'X-WR-CALNAME:ViTo', 'CALSCALE:GREGORIAN'];
  for (const commitment of commitments) lines.push(...eventOf(commitment, now));
  lines.push('END:VCALENDAR');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function eventOf(commitment: CommitmentView, now: Date): string[] {
  if (commitment.due === null) return [];
  const debtor = commitment.debtor?.name ?? commitment.debtor?.organisation ?? commitment.debtor?.address;
  const title = commitment.side === 'i-owe' || !debtor ? commitment.action : `${debtor}: ${commitment.action}`;
  return [
    'BEGIN:VEVENT',
    `UID:${commitment.id}@vito`,
    `DTSTAMP:${stamp(DateTime.fromJSDate(now))}`,
    `SEQUENCE:${commitment.version}`,
    ...whenOf(commitment.due),
    `SUMMARY:${escape(title)}`,
    `DESCRIPTION:${escape(`“${commitment.quote}” (${commitment.documentName})`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function whenOf(due: string): string[] {
  if (due.length > 10) {
    const at = DateTime.fromISO(due, { setZone: true });
    return [`DTSTART:${stamp(at)}`, `DTEND:${stamp(at)}`];
  }
  const day = DateTime.fromISO(due, { zone: 'UTC' });
  return [`DTSTART;VALUE=DATE:${day.toFormat('yyyyMMdd')}`, `DTEND;VALUE=DATE:${day.plus({ days: 1 }).toFormat('yyyyMMdd')}`];
}

const stamp = (at: DateTime): string => at.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");

function escape(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Lines of at most 75 octets, never cut inside a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
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
