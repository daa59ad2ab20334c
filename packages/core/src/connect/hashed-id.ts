// Ids that are keyed hashes: the same for ever for the same thing, useless to anybody without the tenant's key.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of a hash of at least as many bytes. */
export function hashedText(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < 26; at++) text += alphabet[(bytes[at] as number) & 31];
  return text;
}
