// The company and the person looking at it.
import { z } from 'zod';
import { TenantId } from './ids.js';

const zone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'not an IANA time zone, e.g. Europe/Berlin');

/** Who "I" am: what tells *I owe* from *owed to me*. */
export const Profile = z.strictObject({
  name: z.string().trim().min(1).max(200),
  addresses: z.array(z.email().max(320)).max(20),
  organisation: z.string().trim().max(200).nullable(),
  zone,
});
export type Profile = z.infer<typeof Profile>;

export const Me = z.object({
  tenantId: TenantId,
  /** Null until the first run has asked. */
  profile: Profile.nullable(),
  /** Whether the fictional sample company has been loaded. */
  sample: z.boolean(),
  documents: z.number().int(),
});
export type Me = z.infer<typeof Me>;

/** A guess for the first run, from the first mail that came in. */
export const ProfileSuggestion = z.object({
  profile: z.object({
    name: z.string().nullable(),
    addresses: z.array(z.string()),
    organisation: z.string().nullable(),
    zone: z.string().nullable(),
  }),
  /** The people seen, most frequent first, to choose from. */
  people: z.array(z.object({ name: z.string().nullable(), address: z.string(), messages: z.number().int() })),
});
export type ProfileSuggestion = z.infer<typeof ProfileSuggestion>;
