// The inbox as the door fills it: webhooks of one source that wait at the same moment are kept by one statement, sealed together.

import type pg from 'pg';
import { createLanes, type Waiting } from '../spine/lanes.js';
import type { DataKey, Vault } from '../spine/vault.js';
import { type Kept, writeBatch } from './inbox-batch.js';

interface Item {
  /** When it began to wait, ms. */
  since: number;
  tenant: string;
  sourceId: string;
  /** What is sealed with it, stored already. */
  dataKey: DataKey;
  kept: Kept;
}

export interface InboxOptions {
  pool: Pick<pg.Pool, 'query'>;
  vault: Vault;
  /** Rung after each statement that kept something. */
  filled: () => void;
}

const mostTogether = 500; // webhooks in a row
const longWait = 25; // ms
const pressedFor = 150; // ms

/** Where the box of a row stands. */
export const boxPlace = 'inbox';

export function createInbox({ pool, vault, filled }: InboxOptions) {
  const lanes = createLanes<Item, string>({ lanes: 2, most: mostTogether, send });

  let pressedUntil = 0;

  async function send(group: Waiting<Item, string>[]): Promise<void> {
    try {
      const owners = await keep(group.map(({ item }) => item));
      for (const { item, done } of group) done(owners.get(item.kept.key) ?? item.kept.stream);
      const now = performance.now();
      if (now - (group[0]?.item.since ?? now) > longWait) pressedUntil = now + pressedFor;
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }

  /** Returns, by key, the streams that have them; nothing where all are new. */
  async function keep(items: Item[]): Promise<Map<string, string>> {
    const [{ tenant, sourceId, dataKey }] = items as [Item];
    const kept = items.map((item) => item.kept);
    const { rows } = await pool.query<{ key: string; stream: string }>({
      name: 'take-in',
      text: 'select key, stream from vito.take_in($1, $2, $3, $4, $5, $6, $7)',
      values: [
        tenant,
        sourceId,
        dataKey.id,
        kept.map(({ key }) => key),
        kept.map(({ stream }) => stream),
        kept.flatMap(({ address }) => address ?? []),
        vault.sealBytes(tenant, dataKey, boxPlace, writeBatch(kept)),
      ],
    });
    const own = new Set(kept.map(({ stream }) => stream));
    if (rows.length === 0 || rows.some(({ stream }) => own.has(stream))) filled();
    return new Map(rows.map(({ key, stream }) => [key, stream]));
  }

  /** One lane for what is sealed with one key. */
  const laneOf = ({ tenant, dataKey }: Pick<Item, 'tenant' | 'dataKey'>) => `${tenant} ${dataKey.id}`;

  return {
    /** The payload that has the key: this one, or the one that came before. On the disk when it resolves. */
    add: (item: Omit<Item, 'since'>): Promise<string> => lanes.add(laneOf(item), { ...item, since: performance.now() }),
    /** Webhooks that wait to be sealed with this key. */
    waiting: (tenant: string, dataKey: DataKey): number => lanes.waiting(laneOf({ tenant, dataKey })),
    /** Whether senders lately had to wait for long. */
    isPressed: (): boolean => performance.now() < pressedUntil,
  };
}
export type Inbox = ReturnType<typeof createInbox>;
