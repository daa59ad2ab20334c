// The days of events that a period is counted from: "receipt of the unit", "the Effective Date", "that date", "the meeting".
import type { Reading } from '@vito/contracts/reading';
import { findDues } from '../deadline.js';
import { fold } from '../fold.js';
import { type Passage, upTo } from '../passage.js';
import { fullDate } from './document-date.js';
import type { Scene } from './scene.js';

const thatDay =
  /^(?:that|this|the same|said|such) (?:date|day)|^(?:that|this)$|^then\b|^es[ea] (?:fecha|dia)|^(?:diesem|dem) (?:tag|datum)|^cett?e (?:date|jour)|^essa data/;
const today =
  /^(?:today|now|hoy|heute|aujourd'hui|hoje|the date (?:hereof|of this (?:e-?mail|letter|message|notice|agreement|contract))|this (?:e-?mail|letter|message))/;
const meetings =
  /\b(?:meeting|call|review|event|session|workshop|visit|lunch|appointment|training|handover|demo|reunion|termin|besprechung|rendez-vous|reuniao|cita)\b/;
/** Events and the words that report them. */
const reports: readonly [RegExp, RegExp][] = [
  [
    /\b(?:receipt|receiving|arrival|reception|recepcion|recibo|erhalt|eingang|rececao)\b/,
    /receiv|arriv|deliver|signed for|erhalten|eingegangen|angekommen|recib|llego|llegado|recu\b|livre|recebe/,
  ],
  [
    /\b(?:delivery|shipment|dispatch|lieferung|entrega|livraison|envio)\b/,
    /delivered|shipped|dispatched|geliefert|entregad|livre|enviad/,
  ],
  [
    /\b(?:signature|signing|execution|conclusion|unterzeichnung|unterschrift|firma|assinatura)\b/,
    /signed|executed|concluded|unterzeichnet|unterschrieben|firmad|signe|assinad/,
  ],
  [
    /\b(?:order|purchase|bestellung|pedido|commande)\b/,
    /ordered|order (?:of|dated|placed)|bestellt|pedido (?:de|del)|commande du/,
  ],
];

/** The day of an event as the reading or its thread tells it (YYYY-MM-DD), or null. `words` are folded. */
export function eventDay(scene: Scene, passage: Passage, words: string): string | null {
  const { at } = scene.voice(passage.message);
  if (today.test(words)) return at.now.slice(0, 10) || null;
  if (words === 'that part of the day') return dayBefore(scene, passage, 'that ') ?? (at.now.slice(0, 10) || null);
  if (thatDay.test(words)) return dayBefore(scene, passage, words);
  if (scene.reading.kind === 'calendar' && (meetings.test(words) || named(scene.reading.meta.title, words))) {
    return scene.reading.meta.date?.slice(0, 10) ?? null;
  }
  const labelled = labelledDayOf(scene.reading, words);
  if (labelled) return labelled;
  const report = reports.find(([event]) => event.test(words))?.[1];
  return report ? reportedDay(scene, report) : null;
}

/** The last day named before these words, in the same sentence or message. */
function dayBefore(scene: Scene, passage: Passage, words: string): string | null {
  const { at } = scene.voice(passage.message);
  for (const p of upTo(scene.passages, passage, 5).reverse()) {
    const until = p === passage ? p.fold.indexOf(words) : p.text.length;
    const named = findDues(p.text.slice(0, Math.max(0, until)), at).filter((due) => due.due !== null);
    const last = named.at(-1);
    if (last?.due) return last.due.slice(0, 10);
  }
  return null;
}

const labelledDays = new WeakMap<Reading, Map<string, string | null>>();

/** A text is searched once for each event. */
function labelledDayOf(reading: Reading, words: string): string | null {
  const known = labelledDays.get(reading) ?? new Map<string, string | null>();
  labelledDays.set(reading, known);
  let day = known.get(words);
  if (day === undefined) {
    day = labelledDay(reading.text, words);
    known.set(words, day);
  }
  return day;
}

/** "Invoice date: 20 April 2026", "with effect from 2 March 2026 (the "Effective Date")", "signed on …". */
function labelledDay(text: string, words: string): string | null {
  const term = words
    .replace(/^(?:the|der|die|das|dem|el|la|le) /, '')
    .replace(/^date of (?:the |this |each |an |its )?(.*)$/, '$1 date')
    .replace(/^(?:fecha de (?:la )?)(.*)$/, 'fecha de $1')
    .trim();
  const key = /\binvoice|rechnung|factura|facture|fatura/.test(term)
    ? '(?:invoice date|date of invoice|rechnungsdatum|ausstellungsdatum|fecha(?: (?:de )?(?:(?:la )?factura|emision))?|date (?:de (?:la )?facture|d.emission)|data (?:da|de) (?:fatura|emissao)|emitida a|invoice date)'
    : term.replace(/[^\p{L}\d ]/gu, '').slice(0, 60);
  if (key.length < 4) return null;
  const folded = fold(text.slice(0, 100_000));
  const label = new RegExp(`(?<![\\p{L}])${key}"?\\)?(?: (?:means|shall mean|is|of))?[:) ]{0,4}`, 'gu');
  for (const match of folded.matchAll(label)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40).split('\n')[0] ?? '';
    const direct = /^ ?(?:\S+ ){0,2}?\d/.test(after) ? fullDate(after) : null;
    const defined = /["“”„»]/.test(text.charAt(match.index - 1))
      ? fullDate(text.slice(Math.max(0, match.index - 80), match.index))
      : null;
    if (direct ?? defined) return direct ?? defined;
  }
  const ofInvoice = /invoice/.test(key) && /\b(?:invoice|rechnung|factura|facture|fatura)\b/.test(folded.slice(0, 600));
  if (ofInvoice) {
    const line = text
      .slice(0, 3000)
      .split('\n')
      .find((l) => /^\s*(?:date|datum|fecha|data|issued)\b/i.test(l));
    return line ? fullDate(line) : null;
  }
  return null;
}

/** The day that a sentence of this reading or its thread reports the event for; contracts name it with its year. */
function reportedDay(scene: Scene, report: RegExp): string | null {
  for (const one of [scene, ...[...scene.earlier].reverse()]) {
    for (const p of one.passages) {
      if (!report.test(p.fold)) continue;
      const { at } = one.voice(p.message);
      const dues = findDues(p.text, at.now === '' ? { ...at, now: '1990-01-01' } : at);
      const told = dues.find((due) => due.due !== null && (due.absolute || due.past));
      if (told?.due) return told.due.slice(0, 10);
    }
  }
  return null;
}

function named(title: string | null, words: string): boolean {
  const last = words.split(' ').at(-1) ?? '';
  return last.length > 3 && fold(title ?? '').includes(last);
}
