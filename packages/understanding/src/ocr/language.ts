// Which language a page is written in, as far as its small words and its script tell; and the data that reads it best.
import type { LanguagePack } from './engine.js';

/** Words so usual that a page without them is not of the language. Only such as English does not have. */
const smallWords: Record<string, { name: string; words: string }> = {
  deu: {
    name: 'German',
    words: 'der die das und ist nicht mit für auf den dem ein eine von zu sich wird werden sind bei',
  },
  fra: { name: 'French', words: 'le la les des et est pour dans que une du au par sur avec pas nous vous sont ce' },
  spa: { name: 'Spanish', words: 'el los las del que por con para una es se su como más pero este está son al' },
  ita: { name: 'Italian', words: 'il di che è per un una con non sono del della gli dei nel alla anche più questo' },
  por: { name: 'Portuguese', words: 'os do da em um uma para com não por mais dos das ao se na no é são foi' },
  nld: { name: 'Dutch', words: 'de het een van en is dat op te zijn voor met niet aan er om ook als bij wordt' },
  dan: { name: 'Danish', words: 'og i det at en den til er som på de med af for ikke der et har vi skal' },
  swe: { name: 'Swedish', words: 'och i att det som en på är av för med till den inte har de ett om ska vi' },
  nor: { name: 'Norwegian', words: 'og i det er på til som en av for ikke med at har vi skal et den fra ble' },
  pol: { name: 'Polish', words: 'i w z na nie się do to że jest o jak za od przez dla po jego oraz są' },
};

/** Scripts that the English data cannot read at all, with the data for the language most written in them. */
const scripts: Record<string, { code: string; name: string }> = {
  Cyrillic: { code: 'rus', name: 'Russian' },
  Greek: { code: 'ell', name: 'Greek' },
  Arabic: { code: 'ara', name: 'Arabic' },
  Hebrew: { code: 'heb', name: 'Hebrew' },
  Han: { code: 'chi_sim', name: 'Chinese' },
  Japanese: { code: 'jpn', name: 'Japanese' },
  Korean: { code: 'kor', name: 'Korean' },
  Thai: { code: 'tha', name: 'Thai' },
  Devanagari: { code: 'hin', name: 'Hindi' },
};

export interface GuessedLanguage {
  code: string;
  /** In English, for people. */
  name: string;
}

const english = ' the of and to in is that for it with as be on by this are or from at which ';
/** Small words that a page must have before its language is guessed, and how far ahead of the next they must be. */
const fewestSmallWords = 6;
const plainly = 1.4;

/** The language of a text in Latin letters, read however badly; null for English and where it cannot be told. */
export function languageOf(text: string): GuessedLanguage | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (of: string) => words.filter((word) => of.includes(` ${word} `)).length;
  const counts = Object.entries(smallWords).map(([code, { name, words: own }]) => ({
    code,
    name,
    n: count(` ${own} `),
  }));
  const [most, next] = counts.sort((a, b) => b.n - a.n);
  if (!most || most.n < Math.max(fewestSmallWords, words.length * 0.08)) return null;
  if (most.n < count(english) * plainly) return null;
  if (next && most.n < next.n * 1.1) return null;
  return { code: most.code, name: most.name };
}

/** The language of a script that the orientation was told with, where it is one that English data cannot read. */
export function languageOfScript(script: string): GuessedLanguage | null {
  return scripts[script] ?? null;
}

/** The pack for a language where it is there, and what to tell people where it is not. */
export function packFor(guess: GuessedLanguage, packs: readonly LanguagePack[]): LanguagePack | null {
  return packs.find(({ code }) => code === guess.code) ?? null;
}

export function adviceFor({ code, name }: GuessedLanguage): string {
  return `A page of this looks ${name}; \`vito models add ${code}\` reads it better.`;
}
