// What the thread has already undertaken: the earlier commitment that a later sentence speaks of.
import type { Party } from '@vito/contracts/reading';
import { sameOrganisation } from '../who/organisation.js';
import { sameParty } from '../who.js';
import { type Found, shared } from './found.js';
import type { Scene } from './scene.js';

/** How many of the latest are looked through: a sentence seldom speaks of one further back. */
const mostOpen = 200;

/** Open commitments of the earlier documents and of the same document's earlier sentences, latest first; one per restatement. */
export function openBefore(scene: Scene, found: readonly Found[]): Found[] {
  const all = [...scene.earlier.flatMap((heard) => heard.found), ...found.slice(-mostOpen)];
  return all
    .slice(-mostOpen)
    .reverse()
    .filter((one) => !['fulfilled', 'cancelled', 'declined'].includes(one.status));
}

/**
 * The earlier commitment that is meant: of the same debtor (or firm) where `debtor` is given, sharing a telling word;
 * where the sentence only says "it" or "this", the latest one.
 */
export function meantBefore(
  scene: Scene,
  open: readonly Found[],
  topic: ReadonlySet<string>,
  debtor: Party | null,
  pronoun: boolean,
): Found | null {
  const theirs = open.filter(
    (one) => debtor === null || sameParty(one.debtor, debtor) || ofFirm(scene, one.debtor, debtor),
  );
  let best: Found | null = null;
  let most = 0;
  for (const one of theirs) {
    const n = shared(one.topic, topic);
    if (n > most) [best, most] = [one, n];
  }
  if (best) return best;
  return pronoun || theirs.length === 1 ? (theirs[0] ?? null) : null;
}

/** A firm's promise and its person's are the same side's; two persons' are not. */
function ofFirm(scene: Scene, a: Party | null, b: Party | null): boolean {
  if (!a || !b || (a.name !== null && b.name !== null)) return false;
  const [x, y] = [scene.who.organisationOf(a), scene.who.organisationOf(b)];
  return x !== null && y !== null && sameOrganisation(x, y);
}
