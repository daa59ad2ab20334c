// Commitments that change: a new date in place of an earlier one, or somebody else who takes over.
import type { Passage } from '../passage.js';
import { compile, groupsOf } from '../pattern.js';
import { sameParty } from '../who.js';
import { requestBefore } from './acceptances.js';
import { dueIn } from './dues.js';
import { meantBefore, openBefore } from './earlier.js';
import { type Found, shared, topicOf } from './found.js';
import { creditorOf, nameAt, speaking } from './parties.js';
import { type Scene, sameSide } from './scene.js';

/** Sentences that move something without "I will": "They go out on Monday instead", "I have to move this to Monday". */
const moving = [
  "(?:^|(?<=[,;:.] ?)|(?<= and )|(?<= but )|(?<= so ))(?<thing>they|it|these|those|this|that|the [\\p{L}\\d' -]{2,50}?|your [\\p{L}\\d' -]{2,50}?|our [\\p{L}\\d' -]{2,50}?) (?:now |only )?(?:(?:will|'ll) (?:now )?be(?= (?:on |next )?[\\p{L}]+day)|go|goes|leave|leaves|ship|ships|arrive|arrives|come|comes|follow|follows|is now due|are now due|is now planned|is now scheduled|is due|will now be|slips?|will slip|has slipped|moves?|has moved|is delayed|is postponed|has been (?:moved|pushed|delayed|postponed|put back|rescheduled)|have been (?:moved|pushed|delayed|postponed|put back|rescheduled)|gets? (?:pushed|moved))(?![\\p{L}])",
  "(?<who>(?<![\\p{L}])(?:i|we))(?:'ll| will|'ve| have|'m| am| are|'re| had| need| must|'d| would)?(?: like| want)?(?: to| had to| have to| need to)? (?:move|moved|moving|push|pushed|pushing|shift|shifted|shifting|postpone|postponed|postponing|delay|delayed|reschedule|rescheduled|put|extend|extended|defer|deferred) (?:this|it|that|them|these|the [\\p{L}\\d' -]{2,50}?|your [\\p{L}\\d' -]{2,50}?|our [\\p{L}\\d' -]{2,50}?|delivery|shipment|payment)(?: back| out| off)? (?:to|until|till|by|for)(?![\\p{L}])",
  "(?<who>(?<![\\p{L}])(?:i|we))(?:'ll| will|'d| would)?(?: still| now| really)? need (?:until|till|up to|another|[\\p{L}\\d]+ more|more time|longer)(?![\\p{L}])",
  "(?:(?:the |my |our )?(?:new|revised|updated) (?:date|deadline|delivery date|due date|ship date|target|eta)(?: for [\\p{L}\\d' -]{2,40})?(?: is| will be|:))",
  "(?:(?:please |let's |can we |could we |let us |i'd rather |we'd rather |better )?(?:make (?:it|that)|let's (?:say|do|go for|take)) (?=(?:by |on |for )?(?:next |this )?[\\p{L}\\d]+))",
  "(?:(?<![\\p{L}])(?:(?:our|my) (?:counter-? ?)?(?:suggestion|proposal|offer) (?:is|would be)|(?:how|what) about (?=(?:the |next )?[\\p{L}\\d]+)|(?:i|we)(?:'d| would| will|'ll| can| could)?(?: like to)? (?:suggest|propose|counter with|counter-propose)))",
  '(?:(?<![\\p{L}])(?:can|could|may|might|shall) (?:i|we) (?:please |also |instead |possibly |perhaps )?(?:propose|suggest|offer|make|move|push|do|deliver|have (?:until|till)|get (?:until|it to you|this to you|them to you)|send|hand|postpone|shift|extend|deliver|bring|say)(?![\\p{L}]))',
  '(?:(?<![\\p{L}])(?:can|could|would) you (?:please |possibly )?[^?]{3,90}? (?:instead|rather than)(?![\\p{L}]))',
  '(?:(?<![\\p{L}])(?:would|is|does|how about|what about|will) (?:it be (?:ok|okay|fine|all right) if i|[\\p{L}\\d ]{3,40}? (?:work|be ok|be okay|be fine|do|suit|ok|okay|fine|all right)(?: for you)?(?: too| instead)?))',
  "(?:(?:let me|let's|lets|let us) (?:move|push|shift|postpone|delay|reschedule) (?:it|this|that|them|the [\\p{L} ]{2,40}?) (?:back )?(?:to|until|till)(?![\\p{L}]))",
  '(?:not (?:on |by )?(?:the )?[\\p{L}\\d]+(?: after all)?,? but (?:on |by )?(?=(?:the )?[\\p{L}\\d]+))',
  "(?:(?<thing>[\\p{L}' ]{3,40}?) (?:is|are) (?:going to be|gonna be|now) (?=(?:on |next )?[\\p{L}]+day))",
  "(?:(?:is|would be|'d be|'s) (?:more realistic|safer|the earliest (?:i|we) can|the new date|the best (?:i|we) can do|a safer bet)(?![\\p{L}]))",
  // Spanish, Portuguese
  '(?:(?<who>(?:lo|la|los|las|el|esto)? ?(?:aplazamos|aplazo|posponemos|pospongo|retrasamos|retraso|movemos|muevo|pasamos|paso|dejamos|dejo|cambiamos|cambio|adiamos|adio|remarcamos))(?: [\\p{L} ]{2,40}?)? (?:al|a la|para el|hasta el|para|ate)(?![\\p{L}]))',
  '(?:(?<thing>el|la|los|las) [\\p{L} ]{3,40}? (?:pasa|pasan) (?:del? [\\p{L}\\d ]{1,20} )?(?:al?|para)(?![\\p{L}]))',
  '(?:(?<thing>el|la|los|las|o|a|os|as) [\\p{L} ]{3,40}? (?:se (?:retrasa|retrasan|aplaza|aplazan|pospone|posponen|mueve)|saldran?|llegaran?|sale|salen|llega|llegan|sera|fica|ficam|foi adiad[oa]|chega|sai)(?![\\p{L}]))',
  '(?:(?<who>necesito|necesitamos|preciso|precisamos)(?: de)? (?:hasta|mas tiempo|ate))',
  '(?:(?<![\\p{L}])(?:puede|podria|podemos|podriamos|pode|podia) ser (?:el|la|para el|na|no))',
  // German
  '(?:(?<thing>der|die|das|unser[e]?|ihr[e]?) [\\p{L} -]{3,40}? (?:verschiebt sich|verzogert sich|kommt (?:erst|nun|jetzt)|kommen (?:erst|nun|jetzt)|verschieben sich|geht (?:erst|nun)|gehen (?:erst|nun)|wird (?:auf|erst))(?![\\p{L}]))',
  '(?:(?<who>(?:ich|wir) (?:verschiebe|verschieben|verlege|verlegen|brauche noch bis|brauchen noch bis|brauche bis|brauchen bis|benotige bis|benotigen bis)|(?:verschiebe|verschieben|brauche|brauchen) (?:ich|wir))(?![\\p{L}]))',
  '(?:(?<![\\p{L}])(?:geht|passt|reicht|ginge|ware) (?:es |das |dir |ihnen |euch )?(?:auch )?(?:am|bis|noch))',
  // French
  "(?:(?<thing>le|la|les|notre|nos|votre|l')[\\p{L} '-]{3,40}? (?:est|sont|sera|seront) (?:reporte|decale|repousse|retarde)[\\p{L}]*(?![\\p{L}]))",
  "(?:(?<who>je|nous) (?:dois |devons )?(?:reporte|reportons|reporter|decale|decalons|decaler|repousse|repoussons|repousser)(?![\\p{L}])|(?<who>j'ai|nous avons) besoin (?:jusqu|de plus))",
];
const moved = compile(moving.join('|'), 'u');
const instead =
  /\binstead\b|\brather than\b|\bnot (?:on )?\w+day\b|\bnow\b|\bin place of\b|\ben (?:vez|lugar)\b|\ben su lugar\b|\bstatt|\bau lieu\b|\bem vez\b|\berst\b|\bslip|\bpush|\bpostpone|\bdelay|\breschedul|\bmove|\bshift|\bretras|\baplaz|\bpospon|\bverschieb|\bverzoger|\breport|\bdecal|\brepouss|\badia|\bput back\b|\bnew (?:date|deadline|delivery|eta)|\brevised\b|\bneed (?:until|till|up to|another|more time|longer|\w+ more)|\bpasan? (?:de|al)|\bpromised\b|\b(?:was|were) (?:due|supposed|meant)|\bnueva fecha|\bneuer termin/;
/** What is held, not delivered: to move it moves nothing that anybody owes. */
const occasions =
  /\b(?:meeting|fair|call|concert|match|flight|train|party|trip|exam|hearing|lunch|dinner|conference|reunion|feria|vuelo|tren|fiesta|termin|treffen|messe|zug|fest|sitzung|besprechung|reuniao|voo|rendez-vous|vol|fete)\b/;
const pronoun = /\b(?:it|this|that|them|these|lo|la|los|las|es|das|le|les|cela|isso|o)\b/;
const goods =
  /\b(?:deliver|ship|order|parcel|box|goods|payment|refund|report|draft|quote|invoice|contract|document|file|sample|proof|copies|pallet|part|update|release|design|drawing|list|papers?|paperwork|certificate|manual|install|repair|entreg|pedid|envio|lieferung|sendung|rechnung|livraison|commande)/;

/** The new date that a sentence sets or asks for, in place of an earlier one; null where it moves nothing that is owed. */
export function moveIn(scene: Scene, passage: Passage, before: readonly Found[]): Found | null {
  const match = moved.exec(passage.fold);
  if (!match) return null;
  const groups = groupsOf(match);
  const voice = scene.voice(passage.message);
  if (!voice.speaker) return null;
  const end = passage.fold.length;
  const due = dueIn(scene, passage, { start: match.index, end }) ?? dueIn(scene, passage, { start: 0, end });
  const open = openBefore(scene, before);
  const topic = topicOf(passage.fold);
  const old =
    meantBefore(scene, open, topic, null, pronoun.test(passage.fold) || passage.question) ??
    (groups.who ? (open.find((one) => sameSide(scene.who, one.debtor, voice.speaker)) ?? null) : null);
  // "They come on Friday" speaks of something else, unless it is told apart or on the same matter.
  if (groups.thing && !instead.test(passage.fold) && !(old && shared(old.topic, topic) > 0)) return null;
  if (due === null && !(old && /\bneed|\bnecesit|\bbrauch|\bbesoin|\bprecis/.test(match[0]))) return null;
  const asked = old === null && passage.question ? requestBefore(scene, passage) : null;
  if (passage.question && old === null && asked === null) return null;
  if (old && due?.due && old.due?.slice(0, 10) === due.due.slice(0, 10)) return null;
  if (!old && !asked && !(instead.test(passage.fold) && (groups.who || goodsMoved(scene, passage)))) return null;
  const self = speaking(voice, /^we\b|amos\b|^wir\b|^nous\b/.test(groups.who ?? ''));
  const firmSpeaks = old?.debtor?.name === null && groups.who !== undefined && sameSide(scene.who, old.debtor, self);
  const debtor = firmSpeaks ? self : (old?.debtor ?? self);
  const start = passage.question ? 0 : match.index;
  return {
    start: passage.start + start,
    end: passage.end,
    deed: passage.start + match.index,
    passage,
    debtor,
    creditor: old?.creditor ?? asked?.asker ?? creditorOf(scene, passage, debtor),
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: null,
    status: asked ? 'proposed' : 'renegotiated',
    confidence: old ? 0.75 : 0.55,
    rule: 'moved',
    topic: new Set([...topic, ...(old?.topic ?? asked?.topic ?? [])]),
  };
}

/** Without an earlier commitment at hand: something one delivers, or "they" after it was spoken of. */
function goodsMoved(scene: Scene, passage: Passage): boolean {
  const before = scene.passages[passage.index - 1];
  return (
    (!occasions.test(passage.fold) &&
      /\binstead\b|\brather than\b|\ben (?:vez|lugar)\b|\bstatt\b|\berst\b|\bau lieu\b|\bem vez\b/.test(
        passage.fold,
      )) ||
    goods.test(passage.fold) ||
    (before?.message === passage.message &&
      /\b(?:they|it|these|those)\b/.test(passage.fold) &&
      /\b(?:told|promised|said|would|should|were to|was to|due|planned|expected)\b/.test(before.fold))
  );
}

const handing = compile(
  "(?<![\\p{L}])(?:i|we)(?:'m| am|'ve| have|'ll| will|'re| are| had to)? (?:hand(?:ing|ed)?|pass(?:ing|ed)?|giv(?:e|ing|en)|gave|transfer(?:ring|red)?|delegat(?:e|ed|ing)|assign(?:ed|ing)?|mov(?:e|ed|ing)|turn(?:ed|ing)?|leav(?:e|ing)|left)(?: over| on)? (?:this|it|that|them|these|the [\\p{L}\\d' -]{2,50}?|your [\\p{L}\\d' -]{2,50}?|my [\\p{L}\\d' -]{2,50}?|everything)(?: over| on)? (?:to|with) (?<to>[\\p{L}][\\p{L}'-]+(?: [\\p{L}][\\p{L}'-]+)?)|(?<![\\p{L}])(?:now |from here |from now on )?(?:sits?|rests?|lies?|falls?|goes|go|passes|is|are|will be) (?:now |over )?(?:in the (?:capable |safe )?hands of|down to|over to|passed to|handed to|with|to) (?<to>[\\p{L}][\\p{L}'-]+ [\\p{L}][\\p{L}'-]+)(?= (?:from|now|who|as|in|instead|to)|[.,;]|$)|(?:se lo|lo|la) (?:paso|pasamos|dejo|he pasado|hemos pasado|encargo) a (?<to>[\\p{L}]+)|ich (?:ubergebe|gebe)(?: das| es| die [\\p{L} ]{2,30}?| den [\\p{L} ]{2,30}?)?(?: weiter)? an (?<to>[\\p{L}]+)|je (?:confie|passe|transmets) (?:cela|ca|le dossier|[\\p{L}' ]{2,30}?) a (?<to>[\\p{L}]+)|passo (?:isto|isso) (?:ao|a) (?<to>[\\p{L}]+)",
  'du',
);

/** "I'm handing the pack to Ruth": Ruth owes it from now on. */
export function handOverIn(scene: Scene, passage: Passage, before: readonly Found[]): Found | null {
  if (passage.question) return null;
  const match = handing.exec(passage.fold);
  const range =
    match && Object.entries(match.indices?.groups ?? {}).find(([name, at]) => name.startsWith('to') && at)?.[1];
  if (!match || !range) return null;
  const words = passage.text.slice(range[0], range[1]);
  const named = nameAt(scene, words, false) ?? nameAt(scene, words.split(' ')[0] ?? '', false);
  const voice = scene.voice(passage.message);
  if (!named || named.party.name === null || sameParty(named.party, voice.addressee)) return null;
  const topic = topicOf(passage.fold);
  const old = meantBefore(scene, openBefore(scene, before), topic, null, true);
  const due = dueIn(scene, passage, { start: 0, end: passage.fold.length });
  if (!old && !due) return null;
  return {
    start: passage.start + match.index,
    end: passage.end,
    deed: passage.start + match.index,
    passage,
    debtor: named.party,
    creditor: old?.creditor ?? creditorOf(scene, passage, named.party),
    due: due?.due ?? old?.due ?? null,
    precision: due?.precision ?? old?.precision ?? 'none',
    condition: null,
    status: 'delegated',
    confidence: old ? 0.8 : 0.6,
    rule: 'handed-over',
    topic: new Set([...topic, ...(old?.topic ?? [])]),
  };
}
