// An event as the database takes it: its open data, and its secret sealed into a box.
import { events as catalogue } from '@vito/contracts/event';
import { newId } from '@vito/contracts/ids';
import type { Recorded } from './aggregate.js';
import type { Draft } from './event.js';
import type { DataKey, Vault } from './vault.js';

export const hasSecret = (draft: Draft): boolean => Object.keys(draft.secret).length > 0;

/** `key`: what its secret is sealed with; needed only where it has one. */
export function eventRow(
  vault: Pick<Vault, 'seal'>,
  { event, draft }: { event: Recorded; draft: Draft },
  key: DataKey | undefined,
) {
  const vaultId = hasSecret(draft) ? newId('vault') : null;
  return {
    stream: event.stream,
    version: event.version,
    event_id: event.id,
    type: event.type,
    type_version: catalogue[event.type].version,
    data: event.data,
    vault_id: vaultId,
    ...(vaultId && key ? { key_id: key.id, box: vault.seal(event.tenant, key, vaultId, draft.secret) } : {}),
    actor: { kind: event.actor.kind, id: event.actor.id },
    cause: event.cause,
    at: event.at,
  };
}
