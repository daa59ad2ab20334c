// Things that will be done or arrive, in English: their deed is the speaker's firm's.
import type { Cue } from './cue.js';
import { adverb, done, thing } from './english-words.js';

export const thingsCues: readonly Cue[] = [
  {
    rule: 'scheduled',
    binds: 'firm',
    confidence: 0.6,
    fixed: true,
    needs: 'due',
    pattern: `(?<subject>your(?: [\\p{L}\\d'/#.&-]+){1,5}?|${thing}(?= (?:is|are) on (?:its|their|the) way| leaves? our)) (?<verb>(?:goes out|go out|ships?|leaves? (?:our|the) (?:warehouse|factory|dock|workshop|office|depot|account|bank)|(?:is|are) on (?:its|their|the) way(?: to you)?))(?![\\p{L}])`,
  },
  {
    rule: 'scheduled',
    binds: 'firm',
    confidence: 0.6,
    fixed: true,
    needs: 'due',
    pattern: `${thing} (?:then |now |also )?(?<verb>(?:goes|go|ships?|leaves?|comes?|is (?:shipping|going|coming)|are (?:shipping|going|coming))(?: out| over| back| off| live)?(?=[^.;!?]{0,40} (?:to|for|with|on (?:its|their) way to) (?:you|your|all (?:our )?(?:customers|clients|users)|our (?:customers|clients)|every (?:customer|client))))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.8,
    fixed: true,
    needs: 'due-or-source',
    pattern: `(?<![\\p{L}])you(?:'ll| will| shall|'re going to| are going to| should| can expect to)(?: all| both| then| also| certainly| definitely)* (?<verb>(?:have(?! to | noticed| seen| heard| had| been| read| fun| a (?:great|good|nice|lovely)| no )|get(?! used| to | there| over | better| worse| us | me )|receive|find(?= [^.;!?]{2,60} in your )|hear (?:back )?from (?:me|us|our))(?= |[.!,;]|$)(?:[^.;!?]{0,80}?from (?<we>us)(?![\\p{L}]))?)`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.75,
    fixed: true,
    needs: 'due-or-source',
    pattern: `(?:^|(?<=[,;:.-] ?)|(?<![\\p{L}])(?:you (?:can|may|should) |please ))(?<verb>(?:expect|look out for|(?:count|rely) on (?:me|(?<we>us)) (?:to|for)|(?:count|rely) on) ?(?:the|a|an|your|our|my|it|them|all|this|that|these|final|delivery|payment|an? [\\p{L}]+|[\\p{L}]+ )(?:[^.;!?]{0,60}?from (?<we>us)(?![\\p{L}]))?)`,
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    confidence: 0.75,
    needs: 'due-or-you',
    pattern: `${thing}(?: will|'ll| shall| should| is going to| are going to) ${adverb}(?<verb>(?:be (?:back |safely )?(?:with you|in your|on your|yours|at your)|reach you|get to you|come to you|arrive (?:at|with|in) your|go (?:out|off|in the post|into the post|to the printers?|over to you|to you)|land in your)(?![\\p{L}]))`,
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?:^|(?<=[,;:-] ?))(?:the|your|a|my|our|signed|final|revised|draft|all|both|full|new|updated|corrected|first) (?:[\\p{L}\\d-]+ ){0,5}?(?<verb>(?:(?:back |over )?(?:with|to) you|(?:in|on) your (?:inbox|mailbox|hands|account|desk|doorstep)) (?:by|before|on|within|tomorrow|today|tonight|next|first thing|no later)(?![\\p{L}]))`,
  },
  {
    rule: 'passive',
    fixed: true,
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `${thing}(?: will|'ll| shall| is going to| are going to| is to| are to) (?:also |then |all |both )?be ${adverb}(?<verb>(?:${done})(?![\\p{L}]))`,
  },
];
