// A choice of a stream as it is kept: with all that it was on offer with.
import type { ChosenStream, StreamChoice } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import { erased } from '../source.js';
import type { Found } from './source-told.js';

/** Throws Failure('invalid') for what is not on offer. */
export function chosen(id: string, { name, mode, cursor, keys }: StreamChoice, found: Found | undefined): ChosenStream {
  if (name === erased) throw new Failure('invalid', `streams: nothing can be called ${name}`);
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
