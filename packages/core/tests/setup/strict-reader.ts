// Reads what a model is told as strictly as it is told to: what is data, and what are our own words.
import type { Question } from '../../src/platform/chat-question.js';

export interface StrictlyRead {
  /** The one line of each block. */
  data: string[];
  /** All other lines. */
  own: string[];
}

/** Every sign at which anything ends a line. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Throws where a block is not exactly its begin, one line, and its end. */
export function readStrictly({ messages }: Question, begin: string, end: string): StrictlyRead {
  const read: StrictlyRead = { data: [], own: [] };
  for (const { text } of messages) {
    const lines = text.split(lineEnd);
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as string;
      if (line === end) throw new Error('a block ends that did not begin');
      if (line !== begin) read.own.push(line);
      else {
        if (lines[at + 2] !== end) throw new Error('a block is not one line');
        read.data.push(lines[at + 1] as string);
        at += 2;
      }
    }
  }
  return read;
}
