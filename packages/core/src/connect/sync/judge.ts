// What becomes of a record: by which key it is known, and whether it is taken, deleted or held back. Pure.
import type { ChosenStream, HeldReason } from '@vito/contracts/sync';
import { hashedText } from '../hashed-id.js';
import { type Columns, misfits } from './columns.js';
import { isObject, type Json, type Place } from './source-told.js';

/** A chosen stream as its source tells it in this run. */
export interface StreamNow {
  chosen: ChosenStream;
  /** What tells its records apart; none: the whole record does. */
  keys: string[][];
  columns: Columns;
  drifted: boolean;
}

export type Judged = { key: string; data: Json } & (
  | { what: 'kept' | 'gone' }
  | { what: 'held'; reason: HeldReason; columns: string[]; line?: number }
);

export type KeyedHash = (value: string) => Buffer;

// How sources that follow a database's log say that a row is no more: Singer's word for it, and Airbyte's.
export const ending = '_sdc_deleted_at';
const endings = [ending, '_ab_cdc_deleted_at'];

export function judge(hash: KeyedHash, now: StreamNow, data: Json, place?: Place): Judged {
  const judged = place?.wrong ? wrongIn(hash, now, data, place.line, place.wrong) : judgeRecord(hash, now, data);
  return judged.what === 'held' && place ? { ...judged, line: place.line } : judged;
}

/** What its file says of it is wrong. A line whose fields do not fit its columns has no key: it is known by itself and its place. */
function wrongIn(
  hash: KeyedHash,
  now: StreamNow,
  data: Json,
  line: number,
  { reason, columns }: NonNullable<Place['wrong']>,
): Judged {
  if (reason === 'fields') {
    const key = hashedText(hash(JSON.stringify([now.chosen.id, { line, content: canonical(data) }])));
    return { what: 'held', key, data, reason, columns };
  }
  const judged = judgeRecord(hash, now, data);
  if (judged.what === 'held' && judged.reason !== 'misfit') return judged;
  return { what: 'held', key: judged.key, data, reason, columns };
}

function judgeRecord(hash: KeyedHash, { chosen, keys, columns, drifted }: StreamNow, data: Json): Judged {
  const keyOf = (what: unknown) => hashedText(hash(JSON.stringify([chosen.id, what])));
  const values = keys.map((path) => at(data, path));
  const missing = keys.filter((_, index) => values[index] === undefined || values[index] === null);
  if (missing.length > 0) {
    const names = missing.map((path) => path.join('.'));
    return { what: 'held', key: keyOf({ content: canonical(data) }), data, reason: 'no-key', columns: names };
  }
  const key = keyOf(keys.length > 0 ? values : { content: canonical(data) });
  if (drifted) return { what: 'held', key, data, reason: 'drift', columns: [] };
  if (endings.some((name) => data[name] !== undefined && data[name] !== null)) return { what: 'gone', key, data };
  const wrong = misfits(data, columns);
  if (wrong.length > 0) return { what: 'held', key, data, reason: 'misfit', columns: wrong };
  return { what: 'kept', key, data };
}

function at(data: unknown, path: string[]): unknown {
  let value = data;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The same text for the same value, in whichever order its fields were written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, canonical(value[name])]);
}
