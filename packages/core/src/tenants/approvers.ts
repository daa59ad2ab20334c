// Approvers: the mail addresses that are asked when a run waits for a decision. None, until somebody names some.
import type { Database } from '../platform/database.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { rootKey } from '../spine/vault.js';
import { company, companyStream } from './found.js';
import { companyRow } from './profile.js';

/** Case does not tell addresses apart: each is kept once, as it was first written. Saying what holds already is no event. */
export async function setApprovers(store: EventStore, ctx: Context, given: readonly string[]): Promise<void> {
  const addresses = given.filter((one, index) => given.findIndex((other) => sameAddress(one, other)) === index);
  await change(store, ctx, {
    aggregate: company,
    stream: companyStream,
    keyOf: () => rootKey,
    decide: ({ state }) =>
      JSON.stringify(state.approvers) === JSON.stringify(addresses)
        ? []
        : [{ type: 'company.approvers-set', data: {}, secret: { addresses } }],
  });
}

/** `own`: the addresses of the person whose company it is. */
export async function approversOf(database: Database, tenant: string): Promise<{ addresses: string[]; own: string[] }> {
  const row = await database.read(tenant, companyRow);
  return { addresses: row?.approvers ?? [], own: row?.addresses ?? [] };
}

export const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
