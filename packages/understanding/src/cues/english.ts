// What English says when somebody undertakes something, and what only looks like it.
import type { Cue, Language } from './cue.js';

/** Deeds that are done for others: the only verbs believed in the present tense, in passives, and of unknown people. */
const deeds =
  'send|ship|deliver|pay|wire|transfer|refund|issue|provide|supply|submit|file|return|call|ring|phone|email|e-mail|mail|post|forward|share|upload|publish|release|circulate|distribute|prepare|draft|write|finish|complete|finalise|finalize|fix|repair|replace|install|review|check|confirm|book|order|reserve|arrange|organise|organize|schedule|bring|collect|hand|sign|countersign|approve|update|correct|revise|print|pack|dispatch|credit|reimburse|invoice|migrate|deploy|merge|push|measure|fit|build|contact|chase|resend|reissue|translate|clean|pick|drop|take|handle|cover|process|unload|load|settle|compile|present|test|look|follow|get|let|put|set|run|give|show|do|make|add|clear|cancel|open|close|train|host|proofread|restore|reply|answer|research|calculate|quote|speak|talk|ask|tell|notify|inform|hold|keep|cut|design|ready|verify|inspect|calibrate|service|lend|meet|visit|come|join|attend|turn';
const doing =
  'sending|shipping|delivering|paying|wiring|transferring|refunding|issuing|providing|supplying|submitting|filing|returning|calling|ringing|phoning|emailing|mailing|posting|forwarding|sharing|uploading|publishing|releasing|circulating|preparing|drafting|writing up|finishing|completing|finalising|finalizing|fixing|repairing|replacing|installing|reviewing|checking|booking|ordering|arranging|organising|organizing|bringing|collecting|handing|signing|updating|correcting|revising|printing|packing|dispatching|reimbursing|deploying|pushing|picking up|dropping|covering|unloading|measuring|building|getting';
const done =
  'sent|shipped|delivered|paid|wired|transferred|refunded|issued|provided|supplied|submitted|filed|returned|posted|mailed|e-?mailed|forwarded|shared|uploaded|published|released|circulated|distributed|completed|finished|finalised|finalized|fixed|repaired|replaced|installed|reviewed|confirmed|booked|reserved|arranged|signed|countersigned|approved|updated|corrected|printed|packed|dispatched|despatched|credited|reimbursed|invoiced|migrated|deployed|handed over|processed|unloaded|settled|brought|collected|picked up|cleared|reissued|resent|restored|ready|made available';
const adverb =
  '(?:(?:also|then|now|just|still|certainly|definitely|gladly|happily|personally|of course|make sure (?:to|that we|that i|we|i)|be sure to|ensure (?:that )?(?:we|i)|immediately|quickly|both|all|each|therefore|simply|in turn|again|instead|first|at least|hereby|promptly|be happy to|be glad to|be pleased to|be able to|be in a position to|go ahead and|try and|have to go and|either way) )*';
const modal = "(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'m gonna|'re gonna|'ll)";
const speaker = "(?<![\\p{L}'])(?:(?:[\\p{L}]+|my [\\p{L}]+|our [\\p{L}]+) and )?(?:i|(?<we>we)(?: all| both)?)";
const named = "(?<![\\p{L}'])(?<name>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+){0,2})";
const thing =
  "(?<subject>(?:the|your|our|my|this|that|these|those|a|an|all|both|everything|it|they|final|signed|revised|new|updated)(?: [\\p{L}\\d'/#.&-]+){0,8}?)";
const team =
  '(?<![\\p{L}])(?<team>(?:(?:our|my|the) (?:[\\p{L}-]+ ){0,2}(?:team|warehouse|office|department|desk|people|crew|staff|colleagues?|engineers?|developers?|technicians?|drivers?|fitters?|accountant|accounts|lawyers?|solicitors?|finance|support|logistics|production|workshop|kitchen|printers?|assistant|legal|sales|manager|side|bank))|accounts|finance|accounting|legal|purchasing|customer service|dispatch|billing|hr)';

const cues: readonly Cue[] = [
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
    pattern: `(?<!(?:when|if|once|until|unless|while|before|after|whenever|whether|what|where|how|why|that|can|could|should|as soon as) )${speaker}(?:'m| am|'re| are)? (?:then |now |also |both )?(?<verb>(?:${deeds}|${doing})(?![\\p{L}]))`,
  },
  {
    rule: 'promise-on-me',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?<verb>leave (?:the |that |this |these |those |all |your )?(?:[\\p{L}-]+ ){0,3}?(?:with|to) (?:me|(?<we>us))(?![\\p{L}]))`,
  },
  {
    rule: 'promise-on-me',
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
    needs: 'due-or-source',
    pattern: `(?<![\\p{L}])you(?:'ll| will| shall|'re going to| are going to| should| can expect to)(?: all| both| then| also| certainly| definitely)* (?<verb>(?:have|get|receive|hear)(?= )(?:[^.;!?]{0,80}?from (?<we>us)(?![\\p{L}]))?)`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due-or-source',
    pattern: `(?:^|(?<=[,;:.-] ?)|(?<![\\p{L}])(?:you (?:can|may|should) |please ))(?<verb>expect (?:the|a|an|your|our|my|it|them|all|this|that|these|final|delivery|payment|an? [\\p{L}]+|[\\p{L}]+ )(?:[^.;!?]{0,60}?from (?<we>us)(?![\\p{L}]))?)`,
  },
  {
    rule: 'with-you-by',
    binds: 'firm',
    confidence: 0.75,
    needs: 'due-or-you',
    pattern: `${thing}(?: will|'ll| shall| should| is going to| are going to) ${adverb}(?<verb>(?:be (?:back |safely )?(?:with you|in your|on your|yours|at your)|reach you|get to you|come to you|arrive (?:at|with|in) your|go out to you|land in your))`,
  },
  {
    rule: 'with-you-by',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?:^|(?<=[,;:-] ?))(?:the |your |a |my )?(?:[\\p{L}\\d-]+ ){1,5}(?<verb>(?:back |over )?(?:with|to) you (?:by|before|on|within|tomorrow|today|tonight|next|first thing|no later)(?![\\p{L}]))`,
  },
  {
    rule: 'passive',
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `${thing}(?: will|'ll| shall| is going to| are going to| is to| are to) (?:also |then |all |both )?be ${adverb}(?<verb>(?:${done})(?![\\p{L}]))`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.8,
    pattern: `${named}(?:'ll| will| shall| is going to| has agreed to| have agreed to| agreed to| has promised to| promised to| has undertaken to| committed to| has committed to| volunteered to| has volunteered to| is due to| undertakes to| commits to| promises to) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'named',
    binds: 'named',
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
    rule: 'named-and-will',
    binds: 'named',
    confidence: 0.75,
    pattern: `^(?:[\\p{L}]+, )?(?<name>[\\p{L}][\\p{L}'-]+)(?: [\\p{L}][\\p{L}'-]+){0,3} (?:has|is|was|picked|took|knows|can)(?: [^.;!?]{0,120}?)? and(?: he| she)?(?:'ll| will) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'asked-to',
    binds: 'named',
    confidence: 0.6,
    pattern: `(?<![\\p{L}'])(?:i|we)(?:'ve| have)? (?:asked|told|instructed|tasked|got) (?<name>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+)?) to (?<verb>(?:${deeds})(?![\\p{L}]))`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.75,
    pattern: `${team}(?: will|'ll| shall| is going to| are going to) ${adverb}(?<verb>[\\p{L}-]+)`,
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
    needs: 'due',
    pattern: `(?<![\\p{L}])you(?:'ve| have| had)? (?:agreed to|promised to|committed to|undertook to|offered to|kindly offered to|kindly agreed to|said you(?:'d| would|'ll| will)|promised (?:that )?you(?:'d| would)|promised me|confirmed (?:that )?you(?:'d| would|'ll| will)) ${adverb}(?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `${speaker} (?:can|can also|can then|may be able to) ${adverb}(?<verb>(?:${deeds}|print|offer|start|free up|squeeze|manage|extend|waive|throw in|reduce|lower|produce|source|accommodate|lay on|put up)(?![\\p{L}]))`,
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
    needs: 'agreement',
    pattern: `${speaker}(?: could|'d| would| might) (?:then |also )?(?<verb>(?:${deeds}|print|offer|start|extend|waive|reduce|produce)(?![\\p{L}]))`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    pattern: `${speaker} (?:offer|propose|would like to offer|'d like to offer|can offer|hereby offer) to (?<verb>[\\p{L}-]+)`,
  },
  {
    rule: 'offer-question',
    binds: 'speaker',
    confidence: 0.5,
    status: 'proposed',
    needs: 'due',
    asks: true,
    pattern: `(?<![\\p{L}])(?:shall (?:i|(?<we>we))|(?:do you |would you )?(?:want|like) me to|should i just) (?<verb>(?:${deeds})(?![\\p{L}]))`,
  },
];

const idle = [
  '(?:not|never|no longer|hardly|barely|only|rarely|seldom|probably|maybe|perhaps|possibly|likely|hopefully|presumably|always|then not|try|attempt|aim|hope|need|want|miss|know|like|love|hate|enjoy|remember|forget|wish|assume|bet|guess|admit|believe|think|stay|remain|stop|understand|wonder|regret|hear|feel|survive|live|die|lose|win|laugh|cry|sleep|eat|drink|say|suffer|struggle|prefer|appreciate|expect|agree|disagree|dream|suppose|doubt|wait|become|grow|fall|fail|turn (?:out|into|up|\\d)|end up|depend|mean|matter|cost|last)(?![\\p{L}])',
  'be (?!(?:sending|shipping|delivering|paying|wiring|issuing|submitting|calling|emailing|posting|forwarding|sharing|uploading|publishing|providing|returning|refunding|bringing|collecting|fixing|installing|replacing|updating|reviewing|preparing|visiting|in touch|back to you|there (?:at|by|on) \\d|with you (?:at|by|on))(?![\\p{L}]))',
  'have (?:to|a (?!look|draft|quote|proposal|copy|list|first|final|full|revised|new|signed|think)|an? idea|fun|no |nothing|none|noticed|seen|heard|been|enough|plenty|trouble|difficulty|time)(?![\\p{L}])',
  '(?:see(?! to)|let (?:you (?:go|get|off|be)|it (?:go|slide|be)|go|myself|him|her|them)|leave (?:you |it (?:there|at that|to)|that there|now|soon|for)|spare|pass(?! (?:it|this|that|these|on|along|the))|give (?:you that|up|in)|cross (?:that|my)|hold (?:you to|my breath|off|on)|keep (?:you (?:posted|updated|informed|in the loop|waiting|any|long)|an eye|my|our|in (?:touch|mind)|it (?:short|brief|simple)|going|calm|on )|take (?:your word|my hat|it easy|that as|a (?:break|holiday|nap|while)|time|off|no )|get (?:there|used|over|through|old|better|worse|on with|a |lost|it(?! (?:to|over|done|sorted|fixed|back|ready))|going)|come (?:back to (?:haunt|that)|around|across|as)|look (?:forward|back|silly|like|great|good|nice)|tell you (?:what|how|why|that|a)|buy (?:you|him|her|us) (?:a|some) (?:beer|coffee|drink|pint|bakery|round)|do (?:(?:my|our) best|what (?:i|we) can|better|well|fine|without)|run (?:out|late|into)|meet again|talk (?:soon|later|then)|speak (?:soon|then|later)|catch up|start (?:to|my)|stick (?:to|with)|show (?:off|you the future)|make (?:it(?! (?:happen|available|clear|so))|do|sense|you (?:smile|happy)|history)|put up with|stand by|go (?:now|home|to bed|crazy|mad|on|ahead (?:and )?assume|away|with))(?![\\p{L}])',
  '(?:amaze|wow|delight|surprise|blow|transform|revolutionise|revolutionize|change the (?:way|world|game)|boost|skyrocket|elevate|supercharge|empower|unlock|help you (?:grow|save|win|succeed))(?![\\p{L}])',
  'buy you ',
  'find (?:out|attached|enclosed|it hard|below)',
];

export const english: Language = {
  code: 'en',
  common: 'the and to of you is that it for on with are be this have will from at we not as i was by if',
  cues,
  idle,
  weakens: [
    "(?:i|we) (?:think|hope|guess|suppose|doubt|wonder|suspect|fear|imagine|expect|assume|wish|reckon|trust)(?: that| if| whether)?(?: [\\p{L}']+){0,3}",
    "(?:not sure|unsure|unclear|unlikely|no idea|don't know|can't say|cannot say|couldn't say|depends|hard to say)(?: [\\p{L}']+){0,5}",
    "(?:maybe|perhaps|possibly|hopefully|ideally|in theory|theoretically|with luck|fingers crossed|probably)(?: [\\p{L}',]+){0,4}",
    "(?:he|she|they|[\\p{L}]+ says?|who|which|the [\\p{L}]+(?: [\\p{L}]+)?|people|everyone|everybody|somebody|someone|nobody|no one) (?:said|says|say|told (?:me|us|them|him|her)|tells|claims?|claimed|thinks?|thought|hopes?|believes?|reckons|wrote|writes|announced|insists|keeps? saying|mentioned|joked|asked)(?: [\\p{L}']+){0,3}",
    "(?:i|we) (?:said|told (?:them|him|her|[\\p{L}]+)|had told|had said|had promised|thought|never said|didn't say|wrote)(?: [\\p{L}']+){0,3}",
    "(?:as if|as though|pretend|imagine|suppose|what if|even if|in case|whether|wish|unless)(?: [\\p{L}']+){0,4}",
    'if (?:i|we) (?:had|did|were|could|would|was|knew)(?: [^;.]{0,60})?',
    '(?:so that|in order that|when|where|why|how|what|whether)',
  ],
  empty: [
    '(?:yeah,? right|when pigs fly|when hell freezes|in your dreams|in my dreams|not in a million years|unicorn|my third hand|over my dead body|as if\\b|/s$|just kidding|only joking|jk\\b|good luck with that|world peace|\\bhaha|\\blol\\b|\\blmao\\b|:joy:|:rofl:|:stuck_out_tongue|:wink:|;-?\\)|winning the lottery|win the lottery|turn(?:s)? into a pumpkin)',
    "(?:i'll be damned|mark my words|i'd be lying|if you (?:received|have received) this)",
    '(?:out of (?:the )?office|on (?:annual |parental |sick )?leave) (?:until|till|from)',
    '(?:unsubscribe|click here|book a demo|sign up (?:now|today)|limited time|order (?:now|today) and|free trial)',
  ],
  agreement: [
    "(?:if|once|as soon as|when|provided|assuming|should) (?:that )?(?:you|that|this|it|the [\\p{L}]+|your [\\p{L}]+) (?:all |both |could |can |would |'d |are able to |just |also |then )?(?:confirm|agree|accept|approve|like|want|wish|say|sign|order|go ahead|went ahead|are (?:ok|okay|happy|interested|fine|up)|'re (?:ok|happy|interested)|need|prefer|let (?:me|us)|give (?:me|us)|commit|book|take|suit|works?|is (?:ok|okay|fine|all right|acceptable|agreeable|good)|'s (?:ok|okay|fine|all right|good)|helps?|suits|approves?|agrees|confirms|would help|decide|place|pay|send|return|reply|choose|opt|settle|buy|wanted|liked)",
    '(?:if you like|if you wish|if you want|if so|if that (?:helps|suits|works)|if it helps|if needed|if wanted|if required|if useful|subject to your|on your (?:approval|confirmation|go-ahead|signature|order)|upon your|just say the word|just let me know|just say so|say yes|let me know if (?:that|this|you)|(?:would|does|if) that (?:work|suit))',
  ],
  conditions: [
    'if',
    'once',
    'when',
    'as soon as',
    'provided',
    'assuming',
    'subject to',
    'unless',
    'as long as',
    'should you',
    'upon',
    'after',
  ],
  requests: [
    '(?<![\\p{L}])(?:can|could|would|will|might|may) (?:you|someone|somebody|anyone|anybody|one of you|we|i)(?: all| both| please| kindly| possibly| perhaps)? (?:be able to |please |kindly |have |get |ask you to )?(?<verb>[\\p{L}-]+)',
    "(?<![\\p{L}])(?:anyone|anybody|someone|somebody|who(?:'s| is| else)?)(?: here| else| around)? (?:able to|can|could|wants to|would|free to|up for|to|will|might) (?<verb>[\\p{L}-]+)",
    '(?<![\\p{L}])(?:please|pls|plz|kindly) (?:do |also )?(?<verb>[\\p{L}-]+)',
    '(?<![\\p{L}])would you (?:mind|be (?:able|so kind as|willing) to|care to) (?<verb>[\\p{L}-]+)',
    "(?<![\\p{L}])(?:mind|any chance (?:you (?:can|could)|of)|is there any chance|are you able to|do you think you (?:can|could)|is it possible (?:for you )?to|may i ask you to|i(?:'d| would) (?:like|appreciate it if|be grateful if) (?:you )?(?:could |to |would )?) ?(?<verb>[\\p{L}-]+)",
    "(?<![\\p{L}])(?:i|we)(?:'d| would| will|'ll)? (?:also |really |still |urgently )?(?:need|require|want|like) (?:you to )?(?<verb>(?:the|your|a|an|those|these|this|that|it|all|final)?[ \\p{L}'-]+?(?= by | before | for | until | from you| asap| no later))",
    '(?:it would be (?:great|good|nice|helpful|lovely) if you (?:could|can)|let me know (?:when|by)) (?<verb>[\\p{L}-]+)',
  ],
  takesOn: [
    "(?:(?:i )?will do|on it|i(?:'m| am) on it|am on it|consider it (?:done|sorted)|(?:you can )?count on me|leave (?:it|that|this) (?:to|with) (?:me|us)|i(?:'ve| have) got (?:it|this|that) covered|i(?:'ll| will) (?:do|handle|sort|get|take|manage|see to|take care of|deal with|get on|get onto|look after|jump on) (?:it|that|this|that one|this one|them|on it|to it)(?: done| sorted| over to you)?|(?:i )?can do(?: that| it| this)?|i can (?:do|take|handle) (?:it|that|this|that one|this one)|doing (?:it|that|this)(?: right)? now|on my list|i(?:'m| am) (?:doing|handling|working on) (?:it|that|this)|working on it|looking into it|consider it as done|happy to(?: do (?:it|that|so|this)| help| oblige)?|gladly|with pleasure|my pleasure|will get (?:it|that|this) done|you got it|you have it|i volunteer|mine|that's me|dibs|it shall be done|shall do|will be done|i(?:'ll| will) be on it|i(?:'ll| will) make it happen|i(?:'ll| will) get right on it)",
  ],
  assents: [
    "(?:sure(?: thing)?|ok(?:ay)?|k|yes|yep|yeah|yup|aye|of course|certainly|absolutely|definitely|no problem(?: at all)?|no worries|np|no trouble(?: at all)?|sounds good|alright|all right|right|fine|great|perfect|roger(?: that)?|understood|noted|agreed|cool|gotcha|got it|thanks|thank you|cheers|hi|hello|will do so|not a problem|that works(?: for (?:me|us))?|that's fine|works for me|can confirm|confirmed|right away|straight away|immediately|today|by then|then)",
  ],
  moves: [
    '\\binstead\\b(?! of (?:the|a) (?:usual|old))|\\brather than\\b|\\bnot (?:on )?(?:monday|tuesday|wednesday|thursday|friday|today|tomorrow)\\b.{0,20}\\bbut\\b',
    '\\b(?:push|pushed|pushing|move|moved|moving|shift|shifted|shifting|postpone|postponed|postponing|delay|delayed|delaying|reschedule|rescheduled|rescheduling|put off|bump|bumped|extend|extended|slip|slips|slipped|slipping|defer|deferred)\\b(?: [^.;!?]{0,50}?)?\\b(?:to|until|till|by|for|on|back)\\b',
    "\\b(?:can't|cannot|can not|won't|will not|couldn't|not going to|unable to|not able to) (?:make|meet|manage|keep|hold|do|hit|finish|get (?:it|this|that) (?:done|to you|out))\\b",
    '\\b(?:need|needs|needing|give (?:me|us)|have|take|takes) (?:until|till|up to|another|(?:a )?(?:bit|little|few|couple)? ?(?:of )?(?:days? |weeks? |hours? )?more(?: time| days?)?|(?:one|two|three|\\d+) more|(?:an )?extra|longer)\\b',
    '\\b(?:new|revised|updated|later|changed) (?:date|deadline|delivery date|due date|target|eta|schedule|timeline|ship date|plan)\\b',
    "\\b(?:make (?:it|that)|now (?:by|on|due|expected|planned|coming|for)|running (?:late|behind)|behind schedule|won't be (?:ready|done|finished)|not be (?:ready|done|finished)|later than (?:planned|promised|agreed|said|expected)|extension|overrun|held up|got delayed|later than i (?:said|promised))\\b",
  ],
  handsOver: [
    "\\b(?:from|for|instead of|in place of|on behalf of) me\\b|\\bin my (?:place|absence|stead)\\b|\\bon my behalf\\b|\\bwhile i(?:'m| am)\\b|\\bfrom here on\\b|\\bfrom here\\b|\\btak(?:e|es|ing) over\\b|\\bcover(?:s|ing)? for me\\b|\\bstand(?:s|ing)? in for\\b|\\bstep(?:s|ping)? in\\b|\\binstead of me\\b|\\bmy successor\\b",
  ],
  recaps: [
    "\\b(?:just )?to (?:confirm|recap|summari[sz]e|sum up|record|repeat|be clear)\\b|\\bas (?:we |you |just )?(?:agreed|discussed|said|promised|settled|arranged)\\b|\\brecap\\b|\\bper our\\b|\\bfollowing our\\b|\\bwhat we (?:said|agreed|discussed|settled)\\b|\\bwe (?:have )?(?:agreed|settled)\\b|\\bour (?:agreement|understanding)\\b|\\bnext steps\\b|\\bso we(?:'re| are) clear\\b|\\bfor the record\\b|\\bmy notes\\b|\\bour call\\b|\\bin summary\\b|\\bto summari[sz]e\\b|\\bmy understanding is\\b|\\bas i understand\\b|\\bjust so (?:we|it)",
  ],
};
