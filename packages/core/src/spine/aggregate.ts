// An aggregate: how the events of one kind of stream fold into a state, and which whole rows that state shows.
import type { OpenEvent } from './event.js';

/** Whole rows per table, as the database takes them (json). */
export type Rows = Record<string, Record<string, unknown>[]>;

/** The event with what a pure projection may know of it. */
export type Recorded = OpenEvent & { tenant: string };

export interface Aggregate<S> {
  /** The prefix of its streams' ids, before the underscore. */
  kind: string;
  initial: S;
  /** Pure: no clock, no serials, nothing but the event. */
  fold(state: S, event: Recorded): S;
  /** The rows that this event changes, whole, from the state after it. Pure. */
  rows(state: S, event: Recorded): Rows;
  /** The tables whose rows this kind of stream owns. */
  tables: readonly string[];
}

/** A stream as it stands: what the next decision is based on. */
export interface Loaded<S> {
  stream: string;
  version: number;
  state: S;
}

/** Adds the rows of another stream: streams never share a row. */
export function mergeRows(into: Rows, more: Rows): Rows {
  for (const table in more) {
    into[table] ??= [];
    for (const row of more[table] as Rows[string]) into[table].push(row);
  }
  return into;
}

/** Whole rows replace whole rows of the same table and key, as the events of one stream follow each other. */
export function lastWins(before: Rows, after: Rows): Rows {
  const result = { ...before };
  for (const [table, rows] of Object.entries(after)) {
    const replaced = new Set(rows.map(identity));
    result[table] = [...(before[table] ?? []).filter((row) => !replaced.has(identity(row))), ...rows];
  }
  return result;
}

/** Within a stream, rows of one table are told apart by their ids and, for pages, records and gates, their number, key or step. */
export const identity = (row: Record<string, unknown>): string =>
  row.commitment_id
    ? String(row.commitment_id)
    : `${row.document_id} ${row.page} ${row.step} ${row.key === undefined ? '' : `${row.records_id} ${row.key}`}`;
