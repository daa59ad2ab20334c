// A choice of a stream as it is kept: with all that it was on offer with.
import type { ChosenStream, StreamChoice } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import { hashedText } from '../hashed-id.js';
import type { KeyedHash } from './judge.js';
import type { Found } from './source-told.js';

/** The same for ever for a stream of a connection. */
export const recordsIdOf = (hash: KeyedHash, connectionId: string, stream: string): string =>
  `rec_${hashedText(hash(JSON.stringify([connectionId, stream])))}`;

/** Throws Failure('invalid') for what is not on offer. */
export function chosen(id: string, { name, mode, cursor, keys }: StreamChoice, found: Found | undefined): ChosenStream {
  if (!found) throw new Failure('invalid', `streams: ${name} is not offered`);
  if (!found.modes.includes(mode)) throw new Failure('invalid', `streams: ${name} is not offered as ${mode}`);
  return {
    id,
    name,
    mode,
    keys: keys ?? found.keys,
    offeredKeys: found.keys,
    cursor: mode === 'full' ? null : (cursor ?? found.cursors[0] ?? null),
    schema: found.schema,
    entry: found.entry,
  };
}
