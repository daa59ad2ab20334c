// A second voice on quotations and signatures: email-reply-parser knows attribution lines in more languages.
import type { Span } from '@vito/contracts/reading';

/** Its patterns take time in the cube of a text that is made for it; such texts are left to our own rules. */
const longestText = 12_000;
const longestLine = 1000;
const longestBlank = /\s{200}/;
const mostVerbs = 8;
const costlyVerbs = /schreef|skrev|pisze|napisał|写道/g;

/** What the parser takes for quoted, and for a signature, as ranges of `text`. Nothing where the text is too long for it. */
export async function foundByReplyParser(text: string): Promise<{ quoted: Span[]; signatures: Span[] }> {
  const found: { quoted: Span[]; signatures: Span[] } = { quoted: [], signatures: [] };
  if (isCostly(text)) return found;
  const { default: EmailReplyParser } = await import('email-reply-parser');
  let at = 0;
  for (const fragment of new EmailReplyParser().read(text).getFragments()) {
    const span = nextSpan(text, at, fragment.getContent());
    if (!span) continue;
    at = span.end;
    if (fragment.isQuoted()) found.quoted.push(span);
    else if (fragment.isSignature()) found.signatures.push(span);
  }
  return found;
}

function isCostly(text: string): boolean {
  if (text.length > longestText || longestBlank.test(text)) return true;
  return (
    text.split('\n').some((line) => line.length > longestLine) || (text.match(costlyVerbs)?.length ?? 0) > mostVerbs
  );
}

/** The parser changes white space only, so a fragment is found again by the count of its other characters. */
function nextSpan(text: string, from: number, content: string): Span | null {
  let left = content.replace(/\s/g, '').length;
  let start = -1;
  for (let at = from; at < text.length && left > 0; at++) {
    if (/\s/.test(text[at] ?? '')) continue;
    if (start < 0) start = at;
    if (--left === 0) return { start, end: at + 1 };
  }
  return null;
}
