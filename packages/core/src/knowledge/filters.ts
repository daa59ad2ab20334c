// Which passages may be found: by person, by day, by kind of document.
import type { SearchQuery } from '@vito/contracts/search';
import { fold } from '@vito/understanding/fold';
import type { Only } from './vectors.js';

/** Null where everything may be found. Days are those of UTC; passages without a date pass no filter of days. */
export function onlyOf(query: Pick<SearchQuery, 'person' | 'from' | 'to' | 'kind'>): Only | null {
  const { person, from, to, kind } = query;
  if (!person && !from && !to && !kind) return null;
  return (first) => {
    const values: unknown[] = [];
    const put = (value: unknown) => `$${first + values.push(value) - 1}`;
    const parts = [
      ...(person ? [`p.people like ${put(`%${literally(fold(person))}%`)}`] : []),
      ...(from ? [`p.said_at >= ${put(from)}::date at time zone 'UTC'`] : []),
      ...(to ? [`p.said_at < (${put(to)}::date + 1) at time zone 'UTC'`] : []),
      ...(kind ? [`p.kind = ${put(kind)}`] : []),
    ];
    return { where: parts.join(' and '), values };
  };
}

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
