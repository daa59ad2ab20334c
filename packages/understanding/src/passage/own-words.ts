// Which parts of a message are its writer's own: not quoted, not forwarded, not a signature. Readers mark what they
// know; this looks again, because a promise quoted twice would be counted twice.
import type { Span } from '@vito/contracts/reading';
import { fold } from '../fold.js';

/** Below these lines everything is another message, whether or not its lines are marked with ">". */
const separator =
  /^[ >]*-{2,} ?(?:forwarded message|original message|original-nachricht|ursprungliche nachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado|message d'origine|message original|message transfere|mensagem original|mensagem encaminhada|begin forwarded message)\b.*$|^begin forwarded message:/;
const signatureMark = /^-- ?$/;

/** The parts of `range` outside `marked` and outside quotation that is recognised here. Offsets into `text`. */
export function ownRanges(text: string, range: Span, marked: readonly Span[]): Span[] {
  const others = [...marked, ...seen(text, range)]
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
  const own: Span[] = [];
  let at = range.start;
  for (const span of others) {
    if (span.start > at) own.push({ start: at, end: Math.min(span.start, range.end) });
    at = Math.max(at, span.end);
  }
  if (at < range.end) own.push({ start: at, end: range.end });
  return own.filter((span) => span.end > span.start);
}

function seen(text: string, range: Span): Span[] {
  const out: Span[] = [];
  for (let at = range.start; at < range.end; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 || newline > range.end ? range.end : newline;
    const line = text.slice(at, Math.min(end, at + 120));
    if (/^\s{0,3}>/.test(line)) out.push({ start: at, end });
    else if (signatureMark.test(line)) return [...out, { start: at, end: signatureEnd(text, end, range.end) }];
    else if (line.includes('--') || /^Begin/i.test(line)) {
      if (separator.test(fold(line))) return [...out, { start: at, end: range.end }];
    }
    at = end + 1;
  }
  return out;
}

/** A signature ends at the next quoted line or blank-line-and-separator; here: at the end, or at a "From:" block. */
function signatureEnd(text: string, from: number, end: number): number {
  const quoted = text.indexOf('\n>', from);
  return quoted < 0 || quoted > end ? end : quoted;
}
