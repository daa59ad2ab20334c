// The clause of a sentence in which a cue stands: where it begins, where it ends, and the condition in it.
import type { Speech } from '../cues.js';
import { oneOf, weekdays } from '../deadline/lexicon.js';
import type { Passage } from '../passage.js';

export interface Segment {
  /** Offsets into the passage's text. */
  start: number;
  end: number;
  condition: { start: number; end: number } | null;
  /** True where the other side has to agree first. */
  needsAgreement: boolean;
}

/** Words that begin a time or a condition said before the clause: "In two weeks …", "If you confirm, …". */
const leads = new RegExp(
  `^ *(?:and |but |so |then |also |y |pero |und |aber |et |mais |e |mas )?(?:if|once|when|as soon as|unless|provided|assuming|should you|subject|upon|give (?:me|us)|on|by|in|at|within|before|after|until|from|during|this|next|tomorrow|tonight|today|first thing|over the|later|then|si|cuando|en|el|antes|a partir|a primera|para|pasado|hoy|esta|este|la semana|la proxima|dentro|manana|a mas tardar|como muy tarde|wenn|sobald|falls|sofern|am|bis|morgen|heute|ab|nachste|kommende|im|nach|ubermorgen|spatestens|demain|avant|des que|d'ici|lorsque|sous|dans|amanha|na|no|ate|se|quando|assim|caso|de \\d|entre|as \\d|a \\d|um \\d|gegen|von \\d|das \\d|por la|sin falta|d'ici|mi-|debut|fin|le \\d|den \\d|dem \\d|dia \\d|innert|innerhalb|binnen|nachher|depois|logo|pour|ce|cette|cet|${oneOf(Object.keys(weekdays))})(?![\\p{L}])`,
  'u',
);
const strongBreak = /[;:(–—]|\s-\s|\.\.\./g;
const softBreak = /,\s|\s(?:que|that|dass|and|but|so|y|pero|und|aber|et|mais|e|mas)\s/g;

/**
 * The clause around a cue. `at`: where the cue begins, `deed`: where its verb does; `limit`: where the next cue of the sentence begins, or its end;
 * `floor`: where the cue before it ends, or 0.
 */
export function segmentOf(
  passage: Passage,
  speech: Speech,
  cue: { at: number; deed: number },
  limit: number,
  floor: number,
): Segment {
  const { fold } = passage;
  const { at } = cue;
  const start = leadStart(fold, at, floor);
  let end = limit;
  const stop = fold.slice(at, limit).search(/;|\s-\s(?=i |we |it |the |please |he |she |you )/);
  if (stop > 0) end = at + stop;
  if (end < fold.length) end = at + trimmedEnd(fold.slice(at, end));
  const condition = conditionIn(passage, speech, { start, ...cue, end });
  const rest = fold.slice(start, stop > 0 ? Math.min(fold.length, limit + 60) : limit);
  return { start, end, condition, needsAgreement: speech.agreement.test(rest) };
}

function leadStart(fold: string, at: number, floor: number): number {
  const head = fold.slice(0, at);
  let from = floor;
  for (const match of head.matchAll(strongBreak)) from = Math.max(floor, match.index + match[0].length);
  const first = floor > 0 && from === floor ? [] : [from];
  const cuts = [...first, ...[...head.slice(from).matchAll(softBreak)].map((m) => from + m.index + m[0].length)];
  let start = at;
  for (let i = cuts.length - 1; i >= 0; i--) {
    const cut = cuts[i] as number;
    if (head.slice(cut, start).trim() !== '' && !leads.test(head.slice(cut, start))) break;
    start = cut;
  }
  return start + (fold.slice(start, at).length - fold.slice(start, at).trimStart().length);
}

/** Cuts what only leads to the next clause: "…, and", "… und". */
function trimmedEnd(words: string): number {
  return words.replace(/[\s,;:–—-]*(?:\s(?:and|but|so|then|y|pero|und|aber|et|mais|e|mas))?[\s,;:–—-]*$/, '').length;
}

function conditionIn(
  passage: Passage,
  speech: Speech,
  { start, at, deed, end }: { start: number; at: number; deed: number; end: number },
): Segment['condition'] {
  for (const match of passage.fold.slice(start, end).matchAll(speech.condition)) {
    const from = start + match.index;
    if (match[0] === 'si' && passage.plain.slice(from, from + 2) !== 'si') continue; // "sí" is yes
    if (from >= at && from < deed) continue; // part of the cue: "would it help if I …"
    const comma = passage.fold.indexOf(',', from);
    const to = from < at ? at : comma > from && comma < end ? comma : end;
    return { start: from, end: to };
  }
  return null;
}
