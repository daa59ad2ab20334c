// The catalog of a Singer tap: what it offers, and the same with what was chosen of it.
import type { ChosenStream } from '@vito/contracts/sync';
import { parseExact } from './exact.js';
import { SourceProblem } from './source-problem.js';
import { type Found, isObject, type Json } from './source-told.js';

const notACatalog = (what: string) => new SourceProblem('malformed', `its catalog is malformed: ${what}`);

/** What `--discover` wrote. */
export function foundIn(text: string): Found[] {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    throw notACatalog('it is no JSON');
  }
  if (!isObject(value) || !Array.isArray(value.streams)) throw notACatalog('it has no streams');
  return value.streams.map(foundOf);
}

function foundOf(entry: unknown): Found {
  if (!isObject(entry) || !isObject(entry.schema)) throw notACatalog('a stream has no schema');
  const name = entry.stream ?? entry.tap_stream_id;
  if (typeof name !== 'string' || name === '') throw notACatalog('a stream has no name');
  const root = rootOf(entry);
  const forced = root['forced-replication-method'] ?? entry.replication_method;
  const keys =
    textsOf(entry.key_properties) ?? textsOf(root['table-key-properties']) ?? textsOf(root['view-key-properties']);
  const cursors = textsOf(root['valid-replication-keys']) ?? textsOf(entry.replication_key && [entry.replication_key]);
  return {
    name,
    schema: entry.schema,
    keys: (keys ?? []).map((key) => [key]),
    cursors: (cursors ?? []).map((key) => [key]),
    modes: forced === 'FULL_TABLE' ? ['full'] : forced ? ['incremental'] : ['full', 'incremental'],
    entry,
  };
}

/** The entries that were chosen, selected in the way of today's taps (metadata) and of older ones (fields). */
export function catalogOf(streams: ChosenStream[]): Json {
  return { streams: streams.map(selected) };
}

function selected({ entry, mode, cursor }: ChosenStream): Json {
  const root = rootOf(entry);
  const method = mode === 'full' ? 'FULL_TABLE' : String(root['forced-replication-method'] ?? 'INCREMENTAL');
  const key = cursor === null ? {} : { 'replication-key': cursor[0] };
  const chosen = { ...root, selected: true, 'replication-method': method, ...key };
  const others = metadataOf(entry).filter(({ breadcrumb }) => !isRoot(breadcrumb));
  return {
    ...entry,
    selected: true,
    replication_method: method,
    ...(cursor === null ? {} : { replication_key: cursor[0] }),
    metadata: [
      { breadcrumb: [], metadata: chosen },
      ...others.map((one) => ({
        ...one,
        metadata: { selected: true, ...(isObject(one.metadata) ? one.metadata : {}) },
      })),
    ],
  };
}

const isRoot = (breadcrumb: unknown): boolean => Array.isArray(breadcrumb) && breadcrumb.length === 0;
const metadataOf = (entry: Json): Json[] => (Array.isArray(entry.metadata) ? entry.metadata.filter(isObject) : []);

function rootOf(entry: Json): Json {
  const root = metadataOf(entry).find(({ breadcrumb }) => isRoot(breadcrumb))?.metadata;
  return isObject(root) ? root : {};
}

const textsOf = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
