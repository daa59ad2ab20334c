// What English speakers undertake for themselves or for their firm.
import type { Cue } from './cue.js';
import { adverb, deeds, doing, modal, plans, speaker } from './english-words.js';

export const speakerCues: readonly Cue[] = [
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
];
