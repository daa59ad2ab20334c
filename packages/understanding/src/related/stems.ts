// Stems of content words, as PostgreSQL's English dictionary makes them (Porter's second algorithm).
import stem from 'wink-porter2-stemmer';

const stopWords = new Set(
  'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves what which who whom whose this that these those am is are was were be been being have has had having do does did doing a an the and but if or because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t can will just don should now would must may might shall could also much many get got let ever yet us'.split(
    ' ',
  ),
);

const known = new Map<string, string>();
const mostKnown = 200_000;

/** Remembered, since the stemmer is slow and WordNet says the same words over and over. */
export function stemOf(word: string): string {
  if (/\d/.test(word)) return word;
  let found = known.get(word);
  if (found === undefined) {
    found = stem(word);
    if (known.size < mostKnown) known.set(word, found);
  }
  return found;
}

/** The words of a text that carry meaning, in lower case, in order. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+(?:'\p{L}+)?|\d+(?:[.,]\d+)*/gu) ?? [];
  return words.map((word) => word.replace(/'s$/, '')).filter((word) => word.length > 1 && !stopWords.has(word));
}

/** The stems of plain English, such as a dictionary's: faster, as all of WordNet is taken through it. */
export const contentStems = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map(stemOf);
