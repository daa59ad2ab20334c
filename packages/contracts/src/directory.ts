// The directory: the people and organisations of a company, and what a person may correct about them.
import { z } from 'zod';
import { WhoId } from './ids.js';

/**
 * `unclear`: a name that may be several people, or that nothing else is known of; it is shown as it was written, never
 * guessed.
 */
export const whoKinds = ['person', 'organisation', 'unclear'] as const;
export const WhoKind = z.enum(whoKinds);
export type WhoKind = z.infer<typeof WhoKind>;

/** How a mention was understood, the surest first. */
export const reasons = {
  address: 'by address',
  told: 'as you said',
  'full-name': 'by full name',
  'organisation-name': "by the organisation's name",
  'short-name': "by the organisation's short name",
  'first-name-in-thread': "first name, among the thread's people",
  'surname-in-thread': "surname, among the thread's people",
  'initials-in-thread': "initials, among the thread's people",
  'initial-and-surname': 'initial and surname',
  'first-name': 'first name, the only one known',
  surname: 'surname, the only one known',
  unclear: 'not told apart',
} as const;
export const Reason = z.enum(Object.keys(reasons) as [keyof typeof reasons, ...(keyof typeof reasons)[]]);
export type Reason = z.infer<typeof Reason>;

export const WhoRef = z.object({ id: WhoId, name: z.string() });
export type WhoRef = z.infer<typeof WhoRef>;

const count = z.number().int();
/** Somebody with what is open: what they owe, what they are owed, and what of their debts is overdue. */
export const WhoRow = z.object({
  id: WhoId,
  kind: WhoKind,
  name: z.string(),
  address: z.string().nullable(),
  organisation: WhoRef.nullable(),
  /** "I", or my organisation. */
  mine: z.boolean(),
  /** Who this may be, where a name fits several. */
  candidates: z.array(WhoRef),
  owes: count,
  owed: count,
  overdue: count,
});
export type WhoRow = z.infer<typeof WhoRow>;

/** One way in which somebody is named, and why it is theirs. `id` is what `split` takes. */
export const WhoPart = z.object({
  id: WhoId,
  kind: z.enum(['address', 'name', 'organisation', 'domain']),
  text: z.string(),
  reason: Reason,
});
export type WhoPart = z.infer<typeof WhoPart>;

export const WhoView = WhoRow.extend({
  parts: z.array(WhoPart),
  /** Of an organisation. */
  people: z.array(WhoRef),
  /** Others of the same name, to merge if they are the same. */
  alike: z.array(WhoRef),
});
export type WhoView = z.infer<typeof WhoView>;

const name = z.string().trim().min(1).max(200);
/** What a person can say about somebody. Each is one event; `undo` takes the last one back. */
export const directoryVerbs = {
  /** The two are one; this one goes on under the other's name. */
  merge: z.strictObject({ into: WhoId }),
  /** One of the parts is somebody else. */
  split: z.strictObject({ part: WhoId }),
  rename: z.strictObject({ name }),
  /** Also called so, or found at this address. */
  alias: z.strictObject({ alias: name }),
  /** An organisation by its name or id; null: of none. */
  organisation: z.strictObject({ organisation: name.nullable() }),
  /** This is us. */
  us: z.strictObject({}),
  undo: z.strictObject({}),
} as const;
export type DirectoryVerb = keyof typeof directoryVerbs;
