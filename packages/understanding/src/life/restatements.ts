// Which commitment of the thread a statement tells again, moves or hands over.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import { type Found, shared } from '../extract/found.js';
import { type HeardScene, sameSide } from '../extract/scene.js';
import { sameParty } from '../who.js';
import type { Life } from './open.js';

const pronoun = /\b(?:it|this|that|them|these|those|one|lo|la|los|las|es|das|sie|le|les|cela|ca|isso|o)\b/;

/** The open commitment that is meant; null where the statement is a new one. */
export function sameAgain(
  scene: HeardScene,
  found: Found,
  status: CommitmentStatus,
  open: readonly Life[],
): Life | null {
  const theirs = (life: Life) => sameSide(scene.who, life.debtor, found.debtor);
  const numbers = numbersIn(found);
  const before = open.filter((life) => life.statements.at(-1)?.found !== found && !isOther(life, numbers));
  if (status === 'delegated') {
    const others = before.filter((life) => !sameParty(life.debtor, found.debtor));
    return closest(others, found, 0) ?? others.at(-1) ?? null;
  }
  const own = before.filter(theirs);
  if (status === 'renegotiated') {
    const near = closest(own, found, 0) ?? closest(before, found, 0);
    // What names a matter of its own moves nothing else: only "it", or words of moving, mean the latest.
    return near ?? (found.rule === 'moved' || found.topic.size <= 1 ? latest(own, found) : null);
  }
  const same = closest(own, found, found.due === null ? 0.5 : 0.6);
  if (same) return same;
  const only = own.length === 1 && !toldHere(scene, found, own[0] as Life) ? own[0] : undefined;
  const vague = pronoun.test(found.passage.fold) && found.topic.size <= 1;
  return only && vague && (only.status === 'proposed' || found.due === null || only.due === found.due) ? only : null;
}

/** The life was last told in the same message: one does not tell a thing again in the next sentence, and vaguely. */
const toldHere = (scene: HeardScene, found: Found, life: Life): boolean => {
  const last = life.statements.at(-1)?.found.passage;
  return last !== undefined && last.message === found.passage.message && scene.passages.includes(last);
};

/** "Lot 9", "invoice 2214", "order PO-77": a number that tells one such thing from another. */
const numbered =
  /\b(?:lots?|no|nr|num|number|nummer|numero|orders?|invoices?|items?|phases?|parts?|batch|batches|units?|rooms?|sites?|po|tickets?|cases?|sections?|clauses?|versions?|drawings?|ref|reference|plots?|floors?|gates?|building|posten|auftrag|rechnung|pedido|factura|fatura|lote|commande|facture)\.? ?#?((?:[a-z]{1,4}-?)?\d[\d/-]*)(?![\p{L}\d]| ?(?:%|am\b|pm\b|days?\b|weeks?\b|january|february|march|april|may\b|june|july|august|september|october|november|december))/gu;

function numbersIn({ passage, start, end }: Found): Set<string> {
  const words = passage.fold.slice(Math.max(0, start - passage.start), Math.max(0, end - passage.start));
  return new Set([...words.matchAll(numbered)].map(([, number]) => number as string));
}

/** Both name numbered things, and none in common: the drawings for lot 9 are not those for lot 1. */
function isOther(life: Life, numbers: ReadonlySet<string>): boolean {
  const known = life.statements.flatMap(({ found }) => [...numbersIn(found)]);
  return numbers.size > 0 && known.length > 0 && !known.some((number) => numbers.has(number));
}

/** The one that shares most of the words; at least one word, and at least that part of the fewer. */
function closest(lives: readonly Life[], found: Found, part: number): Life | null {
  let best: Life | null = null;
  let most = 0;
  for (const life of lives) {
    const n = shared(life.topic, found.topic);
    const small = Math.min(life.topic.size, found.topic.size);
    if (n > most && n >= small * part && (part === 0 || n >= Math.min(2, small) || life.due === found.due))
      [best, most] = [life, n];
  }
  return best;
}

function latest(lives: readonly Life[], found: Found): Life | null {
  return lives.length === 1 || pronoun.test(found.passage.fold) ? (lives.at(-1) ?? null) : null;
}
