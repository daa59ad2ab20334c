// English: its cues, and all that only looks like an undertaking or changes one.
import type { Language } from './cue.js';
import { namedCues } from './english-named.js';
import { offersCues } from './english-offers.js';
import { speakerCues } from './english-speaker.js';
import { thingsCues } from './english-things.js';

const idle = [
  '(?:not|never|no longer|hardly|barely|only|rarely|seldom|probably|maybe|perhaps|possibly|likely|hopefully|presumably|always|then not|try|attempt|aim|hope|need|want|miss|grant (?:you|that)|know|like|love|hate|enjoy|remember|forget|wish|assume|bet|guess|admit|believe|think|stay|remain|stop|understand|wonder|regret|hear|feel|survive|live|die|lose|win|laugh|cry|sleep|eat|drink|say|suffer|struggle|prefer|appreciate|agree|disagree|dream|suppose|doubt|wait(?! for [^.;!?]*\\b(?:at|from|until|by) )|become|grow|fall|fail|turn (?:out|into|up|\\d)|end up|depend|mean|matter|cost|last)(?![\\p{L}])',
  '(?:do the (?:talking|honours|same|math|maths)|give (?:it|this|that) (?:some|a) (?:thought|go|try|think|rest)|bear(?![\\p{L}])|go and |have (?:lunch|dinner|breakfast|coffee|a (?:coffee|drink|break|meeting|call|word|chat|party|beer)))',
  'be (?!(?:at|on|in|there|here|over|outside|round|around|downstairs)(?![\\p{L}])[^.;!?]*\\b(?:at|from|by|before|between) \\d|(?:handling|covering|taking|dealing|looking after|running|managing|coordinating|overseeing|measuring|doing|working on|making|building|printing|sending|shipping|delivering|paying|wiring|issuing|submitting|calling|emailing|posting|forwarding|sharing|uploading|publishing|providing|returning|refunding|bringing|collecting|fixing|installing|replacing|updating|reviewing|preparing|visiting|in touch|back to you|there (?:at|by|on) \\d|with you)(?![\\p{L}]))',
  'have (?![^.;!?]*\\b(?:you|your|ready|done|back|sent|someone|somebody|it|them|this|that|by|before|on site|in place|available|send|collect|deliver|call|bring|fix|look|pick|check|replace|repair|install|[a-z]{3,}ed|[a-z]{3,}ing|live|running|set up|up and)\\b)',
  'have (?:to|a (?!look|draft|quote|proposal|copy|list|first|final|full|revised|new|signed|think)|an? idea|fun|no |nothing|none|noticed|seen|heard|been|enough|plenty|trouble|difficulty|time)(?![\\p{L}])',
  '(?:see(?! to)|let (?:you (?:go|get|off|be)|it (?:go|slide|be)|go|myself|(?:him|her|them)(?! know))|leave (?:you(?! (?:a|the|my|our|some|with (?:a|the))\\b)|it (?:there|at that|to)|that there|now|soon|for)|spare|pass(?! (?:it|this|that|these|on|along|the))|give (?:you that|up|in)|cross (?:that|my)|hold (?:you to|my breath|off|on)|keep (?:you (?:posted|updated|informed|in the loop|waiting|any|long)|an eye|my|our|in (?:touch|mind)|it (?:short|brief|simple)|going|calm|on )|take (?:your word|my hat|it easy|that as|a (?:break|holiday|nap|while)|time|off|no )|get (?:there|used|over|through|old|better|worse|on with|a |lost|it(?! (?:to|over|done|sorted|fixed|back|ready))|going)|come (?:back to (?:haunt|that)|around|across|as)|look (?:forward|back|silly|like|great|good|nice)|tell you (?:what|how|why|that|a)|buy (?:you|him|her|us) (?:a|some) (?:beer|coffee|drink|pint|bakery|round)|do (?:(?:my|our) best|what (?:i|we) can|better|well|fine|without)|run (?:out|late|into)|meet again|talk (?:soon|later|then)|speak (?:soon|then|later)|catch up|start (?:to|my|by|off|with)|stick (?:to|with)|show (?:off|you the future)|make (?:it(?! (?:happen|available|clear|so))|do|sense|you (?:smile|happy)|history)|put up with|stand by|go (?:now|home|to bed|crazy|mad|on|ahead (?:and )?assume|away|with))(?![\\p{L}])',
  '(?:amaze|wow|delight|surprise|blow|transform|revolutionise|revolutionize|change the (?:way|world|game)|boost|skyrocket|elevate|supercharge|empower|unlock|help you (?:grow|save|win|succeed))(?![\\p{L}])',
  'buy you ',
  '(?:scream|explode|riot|haunt|murder|kill|hunt|find (?:you|him|her|them|out)|fight|cry|faint|collapse|melt|freeze|starve|lose (?:it|my|our)|go (?:mad|crazy|insane|bananas|nuts)|throw (?:up|a fit|my|myself)|judge|blame|forgive|never)(?![\\p{L}])',
  'expect (?:you|to|that|them|him|her|it to|a reply|an answer)',
  'find (?:out|attached|enclosed|it hard|below)',
];

export const english: Language = {
  code: 'en',
  common: 'the and to of you is that it for on with are be this have will from at we not as i was by if',
  cues: [...speakerCues, ...thingsCues, ...namedCues, ...offersCues],
  idle,
  weakens: [
    "(?:i|we) (?:think|hope|guess|suppose|doubt|wonder|suspect|fear|imagine|expect|assume|wish|reckon|trust)(?: that| if| whether)?(?: [\\p{L}']+){0,3}",
    "(?:not sure|unsure|unclear|unlikely|no idea|don't know|can't say|cannot say|couldn't say|depends|hard to say)(?: [\\p{L}']+){0,5}",
    "(?:maybe|perhaps|possibly|hopefully|ideally|in theory|theoretically|with luck|fingers crossed|probably)(?: [\\p{L}',]+){0,4}",
    "(?:he|she|they|[\\p{L}]+ says?|who|which|the [\\p{L}]+(?: [\\p{L}]+)?|people|everyone|everybody|somebody|someone|nobody|no one) (?:said|says|say|told (?:me|us|them|him|her)|tells|claims?|claimed|thinks?|thought|hopes?|believes?|reckons|wrote|writes|announced|insists|keeps? saying|mentioned|joked|asked)(?: [\\p{L}']+){0,3}",
    "(?<!as )(?:i|we) (?:said|told (?:them|him|her|[\\p{L}]+)|had told|had said|had promised|thought|never said|didn't say|wrote)(?: [\\p{L}']+){0,3}",
    "(?:as if|as though|pretend|imagine|suppose|what if|even if|in case|whether|(?<!you )wish|unless)(?: [\\p{L}']+){0,4}",
    "(?:rumour|rumor) has it(?: that)?|apparently|word is(?: that)?|(?:i|we)(?:'ve| have)? (?:hear|heard|read|learned|learnt|was told|were told|am told|'m told)(?: that)?(?: [\\p{L}']+){0,3}",
    "(?:i|we) (?:don't|do not|can't|cannot|won't|will not|didn't|did not|never)(?: [\\p{L}']+){1,4}(?: that)?",
    '(?:not|never) (?:certain|sure|clear|likely|known|guaranteed|decided|said|settled)(?: yet)?(?: that| whether)?',
    '(?:glad|happy|pleased|sorry|good|great|nice|delighted) to (?:hear|know|see|read|learn)(?: that)?',
    'if (?:i|we) (?:had|did|were|could|would|was|knew)(?: [^;.]{0,60})?',
    '(?:so that|in order that|when|where|why|how|what|whether)',
  ],
  empty: [
    "(?:^|[,;] )(?:it is|it's|it may be) (?:quite |very |also |just )?(?:possible|likely|unlikely|conceivable|probable|doubtful) that(?![\\p{L}])",
    '(?:yeah,? right|when pigs fly|when hell freezes|in your dreams|in my dreams|not in a million years|unicorn|my third hand|over my dead body|as if\\b|/s$|just kidding|only joking|jk\\b|good luck with that|world peace|\\bhaha|\\blol\\b|\\blmao\\b|:joy:|:rofl:|:stuck_out_tongue|:wink:|;-?\\)|winning the lottery|win the lottery|turn(?:s)? into a pumpkin|while (?:i.?a?m|we.?a?re) at it|eat my hat|and pigs|on a silver platter|with a cherry on top|magic wand)',
    "(?:i'll be damned|mark my words|i'd be lying|if you (?:received|have received) this)",
    '(?:out of (?:the )?office|on (?:annual |parental |sick )?leave) (?:until|till|from)',
    '^"[^"]+" (?:means|shall mean|refers to|has the meaning)',
    '(?:unsubscribe|click here|book a demo|sign up (?:now|today)|limited time|free trial)',
  ],
  agreement: [
    "(?:if|once|as soon as|when|provided|assuming|should) (?:that )?(?:you|that|this|it|the [\\p{L}]+|your [\\p{L}]+) (?:all |both |could |can |would |'d |are able to |just |also |then )?(?:confirm|agree|accept|approve|like|want|wish|say|sign|order|go ahead|went ahead|are (?:ok|okay|happy|interested|fine|up)|'re (?:ok|happy|interested)|need|prefer|let (?:me|us)|give (?:me|us)|commit|book|take|suit|works?|is (?:ok|okay|fine|all right|acceptable|agreeable|good)|'s (?:ok|okay|fine|all right|good)|helps?|suits|approves?|agrees|confirms|would help|decide|place|choose|opt|settle|buy|wanted|liked|pass|passes|clear|clears|grant|grants|release|releases|vote)",
    'if (?:a|an|the|some|any|another|that|this|it) ?(?:[\\p{L}-]+ ){0,3}?(?:would|might|could|will|can)? ?(?:help|helps|be (?:useful|of (?:any )?(?:use|help)|handy|welcome|easier)|make (?:it|life|things) easier|takes? the (?:edge|pressure|strain) off|saves? you)',
    "(?:if|provided|assuming) you (?:guys |all |both |could |can |would |'d )?(?!have (?:any|a (?:question|moment|minute)|questions)|need (?:any|me)|receive|are (?:free|around|there|passing|in)|see|get stuck|find|ever|think|know)[\\p{L}]+",
    "(?:if|provided|assuming) (?:that|this|it)'s (?:ok|okay|fine|all right|good|acceptable)(?![\\p{L}])",
    '(?:should you (?:wish|like|agree|want|accept|need)|if you like|if you wish|if you want|if so|if that (?:helps|suits|works)|if it helps|if needed|if wanted|if required|if useful|subject to your|on your (?:approval|confirmation|go-ahead|signature|order)|upon your|just say the word|just let me know|just say so|say yes|let me know if (?:that|this|you)|(?:would|does|if) that (?:work|suit))',
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
    "(?:(?:it|that) ?(?:would|'d) be (?:really |very |so |a )?(?:great|good|nice|helpful|lovely|useful|brilliant|handy|wonderful|big help|appreciated|kind) if you (?:could|can|would|were able to)|let me know (?:when|by)) (?<verb>[\\p{L}-]+)",
    '(?:is there )?any (?:way|chance|possibility|hope)(?: at all)?(?: that)? (?:you|somebody|someone) (?:can|could|might|would(?: be able to)?) (?:please |perhaps )?(?<verb>[\\p{L}-]+)',
    "(?:(?:i|we)(?:'d| would) (?:really |very much )?(?:appreciate|value|welcome) (?:it if you (?:could|would)|you(?:r)?)|(?:grateful|obliged|glad|thankful|delighted) if you (?:could|would|can|might)|do me a favou?r and|you couldn't possibly|i wonder(?:ed)? (?:if|whether) you (?:could|might|would)|(?:could|can|may|might) i (?:trouble|ask|get|persuade|bother) you (?:to|for)|counting on you to|(?:relying|depending) on you to) (?<verb>[\\p{L}-]+)",
    "(?:i'm|i am|we're|we are) (?:after|looking for|chasing|waiting on|in need of) (?<verb>(?:the|your|a|an|those|these|this|that|all|final)[ \\p{L}'-]+?(?= by | before | for | until | from you| asap| no later))",
  ],
  takesOn: [
    "(?:(?:i )?will do|on it|i(?:'m| am) on it|am on it|consider it (?:done|sorted)|(?:you can )?count on me|count me in|i'm in|leave (?:it|that|this) (?:to|with) (?:me|us)|i(?:'ve| have) got (?:it|this|that) covered|i(?:'ll| will) (?:do|handle|sort|get|take|manage|see to|take care of|deal with|get on|get onto|look after|jump on) (?:it|that|this|that one|this one|them|on it|to it)(?: done| sorted| over to you)?|(?:i )?can do(?: that| it| this)?|i can (?:do|take|handle|cover|manage) (?:it|that|this|that one|this one|them|those)|doing (?:it|that|this)(?: right)? now|on my list|i(?:'m| am) (?:doing|handling|working on) (?:it|that|this)|working on it|looking into it|consider it as done|happy to(?: do (?:it|that|so|this)| help| oblige)?|gladly|with pleasure|my pleasure|will get (?:it|that|this) done|you got it|you have it|i volunteer|mine|that's me|dibs|it shall be done|shall do|will be done|i(?:'ll| will) be on it|i(?:'ll| will) make it happen|i(?:'ll| will) get right on it)",
  ],
  assents: [
    "(?:sure(?: thing)?|ok(?:ay)?|k|yes|yep|yeah|yup|aye|of course|certainly|absolutely|definitely|no prob(?:s|lem|lems)?(?: at all)?|no worries|np|no trouble(?: at all)?|sounds good|alright|all right|right|mate|buddy|pal|boss|guys|all|sir|team|fine|great|perfect|roger(?: that)?|understood|noted|agreed|cool|gotcha|got it|thanks|thank you|cheers|hi|hello|will do so|not a problem|that works(?: for (?:me|us))?|that's fine|works for me|can confirm|confirmed|right away|straight away|immediately|today|by then|then)",
  ],
  moves: [
    '\\binstead\\b(?! of (?:the|a) (?:usual|old))|\\brather than\\b|\\bnot (?:on )?(?:monday|tuesday|wednesday|thursday|friday|today|tomorrow)\\b.{0,20}\\bbut\\b',
    '\\b(?:push|mov|shift|postpon|delay|reschedul|extend|slip|defer|bump)(?:e|ed|d|ing|ped|s|es|ing)?\\b(?: (?:it|this|that|them|the [\\p{L} ]{2,30}?|delivery|everything))?(?: back| out| off)? (?:to|until|till)\\b|\\bput (?:it|this|that|them|the [\\p{L} ]{2,30}?) (?:off|back) (?:to|until|till)\\b',
    "\\b(?:can't|cannot|can not|won't|will not|couldn't|not going to|unable to|not able to) (?:make|meet|manage|keep|hold|do|hit|finish|get (?:it|this|that) (?:done|to you|out))\\b",
    "\\b(?:(?:i|we)(?:'ll| will|'d| would)? (?:still |now )?need|need|(?:i|we)(?:'ll| will)? (?:have|take)) (?:until|till|up to|another|(?:a )?(?:bit|little|few|couple)? ?(?:of )?(?:days? |weeks? |hours? )?more(?: time| days?)?|(?:one|two|three|\\d+) more|(?:an )?extra|longer)\\b",
    '\\b(?:new|revised|updated|later|changed) (?:date|deadline|delivery date|due date|target|eta|schedule|timeline|ship date|plan)\\b',
    "\\b(?:make (?:it|that)|now (?:by|on|due|expected|planned|coming|for)|running (?:late|behind)|behind schedule|won't be (?:ready|done|finished)|not be (?:ready|done|finished)|later than (?:planned|promised|agreed|said|expected)|extension|overrun|held up|got delayed|later than i (?:said|promised))\\b",
  ],
  handsOver: [
    "\\b(?:from|for|instead of|in place of|on behalf of) me\\b|\\bin my (?:place|absence|stead)\\b|\\bon my behalf\\b|\\bwhile i(?:'m| am)\\b|\\bfrom here on\\b|\\bfrom here\\b|\\btak(?:e|es|ing) over\\b|\\bcover(?:s|ing)? for me\\b|\\bstand(?:s|ing)? in for\\b|\\bstep(?:s|ping)? in\\b|\\binstead of me\\b|\\bmy successor\\b|\\boff my (?:plate|hands|desk|shoulders|list)\\b",
  ],
  recaps: [
    "\\b(?:just )?to (?:confirm|recap|summari[sz]e|sum up|record|repeat|be clear)\\b|\\bas (?:we |you |just )?(?:agreed|discussed|said|promised|settled|arranged)\\b|\\brecap\\b|\\bper our\\b|\\bfollowing our\\b|\\bwhat we (?:said|agreed|discussed|settled)\\b|\\bwe (?:have )?(?:agreed|settled)\\b|\\bour (?:agreement|understanding)\\b|\\bnext steps\\b|\\bso we(?:'re| are) clear\\b|\\bfor the record\\b|\\bmy notes\\b|\\bour call\\b|\\bin summary\\b|\\bto summari[sz]e\\b|\\bmy understanding is\\b|\\bas i understand\\b|\\bjust so (?:we|it)|\\bon the same page\\b|\\bit (?:was|is|has been) agreed\\b|\\bagreed that\\b|\\bas arranged\\b|\\b(?:confirming|recapping|summing up)\\b",
  ],
};
