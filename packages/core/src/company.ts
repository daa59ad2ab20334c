// Wires what tools over the company's own data need: each gets the functions of other modules that it asks for.
import type { CompanyDeps } from './agents/company/company.js';
import type { Query, Viewer } from './commitments/filter.js';
import { stageDeed, takeBack } from './commitments/of-run.js';
import { findCommitment, listCommitments, suggestedFulfilled } from './commitments/view.js';
import type { Directories } from './directory/directories.js';
import { documentsWith, findDocument } from './intake/view.js';
import type { Database } from './platform/database.js';
import type { EventStore } from './spine/event-store.js';

export interface WiredCompany extends Pick<CompanyDeps, 'reading' | 'sends'> {
  database: Database;
  store: EventStore;
  viewer: (tenant: string) => Promise<Viewer>;
  directories: Directories;
  personName: (tenant: string) => Promise<string | null>;
}

export function wireCompany({ database, store, viewer, directories, personName, ...rest }: WiredCompany): CompanyDeps {
  return {
    ...rest,
    database,
    async commitment(tenant, id) {
      const looking = await viewer(tenant);
      return database.read(tenant, (reader) => findCommitment(reader, looking, id));
    },
    async commitments(tenant, question, now) {
      const looking = await viewer(tenant);
      const query: Query = { sort: 'due', hidden: false, ...question };
      const { items, next } = await database.read(tenant, (reader) => listCommitments(reader, looking, query, now));
      return { items, more: next !== null };
    },
    async suggestedFulfilled(tenant, limit) {
      const looking = await viewer(tenant);
      return database.read(tenant, (reader) => suggestedFulfilled(reader, looking, limit));
    },
    document: (tenant, id) => database.read(tenant, (reader) => findDocument(reader, id, () => null)),
    documentsWith: (tenant, pattern, limit) => database.read(tenant, (reader) => documentsWith(reader, pattern, limit)),
    async me(tenant) {
      const [{ keys, zone }, name] = await Promise.all([viewer(tenant), personName(tenant)]);
      return { keys, zone, name };
    },
    addressOf: async (tenant, whoId) => (await directories.of(tenant)).byId(whoId)?.address ?? null,
    stageDeed: (ctx, id, deed) => stageDeed(store, ctx, id, deed),
    takeBack: (ctx, past) => takeBack(store, ctx, past),
  };
}
