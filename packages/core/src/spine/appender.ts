// Group commit: of one tenant at most a few appends are on their way at once; those that come meanwhile travel as one larger
// append. Alone, an append goes at once and by itself; together they pay once for the way, the statements and the disk.
import type pg from 'pg';
import { mergeRows, type Rows } from './aggregate.js';
import { createLanes, type Waiting } from './lanes.js';

/** What `vito.append` takes (migrations/0008_append_together.sql), with the rows by table. */
export interface AppendRequest {
  tenant: string;
  shard: number;
  streams: object[];
  keys: object[];
  datakeys: { key_id: string }[];
  events: { box?: string }[];
  rows: Rows;
  work: object[];
  slots: object[];
  budgets: object[];
}

const mostTogether = 16; // appends in a call
const manyEvents = 8; // such a request pays for its own way, and goes at once
const longBox = 16 * 1024;

/** Returns `append(request)`: resolves when it is on the disk; rejects with the database's refusal of it alone. */
export function createAppender(pool: Pick<pg.Pool, 'query'>): (request: AppendRequest) => Promise<void> {
  const lanes = createLanes<AppendRequest, void>({ lanes: 2, most: mostTogether, send: sendGroup });

  /** All of a group or nothing; when the database refuses it, each is sent by itself and hears its own word. */
  async function sendGroup(group: Waiting<AppendRequest, void>[]): Promise<void> {
    if (group.length > 1) {
      try {
        await send(merge(group.map(({ item }) => item)));
        for (const { done } of group) done();
        return;
      } catch (error) {
        if (!isRefusal(error)) {
          for (const { failed } of group) failed(error);
          return;
        }
      }
    }
    for (const { item, done, failed } of group) await send(item).then(done, failed);
  }

  async function send({ keys, datakeys, work, slots, budgets, rows, ...always }: AppendRequest): Promise<void> {
    const request = {
      ...always,
      ...(keys.length > 0 ? { keys } : {}),
      ...(datakeys.length > 0 ? { datakeys } : {}),
      ...(work.length > 0 ? { work } : {}),
      ...(slots.length > 0 ? { slots } : {}),
      ...(budgets.length > 0 ? { budgets } : {}),
      rows: Object.entries(rows).map(([table, list]) => ({ table, rows: list })),
    };
    await pool.query({ name: 'append', text: 'select vito.append($1::jsonb)', values: [JSON.stringify(request)] });
  }

  return (request) => (isLarge(request) ? send(request) : lanes.add(request.tenant, request));
}

/** Whether the database refused the statement, and so did none of it; a lost connection leaves that open. */
const isRefusal = (error: unknown): boolean => (error as { severity?: unknown }).severity === 'ERROR';

const isLarge = ({ events }: AppendRequest): boolean =>
  events.length > manyEvents || events.some(({ box }) => (box?.length ?? 0) > longBox);

function merge(requests: AppendRequest[]): AppendRequest {
  const [first] = requests as [AppendRequest];
  const all: AppendRequest = {
    ...first,
    streams: [],
    keys: [],
    datakeys: [],
    events: [],
    rows: {},
    work: [],
    slots: [],
    budgets: [],
  };
  for (const request of requests) {
    all.streams.push(...request.streams);
    all.keys.push(...request.keys);
    all.datakeys.push(...request.datakeys);
    all.events.push(...request.events);
    all.work.push(...request.work);
    all.slots.push(...request.slots);
    all.budgets.push(...request.budgets);
    mergeRows(all.rows, request.rows);
  }
  return all;
}
