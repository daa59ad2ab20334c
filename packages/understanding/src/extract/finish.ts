// From what was found to what is handed out: one entry a commitment, with its action in words, its page, its folded quote.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { mentions } from '../deadline/mention.js';
import { fold, foldSpaces } from '../fold.js';
import { type Found, shared } from './found.js';

/** Of statements that overlap, the surer; of one deed told twice in a message, the first. In order of place. */
export function distinct(all: readonly Found[]): Found[] {
  const kept: Found[] = [];
  const bySentence = new Map<number, Found[]>();
  for (const one of [...all].sort((a, b) => b.confidence - a.confidence || a.start - b.start)) {
    const beside = bySentence.get(one.passage.index) ?? [];
    if (beside.some((other) => one.start < other.end && other.start < one.end)) continue;
    bySentence.set(one.passage.index, [...beside, one]);
    kept.push(one);
  }
  kept.sort((a, b) => a.start - b.start || a.end - b.end);
  return kept.filter((one, i) => !kept.slice(Math.max(0, i - 20), i).some((other) => toldAgain(other, one)));
}

function toldAgain(first: Found, second: Found): boolean {
  if (first.passage.message !== second.passage.message || first.debtor?.name !== second.debtor?.name) return false;
  if (first.debtor?.organisation !== second.debtor?.organisation) return false;
  const sameDue = first.due === second.due || second.due === null;
  const small = Math.min(first.topic.size, second.topic.size);
  return sameDue && small >= 2 && shared(first.topic, second.topic) >= Math.max(2, small * 0.75);
}

/** One found commitment as it leaves the package. */
export function handedOut(reading: Reading, found: Found): ExtractedCommitment {
  const { start, end } = found;
  return {
    quote: foldSpaces(reading.text.slice(start, end)),
    start,
    end,
    page: reading.pages.find((page) => start >= page.start && start < Math.max(page.end, page.start + 1))?.page ?? null,
    debtor: found.debtor,
    creditor: found.creditor,
    action: actionOf(found, reading.text.slice(found.deed, end), reading.text.slice(start, end)),
    due: found.due,
    precision: found.due === null ? 'none' : found.precision,
    condition: found.condition,
    status: found.status,
    confidence: Math.round(Math.min(0.98, Math.max(0, found.confidence)) * 100) / 100,
    rule: found.rule,
  };
}

/** The deed as a short phrase: from its verb on, without the condition behind it, and without the due that stands beside it. */
function actionOf({ due, rule }: Found, deed: string, quote: string): string {
  const told = rule === 'action-row' ? (deed.split('|')[0] ?? '') : deed; // of a row only the cell of the task
  const words = foldSpaces(told || quote).replace(/[\s.,;:!?]+$/, '');
  const cut = /,? (?:if|once|as soon as|provided|si|wenn|sobald|falls|des que) /.exec(fold(words));
  const unconditional = cut && cut.index > 12 ? words.slice(0, cut.index) : words;
  const short = due === null ? unconditional : withoutDue(unconditional);
  return short.length > 160 ? `${short.slice(0, 157).trimEnd()}…` : short;
}

/** What leads to a date, and goes with it. */
const leads =
  /(?:[,;(]| (?:by|before|on|at|until|till|no later than|not later than|latest|within|in|bis|zum|am|vor|um|spatestens|antes|del?|el|para|hasta|ate|avant|d'ici|au|le|the|and|or))+$/;
/** Such a word is not the end of a phrase. */
const dangling =
  /(?:^| )(?:to|from|of|for|with|or|between|since|a|an|as|than|your|our|this|next|a las|von|nach|zu|mit)$/;

/** What is said behind a date and says nothing of the deed. */
const behind = / (?:instead|(?:at the )?latest|sharp|too|as well|though|then|for sure|at last)$/i;

/** Cuts a date that ends the phrase, as long as what is left still says something. */
function withoutDue(said: string): string {
  const words = said.replace(behind, '');
  const [last] = mentions(words, { dayFirst: true }).slice(-1);
  if (!last || last.lead === 'other' || last.end < words.length) return said;
  const before = words.slice(0, last.start).trimEnd();
  const left = before.slice(0, leads.exec(fold(before))?.index ?? before.length).replace(/[\s,;:(]+$/, '');
  return left.split(' ').length < 2 || dangling.test(fold(left)) ? said : left;
}
