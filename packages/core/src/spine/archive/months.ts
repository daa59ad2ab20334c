// The months of the log and where each is: in the database, or put away.
import type pg from 'pg';
import { monthOf } from './month.js';

export interface LogMonth {
  /** `2026-03`; null: events of months that have no partition of their own. */
  month: string | null;
  place: 'database' | 'archive';
  /** Counted where it is put away; else PostgreSQL's estimate, null before it made one. */
  events: number | null;
  /** In the database with its indexes; in the archive as written. Boxes of the vault are only in the latter. */
  bytes: number;
  parts: number;
}

/** Oldest first. `owner`: who may read the catalogue; `dispatch`: who may read the archive's rows of all companies. */
export async function logMonths(owner: pg.ClientBase | pg.Pool, dispatch: pg.Pool): Promise<LogMonth[]> {
  const live = await owner.query<{ name: string; events: number; bytes: string }>(
    `select c.relname as name, c.reltuples::float8 as events, pg_total_relation_size(c.oid) as bytes
     from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'vito.events'::regclass`,
  );
  const here = live.rows.map(({ name, events, bytes }): LogMonth => {
    const month = /^events_(\d{4})_(\d{2})$/.exec(name);
    const estimate = events < 0 ? null : events;
    return {
      month: month ? `${month[1]}-${month[2]}` : null,
      place: 'database',
      events: estimate,
      bytes: Number(bytes),
      parts: 0,
    };
  });
  const names = new Set(here.map(({ month }) => month));
  const away = await dispatch.query<{ month: Date; events: number; bytes: number; parts: number }>(
    'select month::timestamptz, sum(events)::float8 as events, sum(bytes)::float8 as bytes, count(*)::int as parts from vito.log_archive group by month',
  );
  // Rows of a month that is still here are of a putting away that was ended before its end.
  const gone = away.rows
    .map(({ month, ...rest }): LogMonth => ({ month: monthOf(month), place: 'archive', ...rest }))
    .filter(({ month }) => !names.has(month));
  return [...gone, ...here].sort((a, b) => (a.month ?? '').localeCompare(b.month ?? ''));
}
