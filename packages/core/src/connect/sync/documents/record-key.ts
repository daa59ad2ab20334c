// The key of a mail or a file among the records of its stream: a keyed hash, as that of every record.
import { hashedText } from '../../hashed-id.js';
import type { KeyedHash } from '../judge.js';

export const recordKey = (hash: KeyedHash, streamId: string, key: string): string =>
  hashedText(hash(JSON.stringify([streamId, { own: key }])));
