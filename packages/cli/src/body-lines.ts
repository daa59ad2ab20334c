// A webhook's body as lines for people: JSON set out, a text wrapped, bytes only told.
import type { Output } from './output.js';
import { shownWidth } from './shown-width.js';
import { wrap } from './table.js';

export function bodyLines(body: string, encoding: 'utf8' | 'base64', out: Output): string[] {
  if (encoding === 'base64') return ['(bytes that are no text; in base64 with --json)'];
  return setOut(body)
    .split('\n')
    .flatMap((line) => (shownWidth(line) <= out.width ? [line] : wrapped(line, out.width)));
}

/** Under its own indentation. */
function wrapped(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrap(line, width - indent.length).map((part) => `${indent}${part}`);
}

function setOut(body: string): string {
  // Numbers that JavaScript cannot hold would be changed.
  if (!/^\s*[[{]/.test(body) || /\d{16,}/.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
