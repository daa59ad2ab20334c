// The cues of English: what is said when somebody undertakes something.
import type { Cue } from './cue.js';

/** Deeds that are done for others: the only verbs believed in the present tense, in passives, and of unknown people. */
const deeds =
  'send|ship|deliver|pay|wire|transfer|refund|issue|provide|supply|submit|file|return|call|ring|phone|email|e-mail|mail|post|forward|share|upload|publish|release|circulate|distribute|prepare|draft|write|finish|complete|finalise|finalize|fix|repair|replace|install|review|check|confirm|book|order|reserve|arrange|organise|organize|schedule|bring|collect|hand|sign|countersign|approve|update|correct|revise|print|pack|dispatch|credit|reimburse|invoice|migrate|deploy|merge|push|measure|fit|build|contact|chase|resend|reissue|translate|clean|pick|drop|take|handle|cover|process|unload|load|settle|compile|present|test|look|follow|get|let|put|set|run|give|show|do|make|add|clear|cancel|open|close|train|host|proofread|restore|reply|answer|research|calculate|quote|speak|talk|ask|tell|notify|inform|hold|keep|cut|design|ready|verify|inspect|calibrate|service|lend|meet|visit|come|join|attend|turn';
/** What "I can …" says without offering anything: perception, talk, meeting. */
const noOffer =
  "(?:not|never|always|only|hardly|barely|really|see|hear|tell|imagine|understand|think|remember|recall|feel|say|be|wait|live|confirm|assure|recommend|believe|promise|manage without|do (?:without|better|nothing)|make (?:it|do)|meet|talk|speak|chat|discuss|catch up|look forward|find|expect|get there|afford|survive|learn|attend|join|sleep|use|like|love|prefer|appreciate|agree|accept|count|rely|suggest|advise|guess|assume|see|understand|help(?! (?:with|you move))|ask|need|want|have (?!it|this|that|them|the|your|a|an|everything|all))(?![\\p{L}'])";
/** Deeds told in the present tense of a plan: "I review it tomorrow". */
const plans =
  'send|ship|deliver|pay|wire|transfer|refund|provide|supply|submit|file|return|call|ring|phone|email|mail|post|forward|share|upload|publish|circulate|prepare|draft|write|finish|complete|finalise|finalize|fix|repair|replace|install|review|book|arrange|organise|organize|bring|collect|hand|sign|countersign|update|correct|revise|print|pack|dispatch|reimburse|migrate|deploy|merge|push|build|chase|resend|clean|pick up|take care|unload|settle|compile|present|order|cover|do it|do that|get it|get that|get you|drop|start';
const doing =
  'sending|shipping|delivering|paying|wiring|transferring|refunding|issuing|providing|supplying|submitting|filing|returning|calling|ringing|phoning|emailing|mailing|posting|forwarding|sharing|uploading|publishing|releasing|circulating|putting|making|giving|preparing|drafting|writing up|finishing|completing|finalising|finalizing|fixing|repairing|replacing|installing|reviewing|checking|booking|ordering|arranging|organising|organizing|bringing|collecting|handing|signing|updating|correcting|revising|printing|packing|dispatching|reimbursing|deploying|pushing|picking up|dropping|covering|unloading|measuring|building|getting';
const done =
  'sent|shipped|delivered|paid|wired|transferred|refunded|issued|provided|supplied|submitted|filed|returned|posted|mailed|e-?mailed|forwarded|shared|uploaded|published|released|circulated|distributed|completed|finished|finalised|finalized|fixed|repaired|replaced|installed|reviewed|confirmed|booked|reserved|arranged|signed|countersigned|approved|updated|corrected|printed|packed|dispatched|despatched|credited|reimbursed|invoiced|migrated|deployed|handed over|processed|unloaded|settled|brought|collected|picked up|cleared|reissued|resent|restored|ready|made available|made|effected|carried out';
const adverb =
  '(?:(?:also|then|now|just|still|certainly|definitely|gladly|happily|personally|of course|make sure (?:to|that we|that i|we|i)|be sure to|ensure (?:that )?(?:we|i)|immediately|quickly|both|all|each|therefore|simply|in turn|again|instead|first|at least|hereby|promptly|be happy to|be glad to|be pleased to|be able to|be in a position to|go ahead and|try and|either way) )*';
const modal =
  "(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'m gonna|'re gonna)(?:, (?:however|of course|naturally|therefore|in any case|obviously),)?";
const speaker =
  "(?<![\\p{L}'])(?:(?:(?!today|tomorrow|tonight|yesterday|noon|[\\p{L}]+day |week|month|now|then|so|here)[\\p{L}]+|my [\\p{L}]+|our [\\p{L}]+) and )?(?:i|(?<we>we(?: all| both)?|(?:both|all|two|one) of us))";
const named =
  "(?<![\\p{L}'])(?<name>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+){0,2}?)(?:,? (?:from|of|in|at|on) (?:my|our|the|accounts|sales)(?: [\\p{L}-]+){0,3}?,?|, [^,.;!?]{2,40},)?";
const thing =
  "(?<subject>(?:delivery|payment|shipment|installation|collection|dispatch|completion|handover|the|your|our|my|this|that|these|those|a|an|all|both|everything|it|they|final|signed|revised|new|updated)(?: [\\p{L}\\d'/#.&-]+){0,8}?)";
const team =
  '(?<![\\p{L}])(?<team>(?:(?:our|my|the) (?:[\\p{L}-]+ ){0,2}(?:team|warehouse|department|crew|staff|colleagues?|engineers?|developers?|technicians?|drivers?|fitters?|accountants?|lawyers?|solicitors?|assistant|manager)|(?:our|my) (?:[\\p{L}-]+ ){0,2}(?:office|desk|people|side|accounts|finance|support|logistics|production|workshop|kitchen|printers?|legal|sales|counsel|partners?))|accounts|finance|accounting|legal|purchasing|customer service|dispatch|billing|hr)';

export const englishCues: readonly Cue[] = [
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.85,
    pattern: `${speaker}${modal} ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}'])ill (?<verb>send|get|do|check|fix|have|call|bring|take|make|ask|write|push|review|forward|share|book|order)(?![\\p{L}])`,
  },
  {
    rule: 'promise-elliptic',
    binds: 'implied',
    confidence: 0.75,
    pattern: `(?:^|(?<=[,;:.-] ?(?:and |but |so |then )?)|(?<= and )|(?<= but ))(?:will|shall|gonna) (?!you |he |she |it |they |we |i |the |this |that |there )${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'promise-formal',
    binds: 'speaker',
    confidence: 0.9,
    pattern: `${speaker}(?: hereby| do| can| fully)? (?:promise|commit|undertake|pledge|guarantee|vow|swear|agree|have agreed|'ve agreed|agreed) (?:to (?!disagree|differ)|(?:you )?(?:that )?(?:i|we)(?:'ll| will) )(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'promise-formal',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `${speaker}(?: hereby| can)? (?:confirm|guarantee|commit to|promise|aim to commit to)(?: you)? (?<verb>(?:the |your |our |a )?(?:full |final |partial )?(?:delivery|shipment|payment|dispatch|completion|return|handover|installation|collection|release|refund|transfer)\\b)`,
  },
  {
    rule: 'promise-formal',
    binds: 'speaker',
    confidence: 0.8,
    fixed: true,
    pattern: `(?:you have (?:my|(?<we>our)) (?:word|promise|commitment)|(?:i|(?<we>we)) give you (?:my|our) word)(?: that| on)? (?<verb>[\\p{L}]+)`,
  },
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
    rule: 'promise-on-me',
    binds: 'speaker',
    confidence: 0.7,
    fixed: true,
    pattern: `(?<![\\p{L}])(?<verb>consider (?:it|this|that|the [\\p{L} ]{2,30}?|your [\\p{L} ]{2,30}?) (?:done|paid|sorted|booked|sent|settled|fixed|ordered|taken care of))(?![\\p{L}])`,
  },
  {
    rule: 'promise-let-me',
    binds: 'speaker',
    confidence: 0.6,
    needs: 'due',
    pattern: `(?:^|(?<=[,;:.-] ?))(?:so |and |then )?let me (?<verb>(?:${deeds})(?![\\p{L}]))`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<!(?:when|if|once|until|unless|while|before|after|whenever|whether|what|where|how|why|that|can|could|should|as soon as) )${speaker}(?:'m| am|'re| are)? (?:then |now |also |both )?(?<verb>(?:${plans}|${doing})(?![\\p{L}]))`,
  },
  {
    rule: 'promise-on-me',
    fixed: true,
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?<verb>leave (?:the |that |this |these |those |all |your )?(?:[\\p{L}-]+ ){0,3}?(?:with|to) (?:me|(?<we>us))(?![\\p{L}]))`,
  },
  {
    rule: 'promise-on-me',
    fixed: true,
    binds: 'speaker',
    confidence: 0.65,
    needs: 'due',
    pattern: `${speaker} (?:owe you|am on the hook for|are on the hook for|am responsible for|are responsible for|take responsibility for) (?<verb>the|your|those|that|this|getting)`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.7,
    pattern: `${speaker}(?:'m| am|'re| are)? (?:then |also |now )?(?<verb>take care of|taking care of|take over|taking over|take on|taking on|look after|looking after|handle|handling|deal with|dealing with|sort out|sorting out) (?:the|this|that|it|your|those|these|all|both)`,
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
    pattern: `${named}(?:'ll| will| shall| is going to| is due to) ${adverb}(?<verb>(?!leave(?! (?:it|you|the|them)\\b)|retire|resign|quit|arrive|travel|fly\\b|marry|win\\b|lose|become|celebrate|turn \\d|join)[\\p{L}-]+)`,
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
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `${speaker} (?:can|can also|can then|may be able to) ${adverb}(?<verb>(?!${noOffer})[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `${speaker}(?:'m| am|'re| are|'d be| would be|'ll be| will be) (?:happy|glad|pleased|willing|prepared|ready|delighted|able) to (?<verb>(?!help|answer|discuss|talk|assist|chat|hear|see)[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.6,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `(?:^|(?<=[,;:.-] ?))(?:(?:very|quite|more than|only too) )?(?:happy|glad|pleased|delighted) to (?<verb>(?!help|answer|discuss|talk|assist|chat|hear|see|meet|announce|report|say|inform|learn|know|read|be|have)[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.6,
    status: 'proposed',
    needs: 'agreement',
    pattern: `${speaker}(?: could|'d| would| might) (?:then |also )?(?<verb>(?!${noOffer})[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    fixed: true,
    needs: 'due',
    pattern: `(?<![\\p{L}])you (?:can|could) (?<verb>have (?:it|them|the|your|my|our|this|that|those|these|all|everything)(?:[^.;!?]{0,60}?from (?<we>us)(?![\\p{L}]))?)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    pattern: `${speaker} (?:offer|propose|would like to offer|'d like to offer|can offer|hereby offer) to (?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.6,
    status: 'proposed',
    needs: 'agreement',
    pattern: `${speaker} (?<verb>(?:${plans}|extend|reduce|waive|begin|throw in|lower|hold|keep|reserve|give)(?![\\p{L}]))`,
  },
  {
    rule: 'offer',
    binds: 'firm',
    confidence: 0.6,
    status: 'proposed',
    fixed: true,
    needs: 'due-or-agreement',
    pattern: '^(?:our |my |new )?(?:offer|quote|proposal|quotation): (?<verb>[^.;!?]{3})',
  },
  {
    rule: 'offer-question',
    binds: 'speaker',
    confidence: 0.5,
    status: 'proposed',
    needs: 'due',
    asks: true,
    pattern: `(?<![\\p{L}])(?:(?:shall (?:i|(?<we>we))|(?:do you |would you )?(?:want|like) me to|should i just) (?<verb>(?:${deeds})(?![\\p{L}]))|(?:would it help if|what if|how about|how about if) (?:i|(?<we>we)) (?<verb>(?!${noOffer})[\\p{L}-]+))`,
  },
];
