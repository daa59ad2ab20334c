// A feed cut into its components, whatever else is in it: each is read by itself, so that a broken one costs nothing but itself.
import { Unreadable } from '../unreadable.js';

export interface Components {
  /** Lines of the calendar itself. */
  properties: string[];
  zones: string[];
  events: string[];
  problems: string[];
  /** Whether it came to its end. */
  whole: boolean;
}

const longestLine = 100_000; // characters: what is longer is no line of a calendar
const line = /^[A-Za-z][A-Za-z0-9-]*[;:]/;
const wanted: Record<string, 'zones' | 'events'> = { VTIMEZONE: 'zones', VEVENT: 'events' };

/** Throws Unreadable where it is no calendar. Lines that are none are left out. */
export function componentsOf(source: string): Components {
  const start = source.slice(0, 2000).trimStart();
  if (!/^BEGIN:VCALENDAR/i.test(start)) throw new Unreadable('malformed', noCalendar(start));
  const result: Components = { properties: [], zones: [], events: [], problems: [], whole: true };
  const open: string[] = [];
  let own: string[] | null = null;
  for (const text of unfolded(source)) {
    const [, what = '', name = ''] = /^(BEGIN|END):([A-Za-z0-9-]+)\s*$/i.exec(text) ?? [];
    const component = name.toUpperCase();
    if (what.toUpperCase() === 'BEGIN') {
      if (component === 'VALARM' || own) open.push(component);
      else if (wanted[component]) {
        open.push(component);
        own = [];
      } else if (component !== 'VCALENDAR') open.push(component);
    }
    if (own && !open.includes('VALARM') && line.test(text)) own.push(text);
    if (what === '' && open.length === 0 && line.test(text)) result.properties.push(text);
    if (what.toUpperCase() !== 'END' || component === 'VCALENDAR' || !open.includes(component)) continue;
    open.splice(open.lastIndexOf(component));
    const list = wanted[component];
    if (!own || !list || open.length > 0) continue;
    result[list].push(own.join('\r\n'));
    own = null;
  }
  if (open.length > 0 || !/^END:VCALENDAR\s*$/im.test(source.slice(-2000))) {
    result.whole = false;
    result.problems.push('the feed ends in the middle: what is missing is not taken to be gone');
  }
  return result;
}

function noCalendar(start: string): string {
  if (/^<(!doctype|html)/i.test(start))
    return 'the address answers with a web page, not a calendar: look for the address of its feed (ICS)';
  return 'what the address answers with is no calendar (ICS)';
}

function* unfolded(source: string): Generator<string> {
  let begun: string[] = [];
  let length = 0;
  for (let at = 0; at < source.length; ) {
    const end = source.indexOf('\n', at);
    const text = source.slice(at, end === -1 ? source.length : end).replace(/\r$/, '');
    at = end === -1 ? source.length : end + 1;
    const isMore = text.startsWith(' ') || text.startsWith('\t');
    if (!isMore) {
      if (length > 0) yield begun.join('');
      begun = [];
      length = 0;
    }
    const piece = (isMore ? text.slice(1) : text).slice(0, Math.max(0, longestLine - length));
    begun.push(piece);
    length += piece.length;
  }
  if (length > 0) yield begun.join('');
}

/** The value of a property of the calendar. */
export function nameOf(properties: string[], name: string): string | null {
  const found = properties.find(
    (text) => text.toUpperCase().startsWith(`${name}:`) || text.toUpperCase().startsWith(`${name};`),
  );
  return (
    found
      ?.slice(found.indexOf(':') + 1)
      .trim()
      .slice(0, 200) || null
  );
}
