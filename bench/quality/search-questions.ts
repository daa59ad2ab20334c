// The sixty questions over the sample company, and whether a piece of text answers one.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Question {
  id: string;
  /** Whether the question shares a content word with the passage that answers it. */
  words: 'sharing' | 'none';
  question: string;
  file: string;
  /** A verbatim sentence of the file, white space aside. */
  answer: string;
  /** Other places that answer it as well. */
  alternates: { file: string; answer: string }[];
}

const file = join(import.meta.dirname, 'search-questions.json');

export const questions = (): Question[] => JSON.parse(readFileSync(file, 'utf8')).questions;

/** Odd questions of each kind were looked at while search was tuned; even ones were not. */
export const tunedWith = (all: readonly Question[]): Set<string> =>
  new Set(
    (['sharing', 'none'] as const).flatMap((words) =>
      all.filter((one) => one.words === words).flatMap((one, index) => (index % 2 === 0 ? one.id : [])),
    ),
  );

/** Whether the piece holds the answer, in a file of that name. */
export function answers({ file, answer, alternates }: Question, piece: { file: string; text: string }): boolean {
  return [{ file, answer }, ...alternates].some(
    (place) => basename(place.file) === basename(piece.file) && even(piece.text).includes(even(place.answer)),
  );
}

const even = (text: string): string => text.replace(/\s+/g, ' ');
