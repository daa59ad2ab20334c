// Ids: a prefix that names the kind, then 26 characters that sort by the time they were made.
import { z } from 'zod';

export const idKinds = {
  document: 'doc',
  commitment: 'cmt',
  event: 'evt',
  vault: 'vlt',
  key: 'key',
  actor: 'act',
  work: 'wrk',
} as const;
export type IdKind = keyof typeof idKinds;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32, lower case
const pattern = (prefix: string) => new RegExp(`^${prefix}_[${alphabet}]{26}$`);

export const DocumentId = z.string().regex(pattern(idKinds.document), 'not a document id (doc_…)');
export const CommitmentId = z.string().regex(pattern(idKinds.commitment), 'not a commitment id (cmt_…)');
export const EventId = z.string().regex(pattern(idKinds.event), 'not an event id (evt_…)');
export const TenantId = z.uuid();

/** A new id of a kind: 48 bits of milliseconds, then 80 random bits. Unique without asking anybody. */
export function newId(kind: IdKind, now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  let time = '';
  for (let rest = now, i = 0; i < 10; i++) {
    time = alphabet[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  let tail = '';
  let bits = 0;
  let value = 0;
  for (const byte of random) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      tail += alphabet[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return `${idKinds[kind]}_${time}${tail}`;
}
