// Which playbooks a company has, and each version of them: immutable, so those that were looked at are kept for a while.
import type { Playbook } from '@vito/contracts/playbook';
import type { Database } from '../platform/database.js';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { playbooks as aggregate, noPlaybook, playbookStream, publish } from './playbook.js';
import type { Pinned } from './request-run.js';

export interface PlaybooksDeps {
  database: Database;
  store: EventStore;
  shipped: readonly Playbook[];
}

const most = 2000;

export function createPlaybooks({ database, store, shipped }: PlaybooksDeps) {
  const kept = new Map<string, Promise<Playbook>>();
  /** By tenant: shipped ones that stand in its log as they are now. */
  const pinned = new Map<string, Pinned>();

  /** Throws Failure('not-found'). */
  function at(tenant: string, name: string, number: number): Promise<Playbook> {
    const key = `${tenant} ${name} ${number}`;
    const held = kept.get(key);
    if (held) return held;
    if (kept.size >= most) kept.clear();
    const found = look(tenant, name, number);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  }

  async function look(tenant: string, name: string, number: number): Promise<Playbook> {
    const row = await database.read(tenant, (reader) =>
      reader
        .selectFrom('playbook')
        .select('definition')
        .where('name', '=', name)
        .where('number', '=', number)
        .executeTakeFirst(),
    );
    if (!row?.definition) throw noPlaybook(name);
    return Object.freeze(row.definition);
  }

  /** The newest version; one that ships with ViTo is published as it is now. Throws Failure('not-found'). */
  async function pin(ctx: Context, name: string): Promise<Pinned> {
    const own = shipped.find((one) => one.name === name);
    if (own) {
      const key = `${ctx.tenant} ${name}`;
      const held = pinned.get(key);
      if (held) return held;
      const found = await publish(store, { tenant: ctx.tenant, actor: ctx.actor }, own, true);
      pinned.set(key, found);
      return found;
    }
    const { state } = await store.load(ctx, aggregate, playbookStream(name));
    if (state.number === 0 || state.withdrawn || !state.playbook) throw noPlaybook(name);
    return { playbook: state.playbook, number: state.number };
  }

  /** All that ship with ViTo stand in this company's log. */
  async function publishShipped(ctx: Context): Promise<void> {
    for (const { name } of shipped) await pin(ctx, name);
  }

  return { at, pin, publishShipped };
}
