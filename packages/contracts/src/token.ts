// A token: what a program signs in with in place of a person, and no further than its scopes reach.
import { z } from 'zod';
import { TokenId } from './ids.js';
import { Scope } from './scope.js';

export const longestTokenDays = 3650;

export const TokenView = z.object({
  id: TokenId,
  name: z.string(),
  scopes: z.array(Scope),
  createdAt: z.string(),
  /** When it ends by itself; null: it does not. */
  expiresAt: z.string().nullable(),
  /** The day (in UTC) on which it was last used; null: never yet. */
  usedOn: z.iso.date().nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const NewToken = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(Scope).min(1, 'at least one scope').max(10),
  /** Days until it ends by itself; without them it stays until it is revoked. */
  days: z.number().int().min(1).max(longestTokenDays).optional(),
});
export type NewToken = z.infer<typeof NewToken>;
