// Founding a company: the tenant's row, its root key and its first event. An embedded install founds exactly one.
import { randomUUID } from 'node:crypto';
import type { EventSecret } from '@vito/contracts/event';
import type { Database } from '../platform/database.js';
import type { Aggregate, Recorded, Rows } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import { DoneBefore, type EventStore } from '../spine/event-store.js';
import { rootKey } from '../spine/vault.js';

export const companyStream = 'company';

export interface Company {
  founded: boolean;
  profile: EventSecret<'company.profile-set'> | null;
  erased: boolean;
  sample: boolean;
  calendarHash: string | null;
  calendarLink: string | null;
  /** Addresses that are asked for approvals. */
  approvers: readonly string[];
}

export const company: Aggregate<Company> = {
  kind: 'company',
  tables: ['company'],
  initial: {
    founded: false,
    profile: null,
    erased: false,
    sample: false,
    calendarHash: null,
    calendarLink: null,
    approvers: [],
  },
  fold(state, event) {
    switch (event.type) {
      case 'company.founded':
        return { ...state, founded: true };
      case 'company.profile-set':
        return { ...state, profile: event.secret, erased: event.secret === null };
      case 'company.sample-loaded':
        return { ...state, sample: true };
      case 'company.calendar-link-made':
        return { ...state, calendarHash: event.data.hash, calendarLink: event.secret?.link ?? null };
      case 'company.approvers-set':
        return { ...state, approvers: event.secret?.addresses ?? [] };
      default:
        return state;
    }
  },
  rows: (state, event) => ({ company: [row(state, event)] }),
};

function row(state: Company, event: Recorded): Rows[string][number] {
  return {
    tenant_id: event.tenant,
    name: state.erased ? '[erased]' : (state.profile?.name ?? null),
    addresses: state.profile?.addresses ?? [],
    organisation: state.profile?.organisation ?? null,
    zone: state.profile?.zone ?? null,
    sample: state.sample,
    calendar_hash: state.calendarHash,
    approvers: state.approvers,
    version: event.version,
  };
}

/** Founds a tenant in a region; returns its id. Founding the same `tenant` twice is once. */
export async function found(
  deps: { database: Database; store: EventStore },
  region: string,
  tenant: string = randomUUID(),
): Promise<string> {
  const ctx: Context = { tenant, actor: { kind: 'system', id: 'found', name: null } };
  const client = await deps.database.app.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    await client.query('insert into vito.tenant (tenant_id, region) values ($1, $2) on conflict do nothing', [
      tenant,
      region,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
  const staged = deps.store.stage(
    ctx,
    company,
    { stream: companyStream, version: 0, state: company.initial },
    [{ type: 'company.founded', data: {}, secret: {} }],
    { id: rootKey, isNew: true },
  );
  try {
    await deps.store.commit(ctx, [staged], { once: [{ key: 'company.founded', stream: companyStream }] });
  } catch (error) {
    if (!(error instanceof DoneBefore)) throw error;
  }
  return tenant;
}
