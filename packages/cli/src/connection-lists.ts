// What belongs to a connection, page by page: its runs, its records, and what it holds back.
import type { HeldRecordView, RecordView } from '@vito/contracts/sync';
import { WrongUse } from './command.js';
import type { ConnectionValues, Where } from './connection-call.js';
import { broughtWords, stateCell, tookWords } from './connection-words.js';
import { type Listed, listing, shortName } from './listing.js';
import { positive } from './option-values.js';
import { upTo } from './pages.js';
import { cut, shownWidth } from './shown-width.js';
import { type Cell, table } from './table.js';
import { localTime } from './timeline-rows.js';

const usual = 50;

const limitOf = ({ limit }: ConnectionValues): number => (limit === undefined ? usual : positive('--limit', limit));

export async function runsOf(where: Where, id: string, values: ConnectionValues): Promise<number> {
  const limit = limitOf(values);
  const { client, out } = where;
  const items = await upTo(limit, (page) => client.call('listSyncRuns', { params: { id }, query: page }));
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note(`It has not run yet. Run it now: vito connections sync ${id} --watch`);
    return 0;
  }
  const columns = [{ head: 'STATE' }, { head: 'TOOK' }, { head: 'BROUGHT' }];
  const rows = items.map(
    (run): Listed => ({
      name: localTime(run.requestedAt),
      id: run.id,
      values: [stateCell(run), tookWords(run), broughtWords(run)],
    }),
  );
  for (const line of listing('ASKED FOR', columns, rows, out)) out.line(line);
  cutNote(where, items, values);
  return 0;
}

export async function recordsOf(where: Where, id: string, values: ConnectionValues): Promise<number> {
  const limit = limitOf(values);
  const { client, out } = where;
  await knownStream(where, id, values.stream);
  const query = { stream: values.stream, deleted: values.deleted ?? false };
  const load = (page: object) => client.call('listRecords', { params: { id }, query: { ...query, ...page } });
  const items: RecordView[] = await upTo(limit, load);
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note(values.deleted ? 'Nothing was deleted there.' : 'No record has come yet.');
    return 0;
  }
  const rows = items.map(({ stream, syncedAt, data }) => [shortName(stream, out), localTime(syncedAt), data] as const);
  printRecords(where, 'CHANGED', rows);
  cutNote(where, items, values);
  return 0;
}

export async function heldOf(where: Where, id: string, values: ConnectionValues): Promise<number> {
  const limit = limitOf(values);
  const { client, out } = where;
  await knownStream(where, id, values.stream);
  const load = (page: object) =>
    client.call('listHeldRecords', { params: { id }, query: { stream: values.stream, ...page } });
  const items: HeldRecordView[] = await upTo(limit, load);
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note('Nothing is held back.');
    return 0;
  }
  const rows = items.map(({ stream, reason, columns, data }) => {
    const why = columns.length > 0 ? `${reason}: ${columns.join(', ')}` : reason;
    return [shortName(stream, out), shortName(why, out), data] as const;
  });
  printRecords(where, 'WHY', rows);
  cutNote(where, items, values);
  if (items.some(({ reason }) => reason === 'drift'))
    out.note(`A stream that drifted is taken as it is now once it is chosen again: vito connections discover ${id}`);
  return 0;
}

/** A stream that is not chosen has no records: that is said, not shown as nothing. */
async function knownStream({ client }: Where, id: string, stream: string | undefined): Promise<void> {
  if (stream === undefined) return;
  const { connection } = await client.call('getConnection', { params: { id } });
  const names = connection.streams.map(({ name }) => name);
  if (!names.includes(stream))
    throw new WrongUse(`--stream ${stream} is none that is chosen: ${names.join(', ') || 'none is yet'}.`);
}

function cutNote({ out }: Where, items: readonly unknown[], values: ConnectionValues): void {
  if (items.length === usual && values.limit === undefined) out.note(`The first ${usual}. More with: --limit N`);
}

/** Each on a line: its data cut where a person looks on, whole in a pipe. */
function printRecords(
  { out }: Where,
  head: string,
  rows: readonly (readonly [stream: string, about: string, data: Record<string, unknown>])[],
): void {
  const widest = (texts: string[]) => Math.max(...texts.map(shownWidth));
  const taken =
    widest(['STREAM', ...rows.map(([stream]) => stream)]) + widest([head, ...rows.map(([, about]) => about)]);
  const room = Math.max(10, out.width - taken - 4);
  const columns = [{ head: 'STREAM' }, { head }, { head: 'RECORD' }];
  const cells = rows.map(([stream, about, data]): Cell[] => [
    stream,
    about,
    Number.isFinite(room) ? cut(JSON.stringify(data), room) : JSON.stringify(data),
  ]);
  for (const line of table(columns, cells, out)) out.line(line);
}
