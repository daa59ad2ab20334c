// Who "I" am: told once, changed at will; and the company's other settings.
import { createHash, randomBytes } from 'node:crypto';
import type { Me, Profile, ProfileSuggestion } from '@vito/contracts/tenant';
import { sql } from 'kysely';
import type { Database, Reader } from '../platform/database.js';
import type { CompanyRow } from '../platform/tables.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { rootKey } from '../spine/vault.js';
import { company, companyStream } from './found.js';

const defaultZone = 'UTC';

export async function setProfile(store: EventStore, ctx: Context, profile: Profile): Promise<void> {
  await decide(store, ctx, () => [{ type: 'company.profile-set', data: {}, secret: profile }]);
}

export async function markSample(store: EventStore, ctx: Context, documents: number): Promise<void> {
  await decide(store, ctx, () => [{ type: 'company.sample-loaded', data: { documents }, secret: {} }]);
}

/** Records that somebody looked at an event's secret. */
export async function recordReveal(store: EventStore, ctx: Context, eventId: string): Promise<void> {
  await decide(store, ctx, () => [{ type: 'company.event-revealed', data: { eventId }, secret: {} }]);
}

/** Makes a new calendar secret; the old one stops working. */
export async function makeCalendarLink(store: EventStore, ctx: Context): Promise<{ link: string; hash: string }> {
  const link = randomBytes(24).toString('base64url');
  const hash = hashOf(link);
  await decide(store, ctx, () => [{ type: 'company.calendar-link-made', data: { hash }, secret: { link } }]);
  return { link, hash };
}

export async function calendarLink(store: EventStore, ctx: Context): Promise<string | null> {
  return (await store.load(ctx, company, companyStream)).state.calendarLink;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

function decide(store: EventStore, ctx: Context, drafts: () => Draft[]) {
  return change(store, ctx, { aggregate: company, stream: companyStream, keyOf: () => rootKey, decide: drafts });
}

export async function viewMe(database: Database, tenant: string): Promise<Me> {
  return database.read(tenant, async (reader) => {
    const row = await companyRow(reader);
    const { count } = await reader
      .selectFrom('document')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('state', '!=', 'deleted')
      .executeTakeFirstOrThrow();
    return { tenantId: tenant, profile: profileAndZone(row).profile, sample: row?.sample ?? false, documents: count };
  });
}

/** What a company's row says of "me"; a profile that was erased is none. */
export function profileAndZone(row: CompanyRow | undefined): { profile: Profile | null; zone: string } {
  const profile =
    row?.name && row.zone
      ? { name: row.name, addresses: row.addresses, organisation: row.organisation, zone: row.zone }
      : null;
  return { profile, zone: row?.zone ?? defaultZone };
}

export function companyRow(reader: Reader) {
  return reader.selectFrom('company').selectAll().executeTakeFirst();
}

/** Guesses who "I" am: who stands in most of the first thousand mails, oldest mail first where they tie. */
export async function suggestProfile(database: Database, tenant: string): Promise<ProfileSuggestion> {
  const people = await database.read(tenant, async (reader) => {
    const { rows } = await sql<{
      address: string;
      name: string | null;
      organisation: string | null;
      zone: string | null;
      messages: number;
    }>`
      select p.address, max(p.name) as name, max(p.organisation) as organisation, max(p.zone) as zone,
             count(distinct d.document_id) as messages
      from (select * from vito.document_party order by document_id limit 1000) d, jsonb_to_recordset(d.parties)
           as p (address text, name text, organisation text, zone text, "sentAt" text)
      where p.address is not null
      group by p.address order by messages desc, min(p."sentAt"), p.address limit 20`.execute(reader);
    return rows;
  });
  const likely = people[0];
  return {
    profile: {
      name: likely?.name ?? null,
      addresses: likely ? [likely.address] : [],
      organisation: likely?.organisation ?? null,
      zone: likely?.zone ?? null,
    },
    people: people.map((person) => ({ name: person.name, address: person.address, messages: person.messages })),
  };
}
