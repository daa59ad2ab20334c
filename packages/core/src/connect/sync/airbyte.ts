// Airbyte sources: `spec`, `check`, `discover` and `read`, which write lines of {type: RECORD | STATE | LOG | TRACE | …}.
import type { ChosenStream } from '@vito/contracts/sync';
import { createBookmark, givenOf } from './airbyte-state.js';
import { type Message, malformed, messagesOf } from './lines-told.js';
import { SourceProblem } from './source-problem.js';
import { type Dialect, type Found, isObject, type Json, type Source, type Told, type Wanted } from './source-told.js';

export const airbyte: Dialect = {
  async spec(source) {
    const message = await lastOf(answering(source, ['spec'], 'SPEC'));
    const spec = isObject(message.spec) ? message.spec.connectionSpecification : null;
    return isObject(spec) ? spec : null;
  },

  async check(source) {
    const { connectionStatus: status } = await lastOf(answering(source, ['check', ...configured], 'CONNECTION_STATUS'));
    if (!isObject(status)) throw new SourceProblem('malformed', 'it told no status');
    return { ok: status.status === 'SUCCEEDED', message: String(status.message ?? '') };
  },

  async discover(source) {
    return foundIn(await lastOf(answering(source, ['discover', ...configured], 'CATALOG')));
  },

  async *read(source, wanted) {
    // Records come without their schema: what it is now is asked for first.
    const offered = new Set<string>();
    for (const { name, schema, keys } of foundIn(yield* answering(source, ['discover', ...configured], 'CATALOG'))) {
      offered.add(name);
      if (wanted.streams.some((stream) => stream.name === name)) yield { kind: 'schema', stream: name, schema, keys };
    }
    const args = ['read', ...configured, '--catalog', 'catalog.json'];
    const given = givenOf(wanted.bookmark, wanted.streams);
    const files: Record<string, unknown> = {
      'config.json': source.config,
      'catalog.json': { streams: wanted.streams.map(configuredStream) },
    };
    if (given !== null) {
      args.push('--state', 'state.json');
      files['state.json'] = given;
    }
    const following = createFollowing(wanted, source);
    for await (const told of messagesOf(source, { args, files })) {
      if (told === null) yield { kind: 'quiet' };
      else yield* following.hear(told.message, told.line);
    }
    yield* following.complete(offered);
  },
};

const configured = ['--config', 'config.json'];

/** Ends with the one message of a kind that a command answers with. */
async function* answering(source: Source, args: string[], type: string): AsyncGenerator<Told, Message> {
  let answer: Message | null = null;
  for await (const told of messagesOf(source, { args, files: { 'config.json': source.config } })) {
    if (told === null) yield { kind: 'quiet' };
    else if (told.message.type === type) answer = told.message;
    else hearBeside(told.message, source);
  }
  if (!answer) throw new SourceProblem('malformed', `it wrote no ${type}`);
  return answer;
}

async function lastOf<T>(told: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const next = await told.next();
    if (next.done) return next.value;
  }
}

function foundIn({ catalog }: Message): Found[] {
  if (!isObject(catalog) || !Array.isArray(catalog.streams))
    throw new SourceProblem('malformed', 'its catalog has no streams');
  return catalog.streams.map(foundOf);
}

function foundOf(entry: unknown): Found {
  if (!isObject(entry) || typeof entry.name !== 'string' || !isObject(entry.json_schema))
    throw new SourceProblem('malformed', 'its catalog is malformed: a stream has no name or no schema');
  const modes = Array.isArray(entry.supported_sync_modes) ? entry.supported_sync_modes : ['full_refresh'];
  const cursor = pathOf(entry.default_cursor_field);
  const keys = entry.source_defined_primary_key;
  return {
    name: nameOf(entry),
    schema: entry.json_schema,
    keys: (Array.isArray(keys) ? keys : []).map(pathOf).filter((path) => path !== null),
    cursors: cursor ? [cursor] : [],
    modes: [
      ...(modes.includes('full_refresh') ? (['full'] as const) : []),
      ...(modes.includes('incremental') ? (['incremental'] as const) : []),
    ],
    entry,
  };
}

function configuredStream({ entry, mode, cursor, keys }: ChosenStream): Json {
  return {
    stream: entry,
    sync_mode: mode === 'full' ? 'full_refresh' : 'incremental',
    destination_sync_mode: mode === 'full' ? 'overwrite' : keys.length > 0 ? 'append_dedup' : 'append',
    cursor_field: cursor ?? [],
    primary_key: keys,
  };
}

/** What a source has told so far, as far as what it means depends on it. */
function createFollowing({ streams, bookmark }: Wanted, source: Source) {
  const chosen = new Map(streams.map((stream) => [stream.name, stream]));
  const statuses = new Map<string, string>();
  const standing = createBookmark(bookmark);
  let failed: string | null = null;

  function* hear(message: Message, line: number): Generator<Told> {
    if (message.type === 'RECORD') return yield* recordOf(message.record, line);
    if (message.type === 'STATE') {
      const next = standing.hear(message.state);
      if (!next) throw malformed(line, 'a STATE of no known type');
      return yield { kind: 'bookmark', bookmark: next };
    }
    const { trace } = message;
    if (message.type === 'TRACE' && isObject(trace) && isObject(trace.stream_status)) {
      const { stream_descriptor: stream, status } = trace.stream_status;
      if (isObject(stream)) statuses.set(nameOf(stream), String(status));
    }
    failed = hearBeside(message, source) ?? failed;
  }

  function* recordOf(record: unknown, line: number): Generator<Told> {
    if (!isObject(record) || typeof record.stream !== 'string' || !isObject(record.data))
      throw malformed(line, 'a RECORD without a stream and data');
    const stream = nameOf({ name: record.stream, namespace: record.namespace });
    if (chosen.has(stream)) yield { kind: 'record', stream, data: record.data, generation: null };
  }

  /** A full refresh is whole if its source ended well, and told of no stream that it is not. */
  function* complete(offered: Set<string>): Generator<Told> {
    if (failed !== null) throw new SourceProblem('reported', failed);
    const tellsStatus = statuses.size > 0;
    for (const { name, mode } of streams) {
      const whole = tellsStatus ? statuses.get(name) === 'COMPLETE' : true;
      if (mode === 'full' && whole && offered.has(name)) yield { kind: 'complete', stream: name, generation: null };
    }
  }

  return { hear, complete };
}

/** Words beside the records go to the log. Returns what went wrong, where it says so. */
function hearBeside({ type, log, trace }: Message, source: Source): string | null {
  if (type === 'LOG' && isObject(log)) source.log.add(`${log.level}: ${log.message}`);
  if (type !== 'TRACE' || !isObject(trace) || !isObject(trace.error)) return null;
  const said = String(trace.error.message ?? 'it failed');
  source.log.add(`ERROR: ${said}`);
  return said;
}

export function nameOf({ name, namespace }: Json): string {
  return typeof namespace === 'string' && namespace !== '' ? `${namespace}.${name}` : String(name);
}

const pathOf = (value: unknown): string[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string') ? value : null;
