// Which parts of a mail's text were said before: quoted lines, and what follows "Original message" and the like.
import type { Span } from '@vito/contracts/reading';
import { foundByReplyParser } from './reply-parser.js';
import { type Line, linesOf, merged } from './text-lines.js';

const originalMessage = [
  ...['original message', 'original appointment', 'ursprüngliche nachricht', 'ursprünglicher termin'],
  ...["message d['’]origine", 'message original', 'mensaje original', 'messaggio originale', 'mensagem original'],
  ...['oprindelig (besked|meddelelse)', 'opprinnelig melding', 'ursprungligt meddelande', 'oorspronkelijk bericht'],
  ...['alkuperäinen viesti', 'wiadomość oryginalna', 'oryginalna wiadomość', 'původní zpráva'],
  ...['(begin )?forwarded (message|mail)( follows)?', '(anfang der )?weitergeleitete[n]? (nachricht|mail)'],
  ...['(début du )?message transféré', '(inicio del )?mensaje reenviado', '(inizio )?messaggio inoltrato'],
  ...['(início da )?mensagem (encaminhada|reencaminhada)', '(start på )?videresendt (besked|meddelelse|melding)'],
  ...['vidarebefordrat (meddelande|brev)', '(begin )?doorgestuurd bericht', 'välitetty viesti', 'przekazana wiadomość'],
].join('|');
/** A line that says: all that follows was said before. Dashes around it, or a colon at its end. */
const divider = new RegExp(`^\\s*([-_*]{2,}\\s*(${originalMessage})\\s*[-_*]*|(${originalMessage})\\s*:)\\s*$`, 'i');

const said =
  'wrote|writes|said|schrieb|schreibt|a écrit|écrit|escribió|escribi[oó]|ha scritto|scrisse|skrev|schreef|escreveu|napisał\\(?a?\\)?|pisze|kirjoitti|napsala?\\(?a?\\)?';
/** "On Monday … Dana wrote:" in one to three lines. */
const attribution = new RegExp(`(^|[\\s>])(${said})(\\s.{0,160})?\\s?:\\s*$`, 'iu');
const opening = /^\s*[-*]*\s*(on|am|le|el|il|den|op|em|på|w dniu|dnia|dne|pe|ma|ti|ke|to|la|su|\d{1,4}[./-]\d)\b/iu;

const label = (names: string) => new RegExp(`^\\s*[*_]{0,2}(${names})\\s?[*_]{0,2}:[*_]{0,2}(\\s|$)`, 'iu');
const fromLabel = label('from|von|de|fra|från|van|da|od|lähettäjä|expéditeur|remitente|mittente|absender');
const otherLabels = [
  label(
    "sent|date|gesendet|datum|envoyé|date d[’']envoi|enviado( el)?|fecha|data|sendt|dato|skickat|verzonden|inviato|wysłano|lähetetty|odesláno",
  ),
  label('to|an|à|para|til|till|aan|a|do|vastaanottaja|destinataire|empfänger|komu'),
  label('subject|betreff|objet|asunto|emne|ämne|onderwerp|oggetto|assunto|temat|aihe|předmět'),
  label('cc|kopi|kopia|kopie|copie'),
];

/** Ranges of `text` that quote or forward earlier messages, in order and apart. */
export async function quotedSpans(text: string): Promise<Span[]> {
  const lines = linesOf(text);
  const tail = tailStart(lines);
  const spans = quotedBlocks(tail === null ? lines : lines.filter((line) => line.start < tail));
  if (tail !== null) spans.push({ start: tail, end: text.length });
  const head = text.slice(0, tail ?? text.length);
  return merged([...spans, ...(await foundByReplyParser(head)).quoted], text);
}

/** Where the rest of the text was said before: a divider, a block of header lines, or an attribution with no marks after it. */
function tailStart(lines: Line[]): number | null {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line || isMarked(line.text)) continue;
    if (divider.test(line.text)) return line.start;
    if (isHeaderBlock(lines, i)) return aboveRule(lines, i);
    const until = attributionEnd(lines, i);
    if (until !== null && namesSender(lines, i, until) && !isMarked(nextFilled(lines, until))) return line.start;
  }
  return null;
}

/** Runs of lines marked with ">", with the blank lines between them and the attribution above them. */
function quotedBlocks(lines: Line[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!isMarked(lines[i]?.text)) continue;
    let last = i;
    for (let next = i + 1; next < lines.length; next++) {
      if (isMarked(lines[next]?.text)) last = next;
      else if (lines[next]?.text.trim() !== '') break;
    }
    spans.push({ start: lines[attributionAbove(lines, i)]?.start ?? 0, end: lines[last]?.end ?? 0 });
    i = last;
  }
  return spans;
}

/** Index of the first line of the attribution that stands above line `at`, or `at` itself. */
function attributionAbove(lines: Line[], at: number): number {
  let last = at - 1;
  while (last >= 0 && lines[last]?.text.trim() === '') last--;
  for (let first = Math.max(0, last - 2); first <= last; first++) {
    if (attributionEnd(lines, first) === last && (opening.test(lines[first]?.text ?? '') || first === last))
      return first;
  }
  return at;
}

/** Index of the line where an attribution that starts at line `at` ends, or null. Wrapped ones take up to three lines. */
function attributionEnd(lines: Line[], at: number): number | null {
  let joined = '';
  for (let i = at; i < Math.min(at + 3, lines.length); i++) {
    const text = lines[i]?.text ?? '';
    if (text.trim() === '' || text.length > 400) return null;
    joined += ` ${text}`;
    if (attribution.test(joined)) return i === at || opening.test(lines[at]?.text ?? '') ? i : null;
  }
  return null;
}

/** Without ">" after it, an attribution counts only when it has an address, or a time and a date's opening. */
function namesSender(lines: Line[], from: number, to: number): boolean {
  const text = lines
    .slice(from, to + 1)
    .map((line) => line.text)
    .join(' ');
  return /[<[(]?\S+@\S+[>\])]?/.test(text) || (opening.test(text) && /\b\d{1,2}[:.h]\d{2}\b/.test(text));
}

/** From, then at least two other labels in the lines right below it. */
function isHeaderBlock(lines: Line[], at: number): boolean {
  if (!fromLabel.test(lines[at]?.text ?? '')) return false;
  const below = lines.slice(at + 1, at + 8).map((line) => line.text);
  const seen = otherLabels.filter((other) => below.some((text) => other.test(text)));
  const nextText = below.find((text) => text.trim() !== '') ?? '';
  return seen.length >= 2 && otherLabels.some((other) => other.test(nextText));
}

/** A rule of dashes or underscores right above the header block belongs to it. */
function aboveRule(lines: Line[], at: number): number {
  let above = at - 1;
  while (above >= 0 && lines[above]?.text.trim() === '') above--;
  const rule = lines[above];
  return rule && /^\s*[-_=*]{3,}\s*$/.test(rule.text) ? rule.start : (lines[at]?.start ?? 0);
}

const isMarked = (text: string | undefined) => /^[ \t]{0,3}>/.test(text ?? '');
const nextFilled = (lines: Line[], at: number) => lines.slice(at + 1).find((line) => line.text.trim() !== '')?.text;
