// Signals: what in a sentence, and in the message around it, speaks for a promise or against it. Each is one thing that
// people say; how much each tells is fitted, see signal-weights.ts.

import { deeds, doing } from '../cues/english-words.js';
import type { FoundDue } from '../deadline.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import type { Scene } from './scene.js';

/** Tested on the folded sentence, in which `§` stands for the day. */
const said = {
  'you-get':
    /\byou(?:'ll| will| shall| should|'re (?:going to )?| can| may)?(?: be)? (?:get|have|see|hear|receive|find|receiving|getting|in receipt|hold(?:ing)?|expect)\b|\blook for\b|\bexpect\b/,
  'to-you':
    /\b(?:with|to|for|at|on|in|over to) (?:you|yours|your (?:desk|inbox|door|roof|hands?|side|gate|site|dock|office|place|end|team))\b|\byours\b|\bround to you\b|\byour way\b|\bin your\b|\bcoming over\b/,
  you: /\byou\b|\byour\b/,
  i: /\bi\b|\bmy\b|\bmine\b|\bme\b/,
  we: /\bwe\b|\bour\b|\bus\b/,
  will: /\bwill\b|'ll\b|\bshall\b/,
  doing: /\b(?:i'm|i am|we're|we are|is|are|am|'s|getting) (?:still |now |just |both )?\w+ing\b|^\W*\w{3,}ing\b/,
  passive:
    /\b(?:will be|gets?|to be|is being|are being|getting|is|are) (?:\w+ed|done|sent|paid|made|built|put|set|cut|read)\b/,
  goes: /\b(?:goes|leaves|follows|comes|arrives|lands|ships|drops|starts|releases|delivers?|sends|brings|does|measures|takes|falls|stands|sits|stays)\b/,
  binds:
    /\bowes?\b|\bpromised?\b|\bmy word\b|\b(?:count|bank|rely) on\b|\bcommit|\bundertak|\bagreed? to\b|\bsaid (?:yes|(?:he|she|they) would)\b|\btaken? (?:it|this|that) on\b|\bpledge|\bguarantee|\bassured?\b|\brest assured\b|\bhold (?:me|us) to\b/,
  aims: /\bshooting\b|\baim|\btarget|\bon (?:track|course) for\b|\bscheduled\b|\bplanned\b|\bpencil|\beta\b|\bdue\b/,
  'day-last': /§\W*$/,
  'day-first': /^\W*§/,
  label: /^[^,.]{2,40}: |\s[-–—] /,
  by: /\b(?:by|before|no later than|not later than|latest|within|until|till) §|^\W*by\b/,
  goods:
    /\b(?:invoice|report|draft|proof|quote|quotation|figures|numbers|drawings?|samples?|contract|cop(?:y|ies)|list|plan|model|minutes|certificate|schedule|estimate|data|files?|documents?|papers?|order|parts?|delivery|money|payment|funds|refund|fix|patch|build|release|script|design|video|answer|reply|summary|notes|price|set|pallets?|boxes|crates|tonnes?)\b/,
  move: /\b(?:shift|mov(?:e|ing|ed)|slip|push|slid|instead|in place of|revised|rather than|new date|make (?:that|it)|realistic|propose|suggest|counter)\w*/,
  hearsay: /\b(?:said|says|heard|told|reckons?|rumou?r|apparently|according|reports?|claims?|thinks?|swears?)\b/,
  doubt:
    /\b(?:possibl[ey]|probably|perhaps|maybe|might|hop(?:e|ing)|bet|likely|unlikely|guess|suppose|imagine|chance|idea)\b/,
  not: /\bnot\b|n't\b|\bno\b|\bnever\b|\bcannot\b|\bunfortunately\b|\bbeyond me\b|\bnobody\b|\bnothing\b/,
  past: /\b(?:was|were|had|did|went|left|came|got|gave|took|ago|yesterday|already|last|since|been)\b|\b\w{3,}ed\b/,
  ask: /\b(?:please|could you|can you|would you|will you|needs?|wants?|would like|may i|can i|let me know)\b/,
  if: /\bif\b|\bunless\b|\bprovided\b|\bonce\b|\bwhen\b/,
  away: /\bout of (?:the )?office\b|\bon leave\b|\bmy return\b|\b(?:i'm|i am) (?:off|away|back|out)\b|\bholiday\b|\bvacation\b|\blimited access\b/,
  joke: /\bwhile i'm at it\b|\byeah right\b|\boh,? sure\b|^\W*sure, and\b|\blottery\b|\bqueen of\b|\beat (?:my|the)\b|\brocket\b|\bmark my words\b|\bflying\b/,
  public:
    /\bopen (?:until|from|daily)\b|\bservices?\b|\bcustomers\b|\bcandidate|\bvisitors?\b|\busers\b|\beverybody\b|\beveryone\b|\bmembers?\b|\bfriendly\b|\brain\b|\bfrost\b|\bsnow\b|\bbright|\binches\b|\bforecast\b|\bsunny\b|\btrains?\b|\bdoors\b|\bbook a\b|% off\b|\bfree\b|\boffer/,
  would: /\bwould\b|\bcould\b|'d\b|\bmay\b|\bmust\b|\bshould\b|\bhave to\b|\bhas to\b/,
  thanks: /\bthank|\bcongrat|\bglad\b|\bgood to\b|\bnice\b|\blove(?:d|ly)\b/,
  deed: new RegExp(
    `\\b(?:i|we|will|'ll|shall|to|be|you|am|are|'m|'re) (?:${deeds}|${doing})(?![\\p{L}])|\\b(?:be|is|are|get|gets) (?:being )?(?:sent|shipped|delivered|paid|transferred|issued|submitted|filed|returned|posted|shared|completed|finished|fixed|repaired|replaced|installed|booked|signed|uploaded|deployed|printed|packed|dispatched|collected)(?![\\p{L}])`,
    'u',
  ),
  'i-will': /\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)\b/,
  'others-will':
    /(?:^|[,;:.] ?|\b(?:and|that|but|so|when|while|by [\p{L}\d ]{2,20}) )(?!(?:i|we|you)\b)(?:the |a |an |this |that |his |her |their |your |my |our |most |all |some |every |no |new )?[\p{L}'\d-]+(?: [\p{L}'\d-]+){0,3}? (?:will|'ll|is going to|are going to|would)\b|\b(?:he|she|it|they|who|nobody|everyone|everybody|there)(?:'ll| will| would|'d)\b/u,
  'you-will': /\byou(?:'ll| will|'d| would|'re going to)\b/,
  'you-feel':
    /\byou(?:'ll| will|'d| would)(?: also| soon| never| always| be)* (?:need|want|feel|love|like|find|thank|dream|swear|fall|learn|enjoy|be (?:fine|amazed|surprised|able|asked|sorry|glad|happy|the|telling|counting)|notice|regret|wonder|wish|have to|sleep|laugh|see (?:why|how|that)|look|think|know|remember|forget|agree)\b/,
  'comes-about':
    /\b(?:will|'ll|would|going to) (?:also |then |soon |never |still |only |be )*(?:rise|fall|drop|climb|peak|recover|open|close|start|begin|end|run|finish|come|become|happen|change|grow|melt|rest|feel|taste|look|smell|turn|reach|hit|meet|strike|stop|last|cost|take (?:place|about|up to|\d|two|three|four|five|ten)|win|lose|score|see|cut like|load|test|top|hold|stand|fill|crowd|be (?:a|an|the|no|so|gone|closed|open|crowded|busiest|quiet|missed|held|judged|announced|painted|filled|forfeited|scrapped|fired|out|there|here|late|fine|dry|cold|warm|wet|red|ready to))\b/,
  private:
    /\b(?:mother|mum|mom|dad|father|sister|brother|uncle|aunt|granny|grandfather|wife|husband|kids?|son|daughter|in-law|doctor|dentist|pub|beer|wine|match|turf|weekend|beach|birthday|wedding|sleep|nap|knee|hip|dance|fish|dog|cat|garden|moon|bed|holidays?|neighbou?rs?)\b/,
  news: /\b(?:analysts?|market|prices?|rates?|minister|chancellor|senate|parliament|government|union|paper|radio|season|weather|winds?|river|clocks|tax year|election|league|team|manager|competitor|director told|news|report says|poll|index|copper|rubber|oil|bank will)\b/,
  vain: /\b(?:single-handed|to the moon|for free|how could i|of course|oh yes|sure|haunt|end you|catch me|rich|famous|cabin|boat|forever|never (?:leave|forget)|beat any|love it or|guaranteed? to|like a|dream|heaven|hell)\b/,
  occasion: /\b(?:meeting|call|lunch|party|visit|see you|training|class|conference|show|match|game)\b/,
} as const;

/** What tells more together, or only without the other (`-`). */
const together = [
  ['to-you', '-past'],
  ['you-get', '-past', '-would'],
  ['goes', '-past'],
  ['passive', 'will'],
  ['goods', '-past', '-not'],
  ['-past', '-not', '-doubt', '-ask', '-hearsay'],
  ['will', '-not'],
  ['i', 'doing'],
  ['we', 'doing'],
  ['move', '-past'],
  ['deed', 'to-you'],
  ['deed', 'i-will'],
  ['i-will', 'you'],
  ['i-will', '-deed'],
  ['others-will', '-to-you'],
  ['others-will', 'to-you'],
] as const;

/** The names of the signals that a sentence gives. `day`: where its day stands; `rule`: the rule that speaks of it, if any does. */
export function signalsOf(
  scene: Scene,
  passage: Passage,
  day: Pick<FoundDue, 'start' | 'end'> | null,
  rule: string | null,
): string[] {
  const words = day ? `${passage.fold.slice(0, day.start)}§${passage.fold.slice(day.end)}` : passage.fold;
  const given = new Set<string>(Object.entries(said).flatMap(([name, pattern]) => (pattern.test(words) ? name : [])));
  const joint = together
    .filter((parts) => parts.every((part) => (part[0] === '-' ? !given.has(part.slice(1)) : given.has(part))))
    .map((parts) => parts.join('&'));
  const count = passage.fold.split(' ').length;
  const shape = {
    talk: isTalk(scene.reading),
    item: passage.item !== null,
    short: count <= 6,
    long: count > 25,
    name: /\b\p{Lu}\p{Ll}+\b/u.test(passage.text.slice(1)),
    undated: day === null,
    today:
      day !== null &&
      /^(?:today|tonight|now|this (?:morning|afternoon|evening)|at \d)/.test(passage.fold.slice(day.start, day.end)),
  };
  return [
    ...given,
    ...joint,
    ...Object.entries(shape).flatMap(([name, is]) => (is ? name : [])),
    ...(rule === null ? [] : ['ruled', `rule ${rule}`]),
    ...around(scene, passage.message),
  ];
}

/** Tested on a whole message: what kind of message it is. */
const message = {
  'for-all':
    /\b(?:customers?|visitors?|residents?|members?|applicants?|candidates?|passengers?|subscribers?|users|guests|participants|shortlisted|tickets?|bookings?|website|newsletter|subscriptions?|free of charge|terms|privacy|policy|services|survey|programme|festival|exhibition|course|workshop|competition|prize|draw|vacanc(?:y|ies)|salary|opening hours)\b/g,
  tells:
    /\b(?:was|were|went|came|had|did|said|told|took|gave|left|thought|used to|last (?:week|month|year|night)|yesterday|ago)\b/g,
  supposes: /\b(?:would|could|might|perhaps|maybe|hope|wish|if|probably|theory|imagine)\b/g,
  shouts: /!/g,
  asks: /\?/g,
  orders:
    /(?:^|[.\n] ?)(?:please |just |then |simply )?(?:bring|take|add|click|log|choose|visit|follow|book|sign|join|send|call|check|read|put|turn|press|mix|leave|make|keep|use)\b/g,
} as const;

const kinds = new WeakMap<Scene, Map<number | null, string[]>>();

/** The signals of the message around: each once, and once more where it comes three times. */
function around(scene: Scene, index: number | null): string[] {
  const known = kinds.get(scene) ?? new Map<number | null, string[]>();
  kinds.set(scene, known);
  const held = known.get(index);
  if (held) return held;
  const words = scene
    .saidIn(index)
    .slice(0, 60)
    .map(({ fold }) => fold)
    .join('\n');
  const made = Object.entries(message).flatMap(([name, pattern]) => {
    const count = words.match(pattern)?.length ?? 0;
    return count >= 3 ? [`${name} around`, `${name} all around`] : count > 0 ? [`${name} around`] : [];
  });
  if (!isTalk(scene.reading)) made.push(...ofLetter(words));
  known.set(index, made);
  return made;
}

/** How a letter is: to somebody by name, signed by its sender, speaking of oneself, or to nobody at all. */
function ofLetter(words: string): string[] {
  const letter = {
    'nobody spoken to': !/\b(?:you|your)\b/.test(words),
    'to all':
      /^\W*(?:dear|hi|hello|good \w+)? ?(?:all|everyone|everybody|friends?|customers?|members?|neighbou?rs|colleagues|team|readers?|parents|residents|sir or madam|subscribers?)\b/.test(
        words,
      ),
    greets: /^\W*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)) (?!all\b|everyone|there\b)[\p{L}]+/u.test(
      words,
    ),
    'of oneself': /\b(?:i|i'll|i'm|i've|my|me)\b/.test(words),
    'of us': /\b(?:we|we'll|we're|our|us)\b/.test(words),
  };
  return Object.entries(letter).flatMap(([name, is]) => (is ? name : []));
}
