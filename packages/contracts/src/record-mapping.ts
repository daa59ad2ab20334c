// What the records of a connection become by the mapping of their stream, as people see it.
import { z } from 'zod';
import { Mapped, Yield } from './webhook.js';

/** How the mapping of a stream stands. */
export const StreamMapping = z.object({
  stream: z.string(),
  mapping: z.string().nullable(),
  /** Records that it was applied to, and those that it could not be. */
  mapped: z.number().int(),
  unmapped: z.number().int(),
  /** Whether records wait to be mapped. */
  waiting: z.boolean(),
  /** It took too long for a record, and is not tried any more until it is changed or told to map again. */
  stalled: z.boolean(),
});
export type StreamMapping = z.infer<typeof StreamMapping>;

export const MappedState = z.enum(['mapped', 'unmapped']);
export type MappedState = z.infer<typeof MappedState>;

/** What became of a record. */
export const MappedRecordView = z.object({
  stream: z.string(),
  key: z.string(),
  state: MappedState,
  yields: z.array(Yield),
  /** Why it could not be mapped. */
  problem: z.string().nullable(),
  mappedAt: z.string(),
});
export type MappedRecordView = z.infer<typeof MappedRecordView>;

/** What a mapping would make of a record that is there. */
export const RecordMappingPreview = z.object({
  stream: z.string(),
  key: z.string(),
  deleted: z.boolean(),
  yields: z.array(Mapped),
  problem: z.string().nullable(),
});
export type RecordMappingPreview = z.infer<typeof RecordMappingPreview>;
