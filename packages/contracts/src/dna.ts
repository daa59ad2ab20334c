// The company's figures: how promises are kept, by whom, how far ahead, on what. Every figure says what it counted.
import { z } from 'zod';
import { CommitmentView } from './commitment.js';
import { WhoKind, WhoRef } from './directory.js';
import { WhoId } from './ids.js';

/** A count, and the query of GET /v1/commitments that lists exactly these. */
export const Figure = z.object({ n: z.number().int(), query: z.record(z.string(), z.string()) });
export type Figure = z.infer<typeof Figure>;

/**
 * How promises were kept. The rate is `onTime / (onTime + late + overdue)`: of those with a due that has been decided, one way or
 * the other. What has no due, is not due yet, or was called off is not in it, and is told beside it.
 */
export const Keeping = z.object({
  onTime: Figure,
  late: Figure,
  overdue: Figure,
  /** Fulfilled without a due. */
  undated: Figure,
  open: Figure,
  openUndated: Figure,
  off: Figure,
});
export type Keeping = z.infer<typeof Keeping>;

/** Days in the middle (the median) over those counted; null where there are none. */
export const Days = Figure.extend({ days: z.number().nullable() });
export type Days = z.infer<typeof Days>;

export const DnaPerson = z.object({
  id: WhoId,
  kind: WhoKind,
  name: z.string(),
  mine: z.boolean(),
  organisation: WhoRef.nullable(),
  /** What they owe. */
  owes: Keeping,
  /** What they are owed. */
  owed: Keeping,
  /** Of what they owe, given a new date by people. */
  moved: Figure,
});
export type DnaPerson = z.infer<typeof DnaPerson>;

export const DnaWeek = z.object({
  /** The Monday. */
  from: z.string(),
  to: z.string(),
  total: Figure,
  people: z.array(z.object({ id: WhoId, name: z.string(), figure: Figure })),
});

export const DnaMonth = z.object({ month: z.string(), keeping: Keeping });

export const DnaTopic = z.object({ topic: z.string(), all: Figure, open: Figure, overdue: Figure });

export const DnaRisk = z.object({
  commitment: CommitmentView,
  /** Days until the due; below zero: past it. */
  days: z.number().int(),
  moved: z.number().int(),
  debtor: WhoRef.nullable(),
  creditor: WhoRef.nullable(),
  /** How the debtor has kept what was due so far. */
  record: Keeping.nullable(),
});
export type DnaRisk = z.infer<typeof DnaRisk>;

export const Dna = z.object({
  all: Figure,
  keeping: Keeping,
  /** From saying it to its due. */
  lead: Days,
  /** From the end to the due, of those fulfilled: below zero is late. */
  slack: Days,
  moved: Figure,
  /** By the month of the due, oldest first. */
  months: z.array(DnaMonth),
  people: z.array(DnaPerson),
  organisations: z.array(DnaPerson),
  /** Weeks ahead, with who has most to do in them. */
  weeks: z.array(DnaWeek),
  /** Open and due within the next days, or past it. */
  risks: z.object({ figure: Figure, days: z.number().int(), items: z.array(DnaRisk) }),
  topics: z.array(DnaTopic),
});
export type Dna = z.infer<typeof Dna>;

/** One person or organisation, with their counterparts. */
export const DnaOfOne = z.object({
  who: DnaPerson,
  lead: Days,
  slack: Days,
  months: z.array(DnaMonth),
  weeks: z.array(z.object({ from: z.string(), to: z.string(), total: Figure })),
  risks: z.object({ figure: Figure, days: z.number().int(), items: z.array(DnaRisk) }),
  topics: z.array(DnaTopic),
});
export type DnaOfOne = z.infer<typeof DnaOfOne>;
