// People and organisations in words, and "Name <address>" taken apart.
import type { Party } from '@vito/contracts/reading';
import { WrongUse } from './command.js';

/** How a party is printed: its name, else its organisation, else its address. */
export function partyName(party: Party | null): string | null {
  return party?.name ?? party?.organisation ?? party?.address ?? null;
}

/** `Dana Whitlock → Jonas Ehlert`; the debtor alone where it is owed to nobody in particular. */
export function fromTo(debtor: Party | null, creditor: Party | null): string {
  const to = partyName(creditor);
  return `${partyName(debtor) ?? 'somebody'}${to === null ? '' : ` → ${to}`}`;
}

/** Takes `Name <address>` or a bare name or address apart. Throws WrongUse when nothing fits. */
export function parseMe(text: string): { name: string; address: string | null } {
  const both = /^\s*"?([^"<>]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/.exec(text);
  const name = (both?.[1] ?? text).trim();
  const address = both?.[2] ?? (/^\S+@\S+$/.test(name) ? name : null);
  if (name === '' || /[<>]/.test(name)) {
    if (address !== null && name === '') return { name: address.split('@')[0] ?? address, address };
    throw new WrongUse(`"${text}" names nobody. Write it as: --me "Name <address>"`);
  }
  return { name: both === null && address !== null ? (address.split('@')[0] ?? address) : name, address };
}
