// Weighing: what the signals of an English sentence tell together. A sentence that no rule speaks of is a promise where they
// tell of one clearly; what a rule found is dropped where they clearly tell of none. Logistic regression, its weights fitted
// on the tuned gold sets by `npm run bench -- signals`.
import type { Party } from '@vito/contracts/reading';
import type { FoundDue } from '../deadline.js';
import type { Passage } from '../passage.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { creditorOf, nameAt, speaking } from './parties.js';
import { isWeakened } from './promises.js';
import type { Scene } from './scene.js';
import { bias, least, weights } from './signal-weights.js';
import { signalsOf } from './signals.js';

/** What may be weighed: an English statement of somebody, with a day to come. */
export function weighable(scene: Scene, passage: Passage): FoundDue | null {
  const { speaker } = scene.voice(passage.message);
  if (!speaker || passage.question || passage.fold.length > longest) return null;
  const speech = scene.speech(passage);
  if (speech.code !== 'en' || speech.empty.test(passage.fold) || isNone(passage.fold)) return null;
  if (isWeakened(scene, passage)) return null;
  const due = dueIn(scene, passage, wholeOf(passage));
  return due?.due ? due : null;
}

const longest = 320;

/** Told as done, doubted, refused, asked for, passed on from others, invited to or joked: not weighed at all. */
function isNone(words: string): boolean {
  if (none.some((pattern) => pattern.test(words))) return true;
  return past.test(words) && !ahead.test(words);
}

const none: readonly RegExp[] = [
  /\byou (?:could|can|may|might)\b(?! (?:bank|count|rely|depend|expect|look forward))|\b(?:are|will|do|did|have|would|could|can) you\b|\bsee you\b|\bjoin us\b|\blet me know\b|\bplease\b|\bp(?:ls|lz)\b|\bwould (?:like|need|want)\b|'d (?:like|need|want)\b/,
  /\b(?:bet|hope|hoping|wish|maybe|perhaps|probably|possibl[ey]|might|likely|guess|reckons?|rumou?r|apparently|allegedly|supposedly|forecast|used to)\b/,
  /\b(?:can't|cannot|can not|unable to|won't|will not|wouldn't|couldn't|not (?:possible|realistic|able|going)|no (?:way|chance)|sorry but|unfortunately|no longer|i'm afraid|i am afraid|(?:is|are|am|be) not|isn't|aren't)\b(?!.*\b(?:but|until|instead|only)\b)/,
  /\b(?:he|she|they|who|somebody|someone|people|everyone|papers|news|uncle|chap|courier|neighbou?r|[\p{L}]+ office) (?:said|says|told|tells|claims?|thinks?|swears?|heard|promised|announced)\b|\bi heard\b|\bwas told\b|\bword is\b/u,
  /\bwhile i'm at it\b|\byeah,? right\b|\b(?:oh,? )?sure,? and\b|\blottery\b|\bqueen of\b|\beat (?:my|the) (?:hat|stapler|shoe)|\bmark my words\b|\bwhen pigs\b|\bhell freezes\b/,
  /\b(?:out of (?:the )?office|on leave|on holiday|on vacation|limited access|on my return|auto-?reply)\b|\bi(?:'m| am) (?:off|away|out)\b/,
  /\b(?:promo|sale|offer|tickets?|show|shop|store|doors|cafe|museum|exhibition|season|register|registration|applications?) (?:ends?|opens?|closes?|starts?|runs?|will be released)\b|% off\b|\bsave (?:up to )?\d/,
  /\b(?:usually|always|often|normally|regularly|never|every|each|daily|weekly|in theory|in a perfect world|not sure|don't think|wonder)\b|\bif (?:i|we|you|he|she|it|they|the \w+) (?:had|were|was|could|did)\b/,
  /\b(?:i|we|they|you|somebody|someone|who) (?:still |also |really )?(?:needs?|wants?|has to|have to) |\bi told\b|\bwas going to\b|\bwere going to\b|"[^"]+"/,
  /^\W*(?:the |our |a |next |team |board )*(?:meeting|call|lunch|dinner|party|training|drill|visit|interview|appointment|deadline|reminder|concert|match|game|exam|hearing)\b/,
  /\bi(?:'m| am)(?: \w+)? (?:coming|going|visiting|flying|travell?ing|driving|leaving|heading|seeing|meeting|getting|having|moving|staying|running|playing|turning)\b(?!.*\b(?:you|your)\b)/,
  /^\W*(?:(?:good|great|nice|lovely) (?:to|call|meeting|chat|talk|news|luck)|works for|today is|morning|evening)\b|\bsuits (?:me|us)\b|\bgo ahead\b|\bmy leave\b/,
  /\b(?:is|are|am|was|were) (?:off|cancelled|canceled|closed|down|late|delayed|full|sold out|shut)\b/,
  /\bmy (?:mother|mum|mom|dad|father|sister|brother|wife|husband|kids?|son|daughter|in-laws?|dog|cat|knee|birthday|holidays?)\b(?!.*\byou\b)/,
  /\b(?:rain|snow|frost|sunny|inches|degrees|storm|wind)\b/,
];

/** A verb in the past; and what tells of something still to come beside it. */
const past =
  /\b(?:was|were|had|did|didn't|wasn't|went|left|came|gave|took|made|told|saw|met|paid|ran|sent|wrote|brought|bought|found|held|kept|lost|sold|began|broke|fell|flew|knew|thought|rang|spoke|stopped|ago|yesterday|last (?:week|night|month|year))\b|(?<!\b(?:be|is|are|being|get|gets|getting|to|i've|i have|have) )(?<!-)\b(?!need|feed|speed|seed|indeed|agreed|promised|planned|scheduled|signed|revised|updated|corrected|completed|finished|usual|filled|reserved|attached|detailed|asked|expected|weighed)[\p{L}]{3,}ed\b/u;
const ahead =
  /\b(?:will|shall|going to|owes?|promise|guarantee|my word)\b|'ll\b|\b(?:am|is|are|i'm|we're|it's|he's|she's|they're)(?: \w+)? \w+ing\b|\b(?:goes|leaves|follows|comes|arrives|lands|ships|sends|brings|delivers|takes|becomes|means|stays)\b|\bby (?:the |next |this |[\p{L}]+day)/u;

/** The promise that a sentence makes by its signals; none where they do not reach. */
export function weighedIn(scene: Scene, passage: Passage): Found[] {
  const due = weighable(scene, passage);
  if (!due) return [];
  const sure = chance(signalsOf(scene, passage, due, null));
  if (sure < least.unruled) return [];
  const debtor = subjectOf(scene, passage);
  return [
    {
      start: passage.start,
      end: passage.end,
      deed: passage.start,
      passage,
      debtor,
      creditor: creditorOf(scene, passage, debtor),
      due: due.due,
      precision: due.precision,
      condition: null,
      status: offers.test(passage.fold) ? 'proposed' : 'accepted',
      confidence: 0.2 + 0.3 * sure,
      rule: 'weighed',
      topic: topicOf(passage.fold),
    },
  ];
}

/** Whether what a rule found is to be believed. Only what people say in English is weighed: not duties, tasks, nor what another once said. */
export function believed(scene: Scene, found: Found): boolean {
  const { passage, rule } = found;
  if (!scene.voice(passage.message).speaker || rule === 'recap' || scene.speech(passage).code !== 'en') return true;
  return chance(signalsOf(scene, passage, dueIn(scene, passage, wholeOf(passage)), rule)) >= least.ruled;
}

const wholeOf = (passage: Passage) => ({ start: 0, end: passage.fold.length });

export interface Fitted {
  bias: number;
  weights: Record<string, number>;
}

/** How likely such signals are those of a promise, 0 to 1. */
export function chance(signals: readonly string[], by: Fitted = { bias, weights }): number {
  const sum = signals.reduce((all, name) => all + (by.weights[name] ?? 0), by.bias);
  return 1 / (1 + Math.exp(-sum));
}

/** A new proposal, which the other side has to take. */
const offers = /\b(?:propose|suggest|suggestion|offer|could|happy to|if)\b/;

/** Whoever opens the sentence by name, else the speaker, or the speaker's firm where it is "we" who speak. */
function subjectOf(scene: Scene, passage: Passage): Party | null {
  const voice = scene.voice(passage.message);
  const opening = /^[^\p{L}@]*(@?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?) \p{Ll}/u.exec(passage.text)?.[1];
  const named = opening ? nameAt(scene, opening, false) : null;
  if (named?.known) return named.party;
  const we = /\b(?:we|our|us)\b/.test(passage.fold) && !/\b(?:i|my|mine|me)\b/.test(passage.fold);
  return speaking(voice, we);
}
