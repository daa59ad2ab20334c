// Stems of content words, as PostgreSQL's English dictionary makes them (Porter's second algorithm).
import stem from 'wink-porter2-stemmer';

const stopWords = new Set(
  'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves what which who whom whose this that these those am is are was were be been being have has had having do does did doing a an the and but if or because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t can will just don should now would must may might shall could also much many get got let ever yet us'.split(
    ' ',
  ),
);

export const stemOf = (word: string): string => (/\d/.test(word) ? word : stem(word));

/** The words of a text that carry meaning, in lower case, in order. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+(?:'\p{L}+)?|\d+(?:[.,]\d+)*/gu) ?? [];
  return words.map((word) => word.replace(/'s$/, '')).filter((word) => word.length > 1 && !stopWords.has(word));
}

export const contentStems = (text: string): string[] => contentWords(text).map(stemOf);
