// Which keys are one: a union-find that remembers why each key came to the others. Pure and independent of the order of joins.
import type { Reason } from '@vito/contracts/directory';

export interface Joined {
  add(key: string): void;
  has(key: string): boolean;
  /** Joins two keys unless one of them stands apart. `reason`: why `key` belongs to `other`. */
  join(key: string, other: string, reason: Reason): void;
  rootOf(key: string): string;
  reasonOf(key: string): Reason | null;
  /** Every key by its root, both in order. */
  groups(): Map<string, string[]>;
}

/** `apart`: keys that only `told` joins may touch. */
export function createJoined(apart: (key: string) => boolean): Joined {
  const parents = new Map<string, string>();
  const reasons = new Map<string, Reason>();

  function rootOf(key: string): string {
    let at = key;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) at = up;
    for (let from = key; from !== at; ) {
      const up = parents.get(from) ?? at;
      parents.set(from, at);
      from = up;
    }
    return at;
  }
  const add = (key: string) => {
    if (!parents.has(key)) parents.set(key, key);
  };

  return {
    add,
    rootOf,
    has: (key) => parents.has(key),
    reasonOf: (key) => reasons.get(key) ?? null,
    join(key, other, reason) {
      add(key);
      add(other);
      if (reason !== 'told' && (apart(key) || apart(other))) return;
      if (!reasons.has(key)) reasons.set(key, reason);
      const [a, b] = [rootOf(key), rootOf(other)].sort() as [string, string];
      parents.set(b, a); // the smaller is the root, whichever way they came together: addresses before names
    },
    groups() {
      const groups = new Map<string, string[]>();
      for (const key of [...parents.keys()].sort()) {
        const root = rootOf(key);
        groups.set(root, [...(groups.get(root) ?? []), key]);
      }
      return groups;
    },
  };
}
