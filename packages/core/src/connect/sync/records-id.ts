// The id of what one stream of a connection brings: a keyed hash, the same for ever.
import type { Vault } from '../../spine/vault.js';
import { hashedText } from '../hashed-id.js';

export async function recordsIdOf(vault: Vault, tenant: string, connectionId: string, stream: string): Promise<string> {
  const hash = await vault.fingerprints(tenant, 'records');
  return `rec_${hashedText(hash(JSON.stringify([connectionId, stream])))}`;
}
