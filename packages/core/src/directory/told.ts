// Corrections in force: what is left of the list once later ones have had their say. Pure.
import type { Correction } from './corrections.js';

export interface Told {
  /** Pairs of ids that are one. The second gives its name. */
  merged: { id: string; into: string }[];
  /** Ids of keys that no rule may join to anything. */
  apart: Set<string>;
  names: Map<string, string>;
  aliases: { id: string; alias: string }[];
  /** By id: an organisation's id, or its name where it was not known; null for none. */
  organisations: Map<string, { id: string; name: string | null } | null>;
  us: Set<string>;
}

export function inForce(corrections: readonly Correction[]): Told {
  const told: Told = {
    merged: [],
    apart: new Set(),
    names: new Map(),
    aliases: [],
    organisations: new Map(),
    us: new Set(),
  };
  for (const correction of corrections) apply(told, correction);
  return told;
}

function apply(told: Told, correction: Correction): void {
  switch (correction.verb) {
    case 'merge':
      told.apart.delete(correction.id);
      told.merged.push({ id: correction.id, into: correction.into });
      return;
    case 'split':
      told.apart.add(correction.part);
      told.merged = told.merged.filter(({ id, into }) => id !== correction.part && into !== correction.part);
      return;
    case 'rename':
      if (correction.name !== null) told.names.set(correction.id, correction.name);
      return;
    case 'alias':
      if (correction.alias !== null) told.aliases.push({ id: correction.id, alias: correction.alias });
      return;
    case 'organisation': {
      const { id, organisation, name } = correction;
      told.organisations.set(id, organisation === null ? null : { id: organisation, name });
      return;
    }
    case 'us':
      told.us.add(correction.id);
  }
}
