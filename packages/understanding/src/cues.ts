// The cue tables of all languages, compiled, and the telling of a text's language.
import type { Cue, Language } from './cues/cue.js';
import { english } from './cues/english.js';
import { french } from './cues/french.js';
import { german } from './cues/german.js';
import { portuguese } from './cues/portuguese.js';
import { spanish } from './cues/spanish.js';
import { anyOf, compile } from './pattern.js';

export type Code = Language['code'];
export interface ReadyCue extends Cue {
  /** Finds all; `quick` only tells whether there is any. */
  regex: RegExp;
  quick: RegExp;
}
export interface Speech {
  code: Code;
  cues: readonly ReadyCue[];
  /** Tested on the words from the deed on. */
  idle: RegExp;
  /** Tested on the words before the cue, to their end. */
  weakened: RegExp;
  empty: RegExp;
  agreement: RegExp;
  /** Where a condition begins. */
  condition: RegExp;
  request: RegExp;
  /** A whole sentence of assent; and the words in it that take a request on by themselves. */
  assents: RegExp;
  takesOn: RegExp;
  moves: RegExp;
  handsOver: RegExp;
  recaps: RegExp;
}

const languages: readonly Language[] = [english, spanish, german, french, portuguese];
const speeches = new Map<Code, Speech>(languages.map((language) => [language.code, ready(language)]));
const commonWords = new Map<string, Code[]>();
for (const { code, common } of languages) {
  for (const word of common.split(' ')) commonWords.set(word, [...(commonWords.get(word) ?? []), code]);
}

function ready(language: Language): Speech {
  const cues = language.cues.map((cue) => ({
    ...cue,
    regex: compile(cue.pattern, 'dgu'),
    quick: compile(cue.pattern, 'u'),
  }));
  const token = (sources: readonly string[]) => `(?:${sources.join('|')})(?![\\p{L}])`;
  const filler =
    "(?:@?[\\p{L}']+(?: [\\p{L}']+)?(?=,)|:[a-z0-9_+-]+:|[\\p{Extended_Pictographic}\\u{1F3FB}-\\u{1F3FF}\\uFE0F])";
  const gap = '[ ,.!;:-]*(?:(?:and|then|so|but|y|und|et|e) )?';
  const whole = (sources: readonly string[]) => compile(`^ *(?:(?:${token(sources)}|${filler})${gap})+$`, 'u');
  return {
    code: language.code,
    cues,
    idle: compile(`^(?:${language.idle.map((source) => `(?:${source})`).join('|')})`, 'u'),
    weakened: compile(`(?<![\\p{L}'])(?:${language.weakens.map((source) => `(?:${source})`).join('|')})[ ,]*$`, 'u'),
    empty: anyOf(language.empty),
    agreement: compile(`(?<![\\p{L}])(?:${language.agreement.map((source) => `(?:${source})`).join('|')})`, 'u'),
    condition: compile(`(?<![\\p{L}])(?:${language.conditions.join('|')})(?![\\p{L}])`, 'dgu'),
    request: anyOf(language.requests, 'du'),
    assents: whole([...language.takesOn, ...language.assents]),
    takesOn: compile(`(?<![\\p{L}'])(?:${language.takesOn.join('|')})(?![\\p{L}])`, 'u'),
    moves: anyOf(language.moves),
    handsOver: anyOf(language.handsOver),
    recaps: anyOf(language.recaps),
  };
}

export function speechOf(code: Code): Speech {
  return speeches.get(code) as Speech;
}

/** The language whose common words a folded text holds most of; `otherwise` where it holds none or too few to tell. */
export function languageOf(folded: string, otherwise: Code): Code {
  const count = new Map<Code, number>();
  for (const word of folded.slice(0, 4000).match(/\p{L}+/gu) ?? []) {
    for (const code of commonWords.get(word) ?? []) count.set(code, (count.get(code) ?? 0) + 1);
  }
  let best = otherwise;
  for (const [code, n] of count) if (n > (count.get(best) ?? 0)) best = code;
  // A single word that several languages share does not tell: "No problem."
  const shared = count.get(best) === 1 && [...count.values()].filter((n) => n === 1).length > 1;
  return shared ? otherwise : best;
}
