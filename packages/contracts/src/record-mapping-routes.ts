// Routes of what records become: the mapping of each stream, a look at what it would yield, and what it has.
import { z } from 'zod';
import { ConnectionId } from './ids.js';
import { MappedRecordView, MappedState, RecordMappingPreview, StreamMapping } from './record-mapping.js';
import { ConnectionView } from './sync.js';

const params = z.object({ id: ConnectionId });
const own = { tag: 'sync', access: 'owner' } as const;
const stream = z.string().min(1).max(500);
const mapping = z.string().min(1).max(20_000).nullable();

export const recordMappingRoutes = {
  setStreamMapping: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/mapping',
    summary:
      'Say by JSONata what the records of a chosen stream become from now on: facts, documents or messages; null: nothing.',
    params,
    body: z.strictObject({ stream, mapping }),
    status: 200,
    answer: ConnectionView,
  },
  listStreamMappings: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/mapping',
    summary: 'For each chosen stream its mapping, and how many records it was applied to, or could not be.',
    params,
    status: 200,
    answer: z.object({ items: z.array(StreamMapping) }),
  },
  previewStreamMapping: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/preview',
    summary:
      'What a mapping would make of records that are there: of those that changed last, or of one. Nothing is changed.',
    params,
    body: z.strictObject({
      stream,
      mapping: z.string().min(1).max(20_000),
      key: z.string().max(100).optional(),
      limit: z.number().int().min(1).max(20).default(5),
    }),
    status: 200,
    answer: z.object({ items: z.array(RecordMappingPreview) }),
  },
  replayMapping: {
    ...own,
    method: 'POST',
    path: '/v1/connections/:id/replay',
    summary:
      'Map all records that stand again, of one stream or of each that has a mapping; or only what could not be mapped.',
    params,
    body: z.strictObject({ stream: stream.optional(), only: z.literal('unmapped').optional() }),
    status: 202,
    answer: z.object({ streams: z.array(z.string()) }),
  },
  listMappedRecords: {
    ...own,
    method: 'GET',
    path: '/v1/connections/:id/mapped',
    summary: 'What became of records, by stream and key; `state=unmapped` lists those with a problem.',
    params,
    query: z.object({
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      stream: z.string().max(500).optional(),
      state: MappedState.optional(),
    }),
    status: 200,
    answer: z.object({ items: z.array(MappedRecordView), next: z.string().nullable() }),
  },
} as const;
