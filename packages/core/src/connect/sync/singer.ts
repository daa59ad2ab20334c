// Singer taps: `--discover`, and `--config --catalog --state`, which write SCHEMA, RECORD, STATE and ACTIVATE_VERSION lines.
import { type Message, malformed, messagesOf, outputOf } from './lines-told.js';
import { catalogOf, foundIn } from './singer-catalog.js';
import { type Dialect, isObject, type Json, type Told, type Wanted } from './source-told.js';

const mostCatalog = 16 * 2 ** 20;

export const singer: Dialect = {
  spec: async () => null,

  async check(source) {
    const streams = await singer.discover(source);
    return { ok: true, message: `it offers ${streams.length} streams` };
  },

  async discover(source) {
    const command = { args: ['--config', 'config.json', '--discover'], files: { 'config.json': source.config } };
    const text = await outputOf(source, command, mostCatalog);
    return foundIn(text);
  },

  async *read(source, wanted) {
    const { bookmark } = wanted;
    const args = ['--config', 'config.json', '--catalog', 'catalog.json'];
    const files: Record<string, unknown> = { 'config.json': source.config, 'catalog.json': catalogOf(wanted.streams) };
    if (bookmark !== null) {
      args.push('--state', 'state.json');
      files['state.json'] = bookmark;
    }
    const following = createFollowing(wanted);
    for await (const told of messagesOf(source, { args, files })) {
      if (told === null) yield { kind: 'quiet' };
      else yield* following.hear(told.message, told.line, (text) => source.log.add(text));
    }
    yield* following.complete();
  },
};

/** What a tap has told so far, as far as what it tells next depends on it. */
function createFollowing({ streams, bookmark }: Wanted) {
  const chosen = new Map(streams.map((stream) => [stream.name, stream]));
  const described = new Set<string>();
  const unversioned = new Set<string>();
  const versioned = new Set<string>();
  const activated = new Map<string, string>();
  const others = new Set<string>();

  function* hear(message: Message, line: number, log: (text: string) => void): Generator<Told> {
    const { type, stream } = message;
    if (type === 'STATE') {
      if (message.value === undefined) throw malformed(line, 'a STATE without a value');
      return yield { kind: 'bookmark', bookmark: message.value };
    }
    if (type === 'BATCH') throw malformed(line, 'BATCH is not understood: switch batches off in its configuration');
    if (type !== 'SCHEMA' && type !== 'RECORD' && type !== 'ACTIVATE_VERSION') return log(`${type}: not understood`);
    if (typeof stream !== 'string') throw malformed(line, `a ${type} without a stream`);
    if (!chosen.has(stream)) {
      if (!others.has(stream)) log(`${stream}: told although it was not chosen`);
      return void others.add(stream);
    }
    if (type === 'SCHEMA') yield schemaOf(message, line, stream);
    else if (!described.has(stream)) throw malformed(line, `a ${type} before the SCHEMA of its stream`);
    else if (type === 'RECORD') yield recordOf(message, line, stream);
    else activated.set(stream, versionOf(message.version, line));
  }

  function schemaOf({ schema, key_properties: keys }: Json, line: number, stream: string): Told {
    const isList = keys === undefined || keys === null || Array.isArray(keys);
    if (!isObject(schema) || !isList) throw malformed(line, 'a SCHEMA without a schema and keys');
    described.add(stream);
    return { kind: 'schema', stream, schema, keys: ((keys ?? []) as unknown[]).map((key) => [String(key)]) };
  }

  function recordOf({ record, version }: Json, line: number, stream: string): Told {
    if (!isObject(record)) throw malformed(line, 'a RECORD without a record');
    if (version === undefined || version === null) unversioned.add(stream);
    else versioned.add(stream);
    const generation = version === undefined || version === null ? null : versionOf(version, line);
    return { kind: 'record', stream, data: record, generation };
  }

  /**
   * ACTIVATE_VERSION counts once the tap ended well, and only where every record had a version. Without versions, a full
   * table is whole if the tap was not told to go on from anywhere within it.
   */
  function* complete(): Generator<Told> {
    for (const [stream, generation] of activated)
      if (!unversioned.has(stream)) yield { kind: 'complete', stream, generation };
    for (const stream of described) {
      if (chosen.get(stream)?.mode !== 'full' || versioned.has(stream) || activated.has(stream)) continue;
      if (isFromStart(bookmark, stream)) yield { kind: 'complete', stream, generation: null };
    }
  }

  return { hear, complete };
}

const versionOf = (version: unknown, line: number): string => {
  if (typeof version !== 'number' && typeof version !== 'string') throw malformed(line, 'a version that is no number');
  return `v${version}`.slice(0, 100);
};

/** Whether a tap that was given this state began the stream anew: by the layout that taps agree on, or not at all. */
function isFromStart(bookmark: unknown, stream: string): boolean {
  if (bookmark === null) return true;
  if (!isObject(bookmark) || !isObject(bookmark.bookmarks) || bookmark.currently_syncing === stream) return false;
  const own = bookmark.bookmarks[stream];
  return own === undefined || (isObject(own) && Object.keys(own).length === 0);
}
