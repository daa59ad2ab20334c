// Data blocks: what comes from documents, people and tools, enclosed so that nothing in it can pass for the end of it.
import { createHash } from 'node:crypto';
import type { Json } from './tool.js';

export interface DataBlocks {
  /** Nobody who writes to the company can know it: it comes of the run's id, which is random. */
  boundary: string;
  /** A line that begins a block, and one that ends it. */
  begin: string;
  end: string;
  /** The value as a block of three lines; of a long one only the beginning, which `cut` tells. */
  enclose(value: Json, most: number): { block: string; cut: { kept: number; of: number } | null };
  /** A text that is not in a block (the model's own words) without the boundary in it. */
  outside(text: string): string;
}

export function dataBlocks(run: string): DataBlocks {
  const digest = createHash('sha256').update(`the boundary of data in ${run}`).digest();
  const boundary = `data-${BigInt(`0x${digest.toString('hex')}`)
    .toString(32)
    .slice(0, 20)}`;
  const [begin, end] = [`<<<${boundary}`, `${boundary}>>>`];

  /** Looks through the disguises in which it would still be read as the boundary: capitals, and signs of full width. */
  function outside(text: string): string {
    const plain = text.normalize('NFKC');
    const suspect = plain.toLowerCase().includes(boundary) ? plain : text;
    return suspect.replace(new RegExp(boundary, 'gi'), 'data-…');
  }

  function enclose(value: Json, most: number) {
    const whole = outside(oneLine(value));
    const kept = whole.length > most ? cutAt(whole, most) : whole;
    const cut = kept === whole ? null : { kept: kept.length, of: whole.length };
    return { block: `${begin}\n${kept}\n${end}`, cut };
  }

  return { boundary, begin, end, enclose, outside };
}

/** Signs that nobody sees, or that end a line: told by their number, so that a hidden text is one no more. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * JSON on one line. Because no line ends within it, no line of it is the end of a block, whatever it says: the boundary is
 * only the second lock.
 */
function oneLine(value: Json): string {
  return JSON.stringify(value).replace(unseen, (sign) =>
    Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Not within a sign, nor within an escape. */
const cutAt = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\ud800-\udbff]$|\\(?:u[0-9a-f]{0,3})?$/, '');
