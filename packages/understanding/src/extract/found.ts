// A commitment on its way through the pipeline: where it stands, whom it binds, and what it is about.
import type { CommitmentStatus, DuePrecision } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import { months, weekdays } from '../deadline/lexicon.js';
import type { Passage } from '../passage.js';

export interface Found {
  /** Range of the quote in the reading's text, and where in it the deed begins. */
  start: number;
  end: number;
  deed: number;
  passage: Passage;
  debtor: Party | null;
  creditor: Party | null;
  due: string | null;
  precision: DuePrecision;
  condition: string | null;
  status: CommitmentStatus;
  /** The status when it was said, where the same file changed it since. */
  said?: CommitmentStatus;
  confidence: number;
  rule: string;
  /** What it is about, as stems: by these a later message is recognised as speaking of the same. */
  topic: ReadonlySet<string>;
}

const stopWords = new Set(
  `about after again also another been before being below between both could does done during each ever every first from give given going have having here into just know last like made make many more most much must need next only other over please really same send sent shall should since some soon still such sure take than thank thanks that their them then there these they thing things this those through time today tomorrow tonight until upon very want well were what when where which while will with within without would yesterday your yours back instead let will get got week month year morning afternoon evening noon end over sorry okay fine great good date stays
  para como esta este esto pero porque cuando donde sobre entre hasta desde antes despues manana hoy semana mes gracias hola favor puede puedes podeis tengo tiene vamos aqui alli mucho todo toda todos todas nuestro nuestra vuestro
  nicht auch noch aber oder wenn dann doch schon werden wurde haben habe sind sein eine einen einem einer diese dieser dieses morgen heute woche bitte danke kann kannst konnen mich dich euch ihnen ihre unser unsere
  pour dans avec vous nous mais plus votre notre demain semaine merci bonjour sont etre avoir cette
  voce para pelo pela mais amanha semana obrigado nosso nossa isso esta`.split(/\s+/),
);

/** The stems of a text's telling words: six letters of every longer word that is neither frequent nor a date. */
export function topicOf(folded: string): Set<string> {
  const out = new Set<string>();
  for (const word of folded.match(/[\p{L}\d]{3,}/gu) ?? []) {
    if (word.length < 4 && !/^(?:nda|po|api|pdf|rma|key|van|deck|menu|fix|log|tax|bug)$/.test(word)) continue;
    if (stopWords.has(word) || weekdays[word] !== undefined || months[word] !== undefined) continue;
    out.add(word.slice(0, 6).replace(/(?:es|s)$/, ''));
  }
  return out;
}

export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let n = 0;
  for (const stem of a) if (b.has(stem)) n++;
  return n;
}
