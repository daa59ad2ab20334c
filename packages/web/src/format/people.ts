// People in words: what to call a party, its initials, and whether it is the one who looks.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import type { Profile } from '@vito/contracts/tenant';

export interface Named {
  /** What to show: "You" for the looker. */
  name: string;
  /** The name in full, with address and organisation, for a tooltip. */
  full: string;
  me: boolean;
  known: boolean;
}

const nobody: Named = { name: 'Someone', full: 'The text does not say who', me: false, known: false };

export function nameParty(party: Party | null, me: boolean): Named {
  const name = party?.name ?? party?.organisation ?? party?.address ?? null;
  if (party === null || name === null) return me ? { ...nobody, name: 'You', me, known: true } : nobody;
  const organisation = party.organisation === name ? null : party.organisation;
  const address = party.address === name ? null : party.address;
  const full = [name, organisation, address].filter((part) => part !== null && part !== '').join(' · ');
  return { name: me ? 'You' : name, full, me, known: true };
}

/** Debtor and creditor of a commitment; its side says which of them looks. */
export function pairOf(commitment: Pick<CommitmentView, 'debtor' | 'creditor' | 'side'>) {
  return {
    debtor: nameParty(commitment.debtor, commitment.side === 'i-owe'),
    creditor: nameParty(commitment.creditor, commitment.side === 'owed-to-me'),
  };
}

/** The one on the other side of a commitment; between others, the one who owes. */
export function counterpart(commitment: Pick<CommitmentView, 'debtor' | 'creditor' | 'side'>): Named {
  const pair = pairOf(commitment);
  return commitment.side === 'i-owe' ? pair.creditor : pair.debtor;
}

/** True where a message's author is the looker: by address, or by the whole name where there is no address. */
export function isMe(party: Party | null, profile: Profile | null): boolean {
  if (party === null || profile === null) return false;
  const address = party.address?.toLowerCase();
  if (address) return profile.addresses.some((mine) => mine.toLowerCase() === address);
  return party.name !== null && fold(party.name) === fold(profile.name);
}

/** One or two letters for an avatar. */
export function initials(name: string): string {
  const words = (name.split('@')[0] ?? name).split(/[\s._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words.at(-1)) : '';
  return `${first}${last}`.toUpperCase() || '?';
}

/** A steady hue (0..359) for a name. */
export function hueOf(name: string): number {
  let hash = 2166136261;
  for (const character of fold(name)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
}

/** Lower case without accents, for comparing and searching. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function letter(word: string | undefined): string {
  return [...(word ?? '')].find((character) => /\p{L}|\p{N}/u.test(character)) ?? '';
}
