// HTML to text: lines and lists as a reader sees them, without wrapping, links' addresses, pictures or capitals.
import type { HtmlToTextOptions } from 'html-to-text';
import { Unreadable } from '../unreadable.js';
import { cleanText, decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';

/** Deepest nesting that is converted; beyond it the conversion takes time in the square of the depth. */
const deepest = 1000;
const neverHold = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements that a following sibling closes, so that a run of them left open does not nest. */
const closeThemselves = new Set('p li dt dd option optgroup tr td th thead tbody tfoot'.split(' '));

export async function readHtml(bytes: Uint8Array): Promise<ReadResult> {
  const html = decodeText(bytes, declaredCharset(bytes));
  const text = await htmlToPlain(html, { quoteMarks: false });
  const title = /<title(?:\s[^>]{0,500})?>([^<]{1,500})/i.exec(html)?.[1];
  const meta = { title: title ? await htmlToPlain(title, { quoteMarks: false }) : null, date: null };
  const language = /<html[^>]{0,500}\slang\s*=\s*["']?([A-Za-z-]{2,12})/i.exec(html)?.[1]?.toLowerCase() ?? null;
  return plainResult({ kind: 'html', text, meta: { ...meta, language, warnings: [] } });
}

/** Text of an HTML page or mail. With `quoteMarks` each line of a blockquote starts with "> ". Throws Unreadable. */
export async function htmlToPlain(html: string, options: { quoteMarks: boolean }): Promise<string> {
  if (nestsDeeper(html, deepest)) {
    const message = `This HTML nests more than ${deepest} elements in one another. Open it in a browser and save it as PDF.`;
    throw new Unreadable('malformed', message);
  }
  const { convert } = await import('html-to-text');
  return cleanText(convert(withPlainCells(html), conversion(options.quoteMarks)))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Word and Outlook put a paragraph into every cell; without it a row of a table stays one line. */
function withPlainCells(html: string): string {
  const paragraph =
    /(<t[dh]\b[^<>]{0,1000}>)\s{0,100}<(p|div)\b[^<>]{0,1000}>((?:(?!<\/?(?:p|div|t[dhr]|table|ul|ol|li)\b)[\s\S]){0,4000})<\/\2>\s{0,100}(?=<\/t[dh]>)/gi;
  return html.replace(paragraph, '$1$3');
}

function conversion(quoteMarks: boolean): HtmlToTextOptions {
  const plainHeadings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
    selector,
    options: { uppercase: false },
  }));
  return {
    wordwrap: false,
    limits: { maxInputLength: 20_000_000, maxDepth: deepest },
    formatters: {
      cell: (element, walk, builder) => {
        builder.addLiteral('\t');
        walk(element.children, builder);
      },
    },
    selectors: [
      ...plainHeadings,
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: '[style*="display:none"]', format: 'skip' },
      { selector: '[style*="display: none"]', format: 'skip' },
      { selector: 'hr', options: { length: 3 } },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td + td', format: 'cell' },
      { selector: 'th + th', format: 'cell' },
      { selector: 'ul', options: { itemPrefix: '* ' } },
      ...(quoteMarks ? [] : [{ selector: 'blockquote', format: 'block' }]),
    ],
  };
}

/** The charset that the page itself names in its first kilobyte. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,40})/i.exec(head)?.[1] ?? null;
}

/** One linear pass over the tags, stacking them as the parser would. */
function nestsDeeper(html: string, limit: number): boolean {
  const open: string[] = [];
  const count = new Map<string, number>();
  for (const { name, closing } of tags(html)) {
    if (neverHold.has(name) || closeThemselves.has(name)) continue;
    if (!closing) {
      open.push(name);
      count.set(name, (count.get(name) ?? 0) + 1);
      if (open.length > limit) return true;
      continue;
    }
    if (!count.get(name)) continue;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      count.set(last, (count.get(last) ?? 1) - 1);
      if (last === name) break;
    }
  }
  return false;
}

function* tags(html: string): Generator<{ name: string; closing: boolean }> {
  const tag = /(\/?)([A-Za-z][A-Za-z0-9:_-]*)/y;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (html.startsWith('!--', at + 1)) {
      at = html.indexOf('-->', at + 4);
      if (at < 0) return;
      continue;
    }
    tag.lastIndex = at + 1;
    const found = tag.exec(html);
    if (!found?.[2]) continue;
    yield { name: found[2].toLowerCase(), closing: found[1] === '/' };
    at = html.indexOf('>', tag.lastIndex);
    if (at < 0) return;
  }
}
