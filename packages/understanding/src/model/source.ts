// The source of a quote: whether words stand in a text, and where. What a model quotes is looked up here, never believed.
import type { Span } from '@vito/contracts/reading';
import { plain } from '../fold.js';
import type { Passage } from '../passage.js';

/** A place where words stand, with the message that says them. */
export interface Place extends Span {
  message: number | null;
}

export interface Source {
  /** Every place of these words, white space and typographic signs folded, in order; none where they do not stand there. */
  places(words: string): Place[];
}

/** A quote shorter than this stands anywhere by chance. */
const shortest = 8;
const longest = 600;

/** The own words of some passages, searchable across sentence ends within one message. */
export function createSource(passages: readonly Passage[]): Source {
  const byMessage = new Map<number | null, Passage[]>();
  for (const passage of passages) {
    const said = byMessage.get(passage.message);
    if (said) said.push(passage);
    else byMessage.set(passage.message, [passage]);
  }
  const texts = [...byMessage].map(([message, said]) => ({ message, ...squeezed(said) }));
  return {
    places(words) {
      const wanted = bare(words);
      if (wanted.length === 0 || wanted.length > longest) return [];
      return texts.flatMap(({ message, text, at }) =>
        hits(text, wanted).map((hit) => ({
          message,
          start: at[hit] as number,
          end: (at[hit + wanted.length - 1] as number) + 1,
        })),
      );
    },
  };
}

/** Where a quote stands; null for words too short or too long to be evidence. */
export function quotePlaces(source: Source, quote: string): Place[] {
  return bare(quote).length < shortest ? [] : source.places(quote);
}

/** True where the words stand in a text as whole words. */
export function standsIn(text: string, words: string): boolean {
  const wanted = bare(words);
  return wanted !== '' && hits(` ${plain(text).replace(/\s+/g, ' ')} `, wanted).length > 0;
}

/** Words as they are searched: folded, without the quotation marks and the full stop around them. */
function bare(words: string): string {
  return plain(words)
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'.…]+|[\s"'.…]+$/g, '');
}

/** Single spaces instead of white space, each character with its offset in the reading's text. */
function squeezed(passages: readonly Passage[]): { text: string; at: number[] } {
  let text = '';
  const at: number[] = [];
  for (const passage of passages) {
    const units = ` ${passage.plain}`;
    for (let i = 0; i < units.length; i++) {
      const unit = units[i] as string;
      if (unit === ' ' && (text === '' || text.endsWith(' '))) continue;
      text += unit;
      at.push(passage.start + Math.max(0, i - 1));
    }
  }
  return { text, at };
}

const isWord = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit);

/** Offsets of whole-word hits. */
function hits(text: string, wanted: string): number[] {
  const out: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = isWord(wanted[0]) && isWord(text[at - 1]);
    const after = isWord(wanted.at(-1)) && isWord(text[at + wanted.length]);
    if (!before && !after) out.push(at);
  }
  return out;
}
