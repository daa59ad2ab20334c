// The parties of a contract: which organisation stands behind "Supplier", "the Customer", "Auftragnehmer".
import { fold } from '../fold.js';
import { looksLikeOrganisation, sameOrganisation } from './organisation.js';

export interface Roles {
  /** Folded role ("supplier") to the organisation's name as the text writes it. */
  byRole: ReadonlyMap<string, string>;
  /** The organisation that a subject of a clause means: a defined role, or the organisation's own name. */
  find(subject: string): string | null;
  /** The other party where there are just two, else null. */
  other(organisation: string): string | null;
}

/** X Ltd ("Supplier"); X Ltd (the "Supplier"); X Ltd (hereinafter the "Supplier"); X S.L. (en adelante, el "Proveedor"). */
const defined =
  /(\p{Lu}[\p{L}\d&.,' -]{1,80}?)[ \n]?,?[ \n]?\((?:[^()"“„«]{0,60}?)?["“„«] ?(?:the |el |la |der |die |das |le |o |a )?([\p{L} -]{3,30}) ?["”“»] ?\)/gu;
/** X Ltd, hereinafter referred to as "Supplier"; X GmbH - nachfolgend "Lieferant" genannt. */
const hereinafter =
  /(\p{Lu}[\p{L}\d&.,' -]{1,80}?)[ \n]?[,–-][ \n]?(?:hereinafter|hereafter|henceforth|en adelante|en lo sucesivo|nachfolgend|im folgenden|ci-après|doravante)[^"“„«\n]{0,40}["“„«] ?(?:the |el |la |der |die |le |o )?([\p{L} -]{3,30})\s*["”“»]/giu;
/** Supplier: X Ltd */
const labelled =
  /^[ \t]*(?:the )?(supplier|customer|client|buyer|purchaser|seller|vendor|provider|contractor|licensor|licensee|landlord|tenant|lender|borrower|consultant|employer|proveedor|cliente|comprador|vendedor|arrendador|arrendatario|lieferant|kunde|auftraggeber|auftragnehmer|käufer|verkäufer|vermieter|mieter|fournisseur|client|acheteur|vendeur|prestataire|fornecedor|comprador|vendedor)[ \t]*:[ \t]*(\p{Lu}[^\n,;(]{2,60})/gimu;
/** Roles that parties of contracts have, folded. */
export const commonRoles: ReadonlySet<string> = new Set(
  'supplier|customer|client|buyer|purchaser|seller|vendor|provider|service provider|contractor|subcontractor|licensor|licensee|landlord|tenant|lessor|lessee|lender|borrower|consultant|employer|employee|distributor|agent|carrier|manufacturer|publisher|company|proveedor|cliente|comprador|vendedor|arrendador|arrendatario|contratista|prestador|lieferant|kunde|auftraggeber|auftragnehmer|kaufer|verkaufer|vermieter|mieter|dienstleister|dienstleisterin|besteller|auftragnehmerin|auftraggeberin|spediteur|fournisseur|locataire|transporteur|expediteur|mandataire|remitente|transportista|cargador|compradora|vendedora|arrendadora|arrendataria|prestadora|senhorio|inquilino|locador|locataria|locatario|transportador|transportadora|acheteur|vendeur|prestataire|bailleur|preneur|fornecedor|contratante|contratada|council|authority|borough|city|trust|trustee|university|school|hospital|bank|agency|owner|operator|partner|foundation|charity|association|club|studio|firm|institute|ministry|designer|developer|builder|architect|host|venue|sponsor|artist|author|importer|exporter|reseller'.split(
    '|',
  ),
);
const notParties =
  /^(?:agreement|contract|effective date|services?|goods|equipment|products?|site|fee|fees|term|territory|software|deliverables|business day|commencement date|completion date|price|order|project|works|premises|party|parties|vertrag|contrato|contrat|work|property|vehicle|materials?|documentation|invoice)$/;

/** Finds the roles that a text defines. */
export function findRoles(text: string): Roles {
  const byRole = new Map<string, string>();
  const add = (name: string, role: string) => {
    const key = fold(role).trim();
    const clean = organisationName(name);
    const isParty = commonRoles.has(key) || looksLikeOrganisation(clean ?? '');
    if (clean && isParty && !notParties.test(key) && !byRole.has(key)) byRole.set(key, clean);
  };
  const head = text.slice(0, 200_000);
  for (const pattern of [defined, hereinafter]) for (const m of head.matchAll(pattern)) add(m[1] ?? '', m[2] ?? '');
  for (const m of head.matchAll(labelled)) add(m[2] ?? '', m[1] ?? '');
  const names = [...new Set(byRole.values())];
  return {
    byRole,
    find: (subject) => {
      const key = fold(subject)
        .trim()
        .replace(/^(?:the|el|la|der|die|das|le|o|a|der|each) /, '');
      return byRole.get(key) ?? names.find((name) => fold(name) === key || fold(name).startsWith(`${key} `)) ?? null;
    },
    other: (organisation) => {
      const rest = names.filter((name) => !sameOrganisation(name, organisation));
      return names.length === 2 && rest.length === 1 ? (rest[0] ?? null) : null;
    },
  };
}

/** The name at the end of the words before a definition: "…between Tarn Instruments Ltd" gives "Tarn Instruments Ltd". */
function organisationName(words: string): string | null {
  const parts = withoutSeat(words.trim().replace(/,$/, '')).split(/\s+/);
  const kept: string[] = [];
  for (let i = parts.length - 1; i >= 0; i--) {
    const word = parts[i] ?? '';
    const joins =
      /^(?:&|and|und|y|et|e|de|of|del|do|da|dos|das|du|des|la|le|los|las|van|von|der|di)$/.test(word) &&
      kept.length > 0 &&
      /^\p{Lu}/u.test(parts[i - 1] ?? '');
    if (!/^[\p{Lu}\d]/u.test(word) && !joins) break;
    if (
      joins &&
      /^(?:and|und|y|et|e)$/.test(word) &&
      /(?:ltd|inc|gmbh|llc|plc|s\.?l|s\.?a|ag|lda|llp)[.,]*$/i.test(parts[i - 1] ?? '')
    )
      break;
    if (kept.length > 0 && /^(?:Between|This|Agreement|The|By|Entre|Zwischen|Party|And)$/.test(word)) break;
    kept.unshift(word);
  }
  // "Zwischen der Nordlicht GmbH": the article is no part of the name.
  while (/^\p{Ll}/u.test(kept[0] ?? '')) kept.shift();
  const name = kept.join(' ').replace(/[,;]$/, '');
  return name.length >= 3 ? name : null;
}

/** Where a party is seated, or what it is, told behind its name and a comma. */
const seat =
  /,\s+(?:of|at|in|whose|having|with (?:its|a|an|registered|offices)|an?|being|incorporated|registered|established|located|domiciled|resident|mit sitz|con domicilio|con sede|domiciliada|ayant son|sise?|dont le siege|com sede)\s.*$/isu;

/** "X Ltd, of 4 Mill Lane, Hull" and "X GmbH, Mill 4, 20457 Hamburg" give "X Ltd" and "X GmbH". */
function withoutSeat(words: string): string {
  const cut = words.replace(seat, '');
  const [first = '', ...rest] = cut.split(/,\s+/);
  return rest.length > 0 && looksLikeOrganisation(first) ? first : cut;
}
