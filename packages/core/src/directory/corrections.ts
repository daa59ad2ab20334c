// What people corrected about people and organisations: one stream a company, folded into a list that undo shortens.
import type { Aggregate } from '../spine/aggregate.js';

export const directoryStream = 'directory';

/** Ids are those of any key of somebody, so that a correction outlives which of the keys comes first. */
export type Correction =
  | { verb: 'merge'; id: string; into: string }
  | { verb: 'split'; id: string; part: string }
  | { verb: 'rename'; id: string; name: string | null }
  | { verb: 'alias'; id: string; alias: string | null }
  | { verb: 'organisation'; id: string; organisation: string | null; name: string | null }
  | { verb: 'us'; id: string };

export interface Corrections {
  list: Correction[];
}

export const directory: Aggregate<Corrections> = {
  kind: directoryStream,
  tables: ['directory'],
  initial: { list: [] },
  fold({ list }, event) {
    switch (event.type) {
      case 'directory.merged':
        return { list: [...list, { verb: 'merge', id: event.data.id, into: event.data.into }] };
      case 'directory.split':
        return { list: [...list, { verb: 'split', id: event.data.id, part: event.data.part }] };
      case 'directory.renamed':
        return { list: [...list, { verb: 'rename', id: event.data.id, name: event.secret?.name ?? null }] };
      case 'directory.alias-added':
        return { list: [...list, { verb: 'alias', id: event.data.id, alias: event.secret?.alias ?? null }] };
      case 'directory.organisation-set': {
        const { id, organisation } = event.data;
        return { list: [...list, { verb: 'organisation', id, organisation, name: event.secret?.name ?? null }] };
      }
      case 'directory.us-set':
        return { list: [...list, { verb: 'us', id: event.data.id }] };
      case 'directory.undone':
        return { list: list.slice(0, -1) };
      default:
        return { list };
    }
  },
  rows: (state, event) => ({
    directory: [{ tenant_id: event.tenant, corrections: state.list, version: event.version }],
  }),
};
