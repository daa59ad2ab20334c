// Names taken apart: which forms a person's and an organisation's name may be written in. Pure.
import { nameKey, withoutForm } from '@vito/contracts/party-key';

const titles = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady herr frau hr fr sr sra srta senor senora don dona monsieur madame mme mlle m'.split(
    ' ',
  ),
);

/** A person's name as a key: "Weber, Tom" turned round, titles left out; "" where nothing is left. */
export function personKey(name: string): string {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name.replace(/\([^)]*\)/g, ' '));
  const written = comma ? `${comma[2]} ${comma[1]}` : name.replace(/\([^)]*\)/g, ' ');
  return untitled(nameKey(written));
}

export function untitled(key: string): string {
  const words = key.split(' ');
  while (words.length > 1 && titles.has(words[0] ?? '')) words.shift();
  return words.join(' ');
}

export interface NameForms {
  first: string;
  surname: string;
  initials: string;
}

/** The parts of a whole name's key; null for a single word. */
export function formsOf(key: string): NameForms | null {
  const words = key.split(' ').filter((word) => word !== '');
  const [first, surname] = [words[0], words.at(-1)];
  if (words.length < 2 || !first || !surname) return null;
  return { first, surname, initials: words.map((word) => word[0]).join('') };
}

/** An organisation's name as a key, without its legal form. */
export const organisationKey = (name: string): string => withoutForm(nameKey(name)).trim();

// Hosts of everybody's mail tell nothing about whom somebody works for.
const freeHosts = new Set(
  (
    'gmail googlemail outlook hotmail live msn yahoo ymail rocketmail icloud me mac aol gmx web t-online freenet proton protonmail ' +
    'pm fastmail posteo mailbox tutanota tuta orange free laposte wanadoo sfr sapo uol bol terra telefonica libero virgilio mail ' +
    'email inbox zoho hey yandex qq 163 126 naver seznam wp onet btinternet sky comcast verizon att bigpond'
  ).split(' '),
);
const secondLevel = /^(?:co|com|org|net|gov|gob|ac|edu|ltd|plc)$/;

/** The domain of an address that tells an organisation: its last labels, or null for free mail. */
export function domainOf(address: string): { domain: string; label: string } | null {
  const labels = (address.split('@')[1] ?? '').toLowerCase().split('.').filter(Boolean);
  if (labels.length < 2) return null;
  const ending = labels.length > 2 && secondLevel.test(labels.at(-2) ?? '') ? 2 : 1;
  const label = labels.at(-ending - 1);
  if (!label || freeHosts.has(label)) return null;
  return { domain: labels.slice(-ending - 1).join('.'), label };
}

const shared =
  /^(?:info|sales|office|contact|hello|hi|mail|post|support|help|service|billing|accounts?|invoices?|finance|orders?|team|admin|noreply|no-reply|donotreply|notifications?|news(?:letter)?|jobs|press|reception|kontakt|buero|rechnung|vertrieb|ventas|compras|contacto)$/;

/** A mailbox of a whole organisation rather than of somebody. */
export const isSharedBox = (address: string): boolean => shared.test(address.split('@')[0] ?? '');
