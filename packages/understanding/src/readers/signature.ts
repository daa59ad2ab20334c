// Where a mail's own text ends and its signature, closing or disclaimer begins.
import type { Span } from '@vito/contracts/reading';
import { foundByReplyParser } from './reply-parser.js';
import { type Line, linesOf } from './text-lines.js';

const closings = [
  ...[
    '(with )?(best|kind|warm|kindest|warmest|all the best)?( (and|&) (best|kind|warm))? ?(regards|wishes)',
    'regards',
  ],
  ...[
    'all the best',
    'cheers',
    'sincerely( yours)?',
    'yours (sincerely|faithfully|truly)',
    'best',
    'warmly',
    'cordially',
  ],
  ...[
    '(mit )?(freundliche[nm]?|beste[nm]?|viele[n]?|herzliche[n]?|liebe|schöne) gr(ü|ue)(ß|ss)en?',
    'mfg',
    'vg',
    'lg',
    'gruß',
  ],
  ...['(bien )?cordialement', 'bien à (vous|toi)', 'sincères salutations', '(un )?(cordial )?saludos?( cordiales)?'],
  ...[
    'atentamente',
    'un abrazo',
    '(cordiali|distinti) saluti',
    'atenciosamente',
    'cumprimentos',
    '(med )?(de )?venlig(ste)? hilsen(er)?',
  ],
  ...[
    'mvh',
    '(bedste|mange|kærlig|vennlig) hilsen(er)?',
    '(med )?vänliga? hälsning(ar)?',
    '(met )?vriendelijke groet(en)?',
    'groeten',
  ],
].join('|');
const closing = new RegExp(`^\\s*(${closings})( from [^.]{1,40}| aus [^.]{1,40})?\\s*[,.!–-]*\\s*$`, 'iu');
const sentFrom =
  /^\s*(sent (from|via) my |get outlook for |von meinem .{1,40} gesendet|gesendet (von|mit) |envoyé (de|depuis) |enviado (desde|do) |inviato da |sendt fra |skickat från |verzonden vanaf )/iu;
const disclaimer =
  /\b(confidential(ity)?|intended recipient|privileged information|(received|sent) (this|in).{0,40}\b(error|mistake)|sent in error|vertraulich|nicht der richtige adressat|irrtümlich erhalten|confidentiel|confidencial|riservat[oe]|fortrolig|consider the environment|umwelt, bevor|registered (in|office)|virus(es)?\b.{0,80}\b(scan|liab|accept))/iu;
const postscript = /^\s*(p\.?\s?p?\.?s\.?|n\.?b\.?)[\s:.-]/iu;

const mostLines = 25;
const mostCharacters = 3000;

/** The signature, closing or disclaimer that ends the mail's own (unquoted) text, or null where there is none. */
export async function signatureSpan(text: string, quoted: readonly Span[]): Promise<Span | null> {
  const own = lastOwnText(text, quoted);
  if (!own) return null;
  const lines = linesOf(text.slice(own.start, own.end)).map((line) => ({
    ...line,
    start: line.start + own.start,
    end: line.end + own.start,
  }));
  const start = signatureStart(lines) ?? (await startByReplyParser(text, own));
  if (start === null) return null;
  const rest = lines.filter((line) => line.start >= start);
  const postscriptAt = rest.find((line) => postscript.test(line.text));
  const last = rest.findLast((line) => line.text.trim() !== '' && line.start < (postscriptAt?.start ?? Infinity));
  return last ? { start, end: last.end } : null;
}

/** The last stretch of text that is not quoted. */
function lastOwnText(text: string, quoted: readonly Span[]): Span | null {
  const gaps: Span[] = [];
  let from = 0;
  for (const span of [...quoted, { start: text.length, end: text.length }]) {
    if (text.slice(from, span.start).trim() !== '') gaps.push({ start: from, end: span.start });
    from = span.end;
  }
  return gaps.at(-1) ?? null;
}

/** The earliest line from which all the rest is signature: a delimiter (RFC 3676 4.3), a closing, or disclaimers. */
function signatureStart(lines: Line[]): number | null {
  for (let i = firstCandidate(lines); i < lines.length; i++) {
    const line = lines[i];
    const below = lines.slice(i + 1);
    const filled = below.filter((other) => other.text.trim() !== '').length;
    if (!line) break;
    if ((/^--\s?$/.test(line.text) && filled > 0) || sentFrom.test(line.text)) return line.start;
    if (closing.test(line.text) && (filled <= 8 || closesShortly(below))) return line.start;
  }
  return disclaimerStart(lines);
}

/** Index of the first line that is not too far from the end to start a signature. */
function firstCandidate(lines: Line[]): number {
  const end = lines.at(-1)?.end ?? 0;
  let filled = 0;
  let at = lines.length;
  while (at > 0 && filled <= mostLines && end - (lines[at - 1]?.start ?? 0) <= mostCharacters) {
    at--;
    if (lines[at]?.text.trim() !== '') filled++;
  }
  return at;
}

/** A name and a card right below a closing, whatever delimiter or disclaimer follows. */
function closesShortly(below: Line[]): boolean {
  const stop = below.findIndex((line) => /^(--\s?|[-_=*]{3,})$/.test(line.text) || disclaimer.test(line.text));
  return stop >= 0 && below.slice(0, stop).filter((line) => line.text.trim() !== '').length <= 8;
}

/** The last paragraphs, as far up as each is a disclaimer. The first paragraph of a mail never is. */
function disclaimerStart(lines: Line[]): number | null {
  let start: number | null = null;
  let i = lines.length - 1;
  while (i > 0) {
    while (i > 0 && lines[i]?.text.trim() === '') i--;
    let first = i;
    while (first > 0 && lines[first - 1]?.text.trim() !== '') first--;
    const paragraph = lines
      .slice(first, i + 1)
      .map((line) => line.text)
      .join(' ');
    if (first === 0 || !(disclaimer.test(paragraph) || /^\s*[-_=*]{3,}\s*$/.test(paragraph))) break;
    start = lines[first]?.start ?? start;
    i = first - 1;
  }
  return start;
}

/** The reply parser's word counts for a short one at the very end that does not start with a mere rule of dashes. */
async function startByReplyParser(text: string, own: Span): Promise<number | null> {
  const found = (await foundByReplyParser(text.slice(own.start, own.end))).signatures.at(-1);
  if (!found) return null;
  const span = { start: found.start + own.start, end: found.end + own.start };
  const content = text.slice(span.start, span.end);
  const isLast = text.slice(span.end, own.end).trim() === '';
  if (!isLast || content.length > 400 || content.split('\n').length > 8 || /^\s*[-_=+]{2,}\s/.test(content))
    return null;
  return span.start;
}
