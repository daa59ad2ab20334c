// What earlier runs of a connection brought, as the sources of documents ask for it.
import type { ChosenStream } from '@vito/contracts/sync';
import type { KeyedHash } from '../judge.js';
import type { Ledger } from '../ledger.js';
import type { Memory } from './own-source.js';
import { recordKey } from './record-key.js';

const mostAgain = 200; // that one run tries again

export function createMemory(ledger: Ledger, streams: ChosenStream[], hash: KeyedHash): Memory {
  const idOf = (stream: string) => streams.find(({ name }) => name === stream)?.id ?? '';
  const begun = Date.parse(ledger.run().state.requestedAt);

  return {
    async rows(stream, keys) {
      const id = idOf(stream);
      const named = new Map(keys.map((key) => [recordKey(hash, id, key), key]));
      const rows = await ledger.read((reader) =>
        reader
          .selectFrom('synced_record')
          .select(['key', 'data', 'synced_at'])
          .where('records_id', '=', id)
          .where('key', 'in', [...named.keys(), ''])
          .where('deleted', '=', false)
          .execute(),
      );
      return new Map(
        rows.map(({ key, data, synced_at: at }) => [
          named.get(key) ?? '',
          { row: data, ofThisRun: at.getTime() >= begun },
        ]),
      );
    },

    async unfetched(stream) {
      const rows = await ledger.read((reader) =>
        reader
          .selectFrom('held_record')
          .select('data')
          .where('records_id', '=', idOf(stream))
          .where('held', '=', true)
          .where('reason', '=', 'unfetched')
          .orderBy('key')
          .limit(mostAgain)
          .execute(),
      );
      return rows.map(({ data }) => data);
    },
  };
}
