// The columns of a stream: how a schema differs from the one that was chosen, and whether a record fits. Pure.
import type { DriftedColumn } from '@vito/contracts/sync';
import { isLongNumber } from './exact.js';
import { isObject, type Json } from './source-told.js';

/** Types by column, without null, which every column may be; an empty set is any type. */
export type Columns = Map<string, ReadonlySet<string>>;

export function columnsOf(schema: Json): Columns {
  const properties = isObject(schema.properties) ? schema.properties : {};
  return new Map(Object.entries(properties).map(([name, property]) => [name, typesOf(property)]));
}

function typesOf(property: unknown): ReadonlySet<string> {
  if (!isObject(property)) return new Set();
  const { type } = property;
  if (typeof type === 'string' || Array.isArray(type))
    return new Set(
      [type]
        .flat()
        .map(String)
        .filter((one) => one !== 'null'),
    );
  const choices = [property.anyOf, property.oneOf].find(Array.isArray);
  if (!choices) return new Set();
  const parts = choices.map(typesOf);
  const isNothingButNull = (choice: unknown) => isObject(choice) && [choice.type].flat().every((one) => one === 'null');
  if (parts.some((part, index) => part.size === 0 && !isNothingButNull(choices[index]))) return new Set();
  return new Set(parts.flatMap((part) => [...part]));
}

export interface Difference {
  /** New columns that need not be there. */
  added: string[];
  /** What makes it another stream than the one that was chosen. */
  drift: DriftedColumn[];
}

export function difference(chosen: Json, now: Json, keys: { chosen: string[][]; now: string[][] }): Difference {
  const [before, after] = [columnsOf(chosen), columnsOf(now)];
  const required = new Set(Array.isArray(now.required) ? now.required : []);
  const drift: DriftedColumn[] = [];
  for (const [name, types] of before) {
    const is = after.get(name);
    if (!is) drift.push({ name, kind: 'removed', was: named(types), is: 'nothing' });
    else if (named(types) !== named(is)) drift.push({ name, kind: 'retyped', was: named(types), is: named(is) });
  }
  const added: string[] = [];
  for (const [name, types] of after) {
    if (before.has(name)) continue;
    if (required.has(name)) drift.push({ name, kind: 'required', was: 'nothing', is: named(types) });
    else added.push(name);
  }
  if (keys.chosen.length > 0 && keys.now.length > 0 && keyed(keys.chosen) !== keyed(keys.now))
    drift.push({ name: 'keys', kind: 'keys', was: keyed(keys.chosen), is: keyed(keys.now) });
  return { added, drift };
}

const named = (types: ReadonlySet<string>): string => [...types].sort().join(' or ') || 'anything';
const keyed = (keys: string[][]): string =>
  keys
    .map((path) => path.join('.'))
    .sort()
    .join(', ');

/** The columns whose values are of no type that they may be. */
export function misfits(data: Json, columns: Columns): string[] {
  const names: string[] = [];
  for (const [name, types] of columns) {
    const value = data[name];
    if (types.size > 0 && value !== undefined && value !== null && !isOf(value, types)) names.push(name);
  }
  return names;
}

function isOf(value: unknown, types: ReadonlySet<string>): boolean {
  const type = Array.isArray(value) ? 'array' : typeof value;
  if (types.has(type)) return true;
  if (type === 'number') return types.has('integer') && Number.isInteger(value);
  return typeof value === 'string' && (types.has('number') || types.has('integer')) && isLongNumber(value);
}
