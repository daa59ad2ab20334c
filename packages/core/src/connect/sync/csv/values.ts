// What a cell says, by the type and the format of its column. Pure.
import type { ColumnFormat, ColumnType } from '@vito/contracts/table';
import { isLongNumber } from '../exact.js';

/** Null where it is nothing of the kind. */
export function cellValue(text: string, type: ColumnType, format: ColumnFormat | null): string | number | null {
  const written = text.trim();
  if (type === 'text') return text;
  if (type === 'number') return numberOf(written, format === 'decimal-comma');
  if (type === 'date') return dayOf(written, format);
  return timeOf(written, format);
}

const plainNumber = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|^\.\d+$/;
const spaces = /(?<=\d)[   '’](?=\d{3}(?!\d))/g;

/** Signs of currencies stand beside it, a minus before or behind, or brackets around it. What a double cannot hold stays text. */
function numberOf(text: string, comma: boolean): string | number | null {
  let bare = text
    .replace(/^[€$£¥]\s?|\s?[€$£¥]$/g, '')
    .replaceAll('−', '-')
    .trim();
  const bracketed = /^\((.+)\)$/.exec(bare);
  if (bracketed) bare = bracketed[1] ?? '';
  const negative = bracketed !== null || /^-|-$/.test(bare);
  bare = bare
    .replace(/^[-+]\s?|-$/g, '')
    .replace(/^[€$£¥]\s?/, '')
    .replace(spaces, '');
  const pointed = comma ? bare.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ',')) : bare;
  if (!plainNumber.test(pointed)) return null;
  const digits = pointed.replaceAll(',', '').replace(/^\./, '0.');
  if (/^0\d/.test(digits)) return null; // a number does not begin so; a name that is made of digits does
  const signed = negative ? `-${digits}` : digits;
  return isLongNumber(signed) ? signed : Number(signed);
}

const numbered = /^(\d{1,4})([-./ ])\s?(\d{1,2})\2\s?(\d{1,4})$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;

/** YYYY-MM-DD. Years have four digits: of two nobody knows the century. */
function dayOf(text: string, format: ColumnFormat | null): string | null {
  if (format === 'month-named') return namedDay(text);
  const whole = format === 'year-first' ? compact.exec(text) : null;
  if (whole) return day(whole[1], whole[2], whole[3]);
  const [, one, , two, three] = numbered.exec(text) ?? [];
  if (format === 'year-first') return day(one, two, three);
  return format === 'day-first' ? day(three, two, one) : day(three, one, two);
}

function day(year = '', month = '', date = ''): string | null {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(date)) return null;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const same = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(date) && Number(year) >= 1000;
  return same ? at.toISOString().slice(0, 10) : null;
}

const fold = (word: string) =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
const months = new Map<string, number>();
for (const locale of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'])
  for (const style of ['long', 'short'] as const)
    for (let month = 0; month < 12; month++) {
      const name = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' }).format(Date.UTC(2026, month, 5));
      if (!months.has(fold(name))) months.set(fold(name), month + 1);
    }

function namedDay(text: string): string | null {
  const first = /^(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]*(?:de\s)?(\p{L}+)\.?[\s-]*(?:de\s)?,?\s*(\d{4})$/u.exec(text);
  const second = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  const [date, name, year] = first ? [first[1], first[2], first[3]] : [second?.[2], second?.[1], second?.[3]];
  const month = months.get(fold(name ?? ''));
  return month ? day(year, String(month), date) : null;
}

const clock = /^(.+?)[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?([AaPp][Mm])?\s?(Z|[+-]\d{2}:?\d{2})?$/;

/** YYYY-MM-DDTHH:MM:SS, with its offset where it is written there. */
function timeOf(text: string, format: ColumnFormat | null): string | null {
  const [, date = '', hours = '', minutes = '', seconds = '00', half, offset = ''] = clock.exec(text) ?? [];
  const on = dayOf(date, format);
  if (on === null) return null;
  const written = Number(hours);
  if (half && (written < 1 || written > 12)) return null;
  const hour = half ? (written % 12) + (/p/i.test(half) ? 12 : 0) : written;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const zone = offset === '' || offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  return `${on}T${String(hour).padStart(2, '0')}:${minutes}:${seconds}${zone}`;
}
