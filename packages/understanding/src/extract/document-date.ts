// The date of a document that carries none in its head: the one that its first lines name, and the place beside it.
import type { Reading } from '@vito/contracts/reading';
import { DateTime } from 'luxon';
import { resolveDay } from '../deadline/day.js';
import { mentions } from '../deadline/mention.js';
import { zoneOfHeading } from '../deadline/zone.js';
import { fold } from '../fold.js';

export interface DocumentDate {
  /** YYYY-MM-DD */
  date: string;
  /** IANA zone of the place named beside it, or null. */
  zone: string | null;
}

const labelled =
  /^(?:[-*#> ]|\*\*)*(?:(?:invoice |meeting |issue |document )?date|dated|held on|fecha(?: de (?:factura|emision|la reunion))?|(?:rechnungs)?datum|data|le|am)\b[^:]{0,12}[: ]/;

/** Days in the rows of a table are what the table is about. */
const isRow = /^\s*\|[^|]+\|[^|]+\|[^|]*\|/;

/** Looks at the first 40 lines; a labelled date wins over the first one named. Dates without a year do not count. */
export function documentDate(reading: Reading): DocumentDate | null {
  if (reading.meta.date) return { date: reading.meta.date, zone: null };
  const lines = reading.text.slice(0, 6000).split('\n').slice(0, 40);
  const dated = lines.flatMap((line, i) => {
    const date = line.length < 400 && !isRow.test(line) ? fullDate(line) : null;
    return date ? [{ date, zone: zoneOfHeading(line), labelled: labelled.test(fold(line)), i }] : [];
  });
  const best = dated.find((line) => line.labelled) ?? dated.find((line) => line.i < 12);
  return best ? { date: best.date, zone: best.zone } : null;
}

/** The first date with a year in a line, as YYYY-MM-DD. */
export function fullDate(line: string): string | null {
  for (const { day } of mentions(line, { dayFirst: true })) {
    if (day?.kind !== 'date' || day.year === null) continue;
    const at = resolveDay(day, DateTime.fromISO('2000-01-01', { zone: 'UTC' }), () => null);
    if (at) return at.at.toISODate();
  }
  return null;
}
