// Payment terms of invoices: who is billed owes the amount to who bills, by the due date or so many days after the invoice.
import type { Party, Reading } from '@vito/contracts/reading';
import { findDues } from '../deadline.js';
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { withoutForm } from '../who/organisation.js';
import { dueIn } from './dues.js';
import { eventDay } from './events.js';
import { type Found, topicOf } from './found.js';
import { firm } from './parties.js';
import type { Scene } from './scene.js';

/** A line that says what the paper is: "INVOICE", "Invoice no. 7", "Acme Ltd      Rechnung 2026-4"; not one that speaks of an invoice. */
const invoice =
  /^(?:.*\s{2,})?(?:tax |vat |pro[- ]?forma |commercial )?(?:invoice|rechnung|factura|facture|fatura|pro[- ]?forma|statement of account)(?:\s*$|\s*(?:n ?[°º.]|(?:no|nr|number|numero|num|nummer|date|datum|fecha|data|id|from|to)\b)|\s*[#:\d-]|\s+[a-z]{1,4}[-/ ]?\d)/;
const terms =
  /\b(?:payment terms?|terms(?: of payment)?|payment (?:is )?due|(?:amount|total|balance|sum) (?:is )?(?:due|payable)|payable|due date|due by|due on|pay(?:ment)? by|pay(?:ment)?:|due within|due in|due \d{1,3} days|please (?:pay|remit|settle)|zahlungsbedingung(?:en)?|zahlungsziel|zahlbar|zahlung|fallig(?:keit)?|forma de pago|condiciones de pago|vencimiento|pago a|pago:|plazo de pago|a \d+ dias|conditions de paiement|echeance|paiement a|paiement sous|reglement|delai de paiement|payable|a regler|condicoes de pagamento|pagamento|prazo de pagamento|vencimento|net \d{1,3}|netto)\b/;
const days =
  /\b(?:net |netto |within |innerhalb von |binnen |a |en |sous |em )?(\d{1,3})(?: \([^)]{0,20}\))?[ -](?:calendar )?(days?|business days|working days|tagen?|werktagen?|dias(?: habiles)?|jours|dias uteis)\b|\bnet[ -]?(\d{1,3})\b|\bnetto (\d{1,3})\b/;
const atOnce =
  /\b(?:due (?:on|upon) receipt|sofort fallig|pago al contado|paiement comptant|immediate payment|payable immediately)\b/;
const discount = /\b(?:discount|skonto|descuento|escompte|desconto|late|interest|overdue|verzug|demora|retard)\b/;
const billedTo =
  /^(?:.*?\s{2,})?(?:bill(?:ed)? to|invoice to|sold to|rechnung an|rechnungsempfanger|facturar a|facture a|adresse a|cobrar a|(?:customer|client|to|kunde|an|cliente|para)(?= *(?::|$)))(?![a-z])\s*:?\s*(.*)$/;

/** True for documents that read like an invoice: the word near the top, and an amount. */
export function isInvoice(scene: Scene): boolean {
  const head = scene.reading.text.slice(0, 1500).split('\n');
  const titled = head.some((line) => invoice.test(fold(line).trim()));
  return scene.reading.messages.length === 0 && titled && /\d[.,]\d\d\b/.test(scene.reading.text);
}

/** The payment term that a passage of an invoice states, or null. */
export function termIn(scene: Scene, passage: Passage): Found | null {
  const { fold: words } = passage;
  if (!terms.test(words) || (discount.test(words) && !/\bnet|netto\b/.test(words))) return null;
  const due = termDue(scene, passage);
  if (due === undefined) return null;
  const { debtor, creditor } = billing(scene.reading);
  if (!debtor) return null;
  return {
    start: passage.start,
    end: passage.end,
    deed: passage.start,
    passage,
    debtor,
    creditor,
    due,
    precision: due === null ? 'none' : 'day',
    condition: null,
    status: 'accepted',
    confidence: due === null ? 0.7 : 0.9,
    rule: 'payment-terms',
    topic: topicOf(words),
  };
}

/** A day, null where the start is open, undefined where the passage states no due at all. */
function termDue(scene: Scene, passage: Passage): string | null | undefined {
  const count = days.exec(passage.fold);
  const n = count?.[1] ?? count?.[3] ?? count?.[4];
  if (n !== undefined) {
    const start = eventDay(scene, passage, 'invoice date');
    const receipt =
      /\b(?:receipt|erhalt|eingang|recepcion|reception|rececao|recebimento|recibo|delivery|lieferung|livraison)\b/.test(
        passage.fold,
      );
    if (start === null || receipt) return null;
    const unit = /business|working|werk|habiles|uteis/.test(count?.[2] ?? '') ? 'business days' : 'days';
    return findDues(`in ${n} ${unit}`, { now: start, zone: 'UTC', fallbackZone: 'UTC' })[0]?.due ?? null;
  }
  const named = dueIn(scene, passage, { start: 0, end: passage.text.length });
  if (named?.due) return named.due.slice(0, 10);
  return atOnce.test(passage.fold) ? null : undefined;
}

interface Billing {
  debtor: Party | null;
  creditor: Party | null;
}
const billings = new WeakMap<Reading, Billing>();

/** Who is billed, and who bills: the labels of the invoice, else its first line. */
function billing(reading: Reading): Billing {
  const known = billings.get(reading);
  if (known) return known;
  const lines = reading.text.slice(0, 4000).split('\n');
  const debtor = lines.map((line, i) => billed(line, lines[i + 1] ?? '')).find((name) => name !== null) ?? null;
  const seller = lines
    .map(
      (line) =>
        /^\s*(?:from|seller|vendor|supplier|issued by|payable to|proveedor|emisor|von|rechnungssteller|emetteur)\s*:\s*(.+)$/i.exec(
          line,
        )?.[1],
    )
    .find((name) => name !== undefined);
  const top = lines.find((line) => /\p{L}{3}/u.test(line)) ?? '';
  const name = cleaned(
    seller ?? top.replace(/\s{2,}.*$/, '').replace(/[-–:,]?\s*\b(?:invoice|rechnung|factura|facture|fatura)\b.*$/i, ''),
  );
  const made = { debtor: debtor === null ? null : firm(debtor), creditor: name && name !== debtor ? firm(name) : null };
  billings.set(reading, made);
  return made;
}

function billed(line: string, next: string): string | null {
  const match = billedTo.exec(fold(line));
  if (!match) return null;
  const rest = line.slice(line.length - (match[1]?.length ?? 0));
  const name = cleaned((rest.trim() === '' ? next : rest).replace(/\s{2,}.*$/, ''));
  return name && /^[\p{Lu}\d]/u.test(name) && !/^\d+$/.test(name) ? name : null;
}

/** An organisation's name as one would write it: no legal form, no capitals throughout. */
function cleaned(words: string): string | null {
  const name = withoutForm(
    words
      .replace(/^#+\s*/, '')
      .replace(/[*_]/g, '')
      .split(/[,|;(]/)[0]
      ?.trim() ?? '',
  );
  if (name.length < 3) return null;
  const shouted = name === name.toUpperCase() && /\p{Lu}{4}/u.test(name);
  return shouted
    ? name.toLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase())
    : name;
}
