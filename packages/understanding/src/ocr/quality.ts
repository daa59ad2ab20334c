// How well a page was read, on one scale for both engines: their own confidence, and how much looks like words.
import type { LaidLine } from './layout.js';

export interface Quality {
  /** Mean of the engine's confidence over the characters, 0..100. */
  confidence: number;
  /** Share of the characters in words of which the engine is unsure. */
  unsure: number;
  /** Share of the characters in what looks like a word or a number of any Latin language, or is of another script. */
  wordlike: number;
  characters: number;
}

/** Below this a word is unsure. */
const unsure = 70;

export function qualityOf(lines: readonly LaidLine[]): Quality {
  let [characters, confidence, doubtful, wordlike] = [0, 0, 0, 0];
  for (const word of lines.flat()) {
    const length = [...word.text].length;
    characters += length;
    confidence += length * word.confidence;
    if (word.confidence < unsure) doubtful += length;
    if (looksLikeWord(word.text)) wordlike += length;
  }
  if (characters === 0) return { confidence: 0, unsure: 1, wordlike: 0, characters };
  return {
    confidence: confidence / characters,
    unsure: doubtful / characters,
    wordlike: wordlike / characters,
    characters,
  };
}

/** Letters in usual case with a vowel among them, a number, a code, or letters of a script without case. */
export function looksLikeWord(token: string): boolean {
  const bare = token.replace(/^[("'„“”«‘[{]+|[)"'“”».,;:!?’\]}]+$/gu, '');
  if (bare === '') return token.length <= 2;
  if (/^[+-]?[€$£#]?\d[\d.,:/%-]*[€%]?$/.test(bare)) return true;
  if (/^[\d-]+\p{L}{1,3}$/u.test(bare)) return true;
  if (/^[^\p{Script=Latin}\d\p{P}\p{S}]+$/u.test(bare)) return true;
  if (!/^[\p{L}\p{M}]+(?:[-'’&./@][\p{L}\p{M}\d]+)*$/u.test(bare)) return false;
  const cased = /^(?:\p{Lu}?[\p{Ll}\p{M}'’./@&-]+|\p{Lu}+|(?:\p{Lu}(?:\p{Ll}+[-'’]?|['’]))+)$/u.test(bare);
  return cased && (bare.length <= 3 || /[aeiouyà-öø-ü]/iu.test(bare));
}

/** Whether the second engine should look at what Tesseract read. Chosen on the tuned half of the bench's pages. */
export function needsSecondReading({ confidence, unsure: doubtful, wordlike }: Quality): boolean {
  return confidence < 94 || doubtful > 0.03 || wordlike < 0.9;
}

/** What a reading is worth against another of the same page: more of it sure and like words. */
export function worth({ confidence, unsure: doubtful, wordlike, characters }: Quality): number {
  return (confidence / 100) * (1 - doubtful) * wordlike * Math.sqrt(characters);
}
