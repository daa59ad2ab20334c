// Sources as the door needs them: by id alone, whole, looked up again every two seconds.
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { type Source, source } from './source.js';

export interface KnownSource {
  tenant: string;
  id: string;
  source: Source;
}

interface Held {
  known: Promise<KnownSource | null>;
  until: number;
}

const fresh = 2000; // ms: a change made by another process is known after that
const most = 5000;

export interface SourcesDeps {
  store: EventStore;
  /** The tenant that a source belongs to; null where there is no such source. */
  tenantOf: (sourceId: string) => Promise<string | null>;
}

export function createSources({ store, tenantOf }: SourcesDeps) {
  const held = new Map<string, Held>();

  /** Null for one that never was. */
  function byId(id: string): Promise<KnownSource | null> {
    const found = held.get(id);
    if (found && found.until > Date.now()) return found.known;
    if (held.size >= most) held.clear();
    const known = load(id);
    held.set(id, { known, until: Date.now() + fresh });
    known.catch(() => held.delete(id));
    return known;
  }

  async function load(id: string): Promise<KnownSource | null> {
    const tenant = await tenantOf(id);
    if (!tenant) return null;
    const ctx: Context = { tenant, actor: { kind: 'system', id: 'webhooks', name: null } };
    const { state } = await store.load(ctx, source, id);
    return state.state === 'none' ? null : { tenant, id, source: state };
  }

  return { byId, forget: (id: string) => void held.delete(id) };
}
export type Sources = ReturnType<typeof createSources>;

/** The secrets that verify at this time. */
export const secretsAt = ({ secrets }: Source, now: number): string[] =>
  secrets.flatMap(({ value, until }) => (value !== null && (until === null || Date.parse(until) > now) ? value : []));
