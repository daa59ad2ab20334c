// Scopes: what a token may do. A person's own session has all of them.
import { z } from 'zod';

export const scopes = ['read', 'propose', 'decide', 'manage'] as const;
export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

/** What each lets its holder do, in words for people. */
export const scopeWords: Record<Scope, string> = {
  read: 'search, ask, and read commitments, documents and the timeline',
  propose: 'propose actions, which wait at the gates of a run',
  decide: 'decide gates',
  manage: 'everything that a person can do',
};

/** What a route is known by here; `Route` has more. */
interface Guarded {
  method: string;
  access: 'owner' | 'open';
  scope?: Scope;
}

/** The scope that a route needs: its own word, else `read` to look and `manage` to change. Null: it is open to all. */
export function scopeOf(route: Guarded): Scope | null {
  if (route.access === 'open') return null;
  return route.scope ?? (route.method === 'GET' ? 'read' : 'manage');
}

export const allows = (held: readonly Scope[], needed: Scope): boolean =>
  held.includes(needed) || held.includes('manage');
