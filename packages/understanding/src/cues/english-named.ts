// What somebody named, a team, or the other side will do, in English.
import type { Cue } from './cue.js';
import { adverb, deeds, doing, named, noPlan, plans, team } from './english-words.js';

export const namedCues: readonly Cue[] = [
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.8,
    pattern: `${named}(?: has| have)?(?: kindly| already| also)? (?:agreed to|offered to|promised to|promises to|undertaken to|undertook to|undertakes to|committed to|commits to|volunteered to|volunteers to|said (?:he|she)(?:'ll| will|'d| would)) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.8,
    pattern: `${named}(?:'ll| will| shall| is(?: also| now)? (?:going|due|set) to| is to(?= (?!be(?![\\p{L}])))) ${adverb}(?<verb>(?!leave(?! (?:it|you|the|them)\\b)|retire|resign|quit|arrive|travel|fly\\b|marry|win\\b|lose|become|celebrate|turn \\d|join)[\\p{L}-]+)`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.7,
    pattern: `${named}(?: is| has)? (?<verb>takes? care of|taking care of|takes over|taking over|taken over|takes on|taking on|picks up|picking up|handles|handling|looks after|looking after|is responsible for|owns) (?:the|this|that|it|your|those|these|all|both)`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?<verb>sends|ships|delivers|pays|calls|reviews|writes|prepares|checks|brings|books|orders|fixes|updates|shares|uploads|circulates|issues|signs|collects|is (?:${doing}))(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `(?<![\\p{L}'])(?<name>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+)?),? who(?:'ll| will| is going to) ${adverb}(?<verb>(?!join|leave|be (?!handling|covering|sending|calling))[\\p{L}-]+)`,
  },
  {
    rule: 'named-and-will',
    binds: 'named',
    confidence: 0.75,
    pattern: `^(?:[\\p{L}]+, )?(?<name>[\\p{L}][\\p{L}'-]+)(?: [\\p{L}][\\p{L}'-]+){0,5} (?:has|is|was|picked|took|knows|can)(?: [^.;!?]{0,120}?)? and(?: he| she)?(?:'ll| will) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'asked-to',
    binds: 'named',
    confidence: 0.6,
    pattern: `(?<![\\p{L}'])(?:i|we)(?:'ve| have)? (?:asked|told|instructed|tasked|got) (?<name>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+)??) to (?<verb>(?:${deeds})(?![\\p{L}]))`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<team>(?:our|my) (?!customers|clients|competitors|users|readers|visitors|guests)(?:[\\p{L}-]+ ){0,2}[\\p{L}-]+|engineering|operations|marketing|procurement|management|facilities|reception|maintenance|sales|production|support|accounts (?:payable|receivable))(?: will|'ll| shall| is going to| are going to) ${adverb}(?<verb>(?:send|e-?mail|mail|call|ring|phone|forward|write|sign|countersign|book|circulate|draft|prepare|bring|pay|review|arrange|order|collect|upload|share|handle|deliver|ship|install|repair|replace|fit|settle|transfer|wire|provide|supply|issue|submit|measure|visit|contact|finish|complete|check|deploy|fix|refund|credit|return)(?![\\p{L}]))`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.75,
    pattern: `${team}(?: will|'ll| shall| is going to| are going to) ${adverb}(?<verb>(?!open|close|charge|grow|expand|relocate|celebrate|retire|move |change |shrink|win|lose)[\\p{L}-]+)`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.75,
    needs: 'recap',
    pattern: `(?<![\\p{L}])(?<we>your (?:team|office|people|colleagues|company|side|warehouse|crew|staff)) (?:will|is going to|are going to|is to|are to) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.8,
    needs: 'recap',
    pattern: `(?<![\\p{L}])you(?:'ll| will|'re going to| are going to| are to| were going to| would|'d) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.7,
    needs: 'recap-and-due',
    pattern: `(?<![\\p{L}])you (?:then |also )?(?<verb>(?:${plans}|return|give|let)(?![\\p{L}]))`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])you(?:'ve| have| had)? (?:agreed to|promised to|committed to|undertook to|offered to|kindly offered to|kindly agreed to|said you(?:'d| would|'ll| will)|promised (?:that )?you(?:'d| would)|promised me|confirmed (?:that )?you(?:'d| would|'ll| will)) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.65,
    pattern: `(?<![\\p{L}])(?:you (?:said|told (?:me|us)|promised|mentioned|wrote)(?: to (?:me|us))?(?: that)?(?: we(?:'d| would) have| i(?:'d| would) (?:have|get|receive)| you(?:'d| would|'ll| will| were going to)(?: be)?)) ${adverb}(?<verb>[\\p{L}-]+)`,
    needs: 'due',
    late: true,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.55,
    needs: 'due',
    pattern: `${named} (?:then |now |also )?(?<verb>(?!${noPlan}(?![\\p{L}']))[\\p{L}-]+s (?:back )?(?:the|your|all|both|it|them|these|those|you|everything|everyone|each|every)(?![\\p{L}]))`,
  },
];
