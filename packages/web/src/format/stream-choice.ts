// The choice of streams as it is made on the screen: what is offered beside what is chosen, and what is sent. Pure.
import type { OfferedStream, StreamChoice, StreamView, SyncMode } from '@vito/contracts/sync';
import { isJson } from './config-schema.js';

/** A stream in the table: `keys` as typed, columns with commas between them. */
export interface StreamDraft {
  offered: OfferedStream;
  chosen: boolean;
  mode: SyncMode;
  keys: string;
  cursor: string;
}

export const modeWords: Record<SyncMode, string> = {
  incremental: 'what changed',
  full: 'everything, each time',
};

export const pathText = (path: readonly string[]): string => path.join('.');
export const keysText = (keys: readonly (readonly string[])[]): string => keys.map(pathText).join(', ');

export function columnNames({ schema }: Pick<OfferedStream, 'schema'>): string[] {
  return isJson(schema.properties) ? Object.keys(schema.properties) : [];
}

/** By what changes may be told: what the program lists, where it lists several; else any column. */
export function cursorsOf({ cursors, schema }: Pick<OfferedStream, 'cursors' | 'schema'>): string[][] {
  if (cursors.length > 1) return cursors;
  const known = new Set(cursors.map(pathText));
  return [...cursors, ...columnNames({ schema }).flatMap((name) => (known.has(name) ? [] : [[name]]))];
}

/** What was chosen before stays so, where it is still offered; at the first choice everything is. */
export function draftsOf(offered: readonly OfferedStream[], chosen: readonly StreamView[]): StreamDraft[] {
  return offered.map((stream): StreamDraft => {
    const before = chosen.find(({ name }) => name === stream.name);
    const usual: SyncMode = stream.cursors.length === 0 ? 'full' : 'incremental';
    const modes = [before?.mode, usual, ...stream.modes].filter((one) => one && stream.modes.includes(one));
    const keys = before && !isKeyDrift(before) ? before.keys : stream.keys;
    const cursor = before?.cursor ?? stream.cursors[0] ?? null;
    const isFirst = chosen.length === 0;
    return {
      offered: stream,
      chosen: before !== undefined || (isFirst && offered.length <= 20),
      mode: modes[0] ?? 'full',
      keys: keysText(keys),
      cursor: cursor ? pathText(cursor) : '',
    };
  });
}

/** Keys that are no longer what they were: what the program says now is taken. */
const isKeyDrift = ({ drift, keys }: StreamView): boolean =>
  drift.some(({ kind, name }) => kind === 'keys' || (kind === 'removed' && keys.some(([head]) => head === name)));

/** Columns that were typed but that the stream does not have. */
export function strangeKeys({ offered, keys }: StreamDraft): string[] {
  const columns = new Set(columnNames(offered));
  if (columns.size === 0) return [];
  return pathsOf(keys, columns)
    .filter(([head]) => !columns.has(head as string))
    .map(pathText);
}

/** A dot leads into a column, unless the column itself is called so. */
function pathsOf(text: string, columns: ReadonlySet<string>): string[][] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => (columns.has(one) ? [one] : one.split('.').filter(Boolean)));
}

/** What is sent. What the program says itself is left to it. */
export function choicesOf(drafts: readonly StreamDraft[]): StreamChoice[] {
  return drafts
    .filter(({ chosen }) => chosen)
    .map(({ offered, mode, keys, cursor }) => {
      const paths = pathsOf(keys, new Set(columnNames(offered)));
      const given = cursorsOf(offered).find((path) => pathText(path) === cursor);
      return {
        name: offered.name,
        mode,
        ...(keysText(paths) === keysText(offered.keys) ? {} : { keys: paths }),
        ...(mode === 'incremental' && given ? { cursor: given } : {}),
      };
    });
}

/** The same choice once more, so that streams that drifted are taken as they are now. */
export function sameChoices(streams: readonly StreamView[]): StreamChoice[] {
  return streams.map((stream) => ({
    name: stream.name,
    mode: stream.mode,
    ...(stream.keys.length === 0 || isKeyDrift(stream) ? {} : { keys: stream.keys }),
    ...(stream.cursor && !stream.drift.some(({ name }) => name === stream.cursor?.[0])
      ? { cursor: stream.cursor }
      : {}),
  }));
}

/** "what changed, by updated_at · told apart by id". */
export function howWords({ mode, keys, cursor }: Pick<StreamDraft, 'mode' | 'keys' | 'cursor'>): string {
  const how = `${modeWords[mode]}${mode === 'incremental' && cursor ? `, by ${cursor}` : ''}`;
  // What has neither key nor cursor and is read on is told apart by itself: mails of a mailbox.
  if (mode === 'incremental' && !cursor && !keys.trim()) return how;
  return `${how} · told apart by ${keys.trim() || 'the whole record'}`;
}
