// Words that a passage may say instead of those of a question: by WordNet's meanings, their neighbours and definitions.
// Definitions are used both ways, after M. Lesk, "Automatic sense disambiguation" (1986).
import { contentWords, stemOf } from './related/stems.js';
import { type Meaning, type WordNet, wordNet } from './related/wordnet.js';

/** A word of a question with stems that may stand for it, 1 for itself, less the further away. */
export interface Related {
  word: string;
  stems: [stem: string, weight: number][];
}

/** What a step from a meaning is worth. */
const worth = {
  same: 0.8,
  narrower: 0.6,
  narrowest: 0.4,
  wider: 0.4,
  beside: 0.2,
  derived: 0.7,
  similar: 0.5,
  told: 0.35,
};
/** A word's second meaning counts this much of its first, and so on. */
const fading = 0.85;
/** A definition word that stands in more definitions than this says nothing. */
const commonest = 3000;
/** Stems that one word of a question is looked for by. */
const most = 300;
/** Weights below this one puzzle more than they help. */
const least = 0.2;

export async function related(question: string): Promise<Related[]> {
  const net = await wordNet();
  return [...new Set(contentWords(question))].map((word) => ({ word, stems: nearest(relatedTo(net, word)) }));
}

/** Far relations are many and tell little. */
function nearest(stems: Map<string, number>): Related['stems'] {
  return [...stems]
    .filter(([, weight]) => weight >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most);
}

function relatedTo(net: WordNet, word: string): Map<string, number> {
  const own = stemOf(word);
  const found = new Map<string, number>([[own, 1]]);
  const put = (stem: string, weight: number) => {
    if (weight > (found.get(stem) ?? 0)) found.set(stem, weight);
  };
  const putWords = (meaning: Meaning, weight: number) => {
    for (const words of meaning.words) {
      const stems = stemsOf(words);
      for (const stem of stems) put(stem, stems.length > 1 ? weight / 1.5 : weight);
    }
  };
  for (const { meaning: at, rank } of net.ofStem.get(own) ?? []) {
    const meaning = net.meanings[at] as Meaning;
    const share = fading ** rank;
    putWords(meaning, worth.same * share);
    for (const link of meaning.links) follow(net, link, share, putWords);
    for (const stem of meaning.gloss) put(stem, worth.told * share * rarity(net, stem));
  }
  const tellers = net.defining.get(own) ?? [];
  if (tellers.length < commonest)
    for (const teller of tellers) putWords(net.meanings[teller] as Meaning, worth.told * rarity(net, own));
  return found;
}

function follow(
  net: WordNet,
  { how, to }: Meaning['links'][number],
  share: number,
  putWords: (meaning: Meaning, weight: number) => void,
): void {
  const next = net.meanings[to] as Meaning;
  const below = (weight: number) => {
    for (const link of next.links) if (link.how === '~') putWords(net.meanings[link.to] as Meaning, weight * share);
  };
  if (how.startsWith('~')) {
    putWords(next, worth.narrower * share);
    below(worth.narrowest);
  } else if (how.startsWith('@')) {
    putWords(next, worth.wider * share);
    below(worth.beside);
  } else if (how === '+') putWords(next, worth.derived * share);
  else if (/^[&^$*>%#]/.test(how)) putWords(next, worth.similar * share);
}

/** 0..1: how much a definition word tells, by how few definitions it stands in. */
function rarity(net: WordNet, stem: string): number {
  return Math.min(1, Math.log(net.meanings.length / (net.defining.get(stem)?.length ?? 1)) / 8);
}

function stemsOf(words: string): string[] {
  return contentWords(words.replace(/[_-]/g, ' ')).map(stemOf);
}
