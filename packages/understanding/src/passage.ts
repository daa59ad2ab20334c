// Passages: the sentences of a reading that somebody says here and now, with who says them and under which heading.
import type { Reading, Span } from '@vito/contracts/reading';
import { fold, plain } from './fold.js';
import { ownRanges } from './passage/own-words.js';
import { sentences } from './passage/sentences.js';
import { type Unit, unitsOf } from './passage/units.js';

export interface Passage {
  /** The sentence as it stands; offsets are into the reading's text. */
  text: string;
  start: number;
  end: number;
  /** Same-length views of the text (see fold.ts). */
  plain: string;
  fold: string;
  /** Its place among the passages of the reading. */
  index: number;
  /** Index into reading.messages, or null in a document without messages. */
  message: number | null;
  /** Number of the paragraph or list item that it stands in. */
  block: number;
  /** The heading it stands under, folded. */
  heading: string | null;
  item: Unit['item'];
  question: boolean;
}

/** Longest sentence looked at: what is longer is a table or noise, and is cut so that work stays linear. */
const longest = 1500;

/** The own sentences of a reading in order of place: nothing quoted, forwarded, or in a signature. */
export function passages(reading: Reading): Passage[] {
  const out: Passage[] = [];
  const views = { text: reading.text, plain: plain(reading.text), fold: fold(reading.text) };
  const ranges: { message: number | null; spans: Span[] }[] =
    reading.messages.length === 0
      ? [{ message: null, spans: ownRanges(reading.text, { start: 0, end: reading.text.length }, []) }]
      : reading.messages.map((message, i) => ({
          message: i,
          spans: ownRanges(reading.text, message, [
            ...message.quoted,
            ...(message.signature ? [message.signature] : []),
          ]),
        }));
  let block = 0;
  for (const { message, spans } of ranges) {
    for (const unit of spans.flatMap((span) => unitsOf(reading.text, span))) {
      block++;
      const isRow = reading.text[unit.start] === '|'; // a row of a table stays whole
      for (const sentence of isRow ? [unit] : sentences(reading.text, unit, reading.kind === 'chat')) {
        out.push(
          passage(views, sentence, {
            index: out.length,
            message,
            block,
            heading: unit.heading,
            item: unit.item,
          }),
        );
      }
    }
  }
  return out;
}

function passage(
  views: Pick<Passage, 'text' | 'plain' | 'fold'>,
  range: Span,
  context: Pick<Passage, 'index' | 'message' | 'block' | 'heading' | 'item'>,
): Passage {
  const end = Math.min(range.end, range.start + longest);
  const words = views.text.slice(range.start, end);
  return {
    text: words,
    start: range.start,
    end,
    plain: views.plain.slice(range.start, end),
    fold: views.fold.slice(range.start, end),
    question: /\?["')\]\s]*$/.test(words.slice(-8)),
    ...context,
  };
}

/** A passage and up to `count` before it in the same message, in order of place. */
export function upTo(all: readonly Passage[], passage: Passage, count: number): Passage[] {
  let from = passage.index;
  while (from > 0 && passage.index - from < count && all[from - 1]?.message === passage.message) from--;
  return all.slice(from, passage.index + 1);
}
