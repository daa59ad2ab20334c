// Weighing an answer against the rules and the source. Precision first: the model fills what the rules left open; where it
// contradicts them, theirs stays and is less sure; what it cannot quote does not count.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { ModelVerdict } from '@vito/contracts/model';
import type { Party } from '@vito/contracts/reading';
import { handedOut } from '../extract/finish.js';
import { type Scene, sameSide } from '../extract/scene.js';
import { foldSpaces } from '../fold.js';
import type { Passage } from '../passage.js';
import type { AnswerItem } from './answer.js';
import { type DueSaid, dueSaid, sameDay } from './due-words.js';
import { partyNamed } from './present.js';
import { isSame, type Part } from './question.js';
import { createSource, type Place, quotePlaces, type Source } from './source.js';

/** A commitment with what the model said of it; null: it said nothing. */
export type Checked = ExtractedCommitment & { verdict: ModelVerdict | null };

export interface Weighed {
  /** What the answer makes of each finding it names; null: withdrawn. */
  judged: Map<string, Checked | null>;
  added: Checked[];
  /** Items refused: their words or people are not in the document, or they are about no finding. */
  untrue: number;
}

/** Findings less sure than this are dropped when the model drops them; surer ones stay, doubted. */
export const unsure = 0.6;
const contradicted = 0.15;
const mostForAdded = 0.7;
const leastForAdded = 0.5;

interface Weighing {
  scene: Scene;
  source: Source;
  people: readonly Party[];
  /** The rule's name of what the model finds by itself. */
  rule: string;
}

/** Weighs the items of one answer. `model` names it. */
export function weigh(
  scene: Scene,
  part: Part,
  people: readonly Party[],
  items: readonly AnswerItem[],
  model: string,
): Weighed {
  const weighing: Weighing = { scene, source: createSource(part.passages), people, rule: `model:${model}` };
  const out: Weighed = { judged: new Map(), added: [], untrue: 0 };
  const taken: { start: number; end: number }[] = [...part.found.values()];
  for (const item of items) {
    const id = item.about ?? '';
    const finding = part.found.get(id);
    if (item.verdict === 'new') {
      const added = newOne(weighing, item, taken);
      if (added === 'untrue') out.untrue++;
      else if (added) {
        out.added.push(added);
        taken.push(added);
      }
    } else if (!finding || !aboutIt(weighing, part, finding, item)) out.untrue++;
    else if (!out.judged.has(id)) {
      const judged = item.verdict === 'drop' ? doubted(finding) : agreed(weighing, finding, item);
      if (judged === 'untrue') out.untrue++;
      else out.judged.set(id, judged);
    }
  }
  return out;
}

/** The quote stands in the sentences in which the finding stands. */
function aboutIt({ source }: Weighing, part: Part, finding: ExtractedCommitment, item: AnswerItem): boolean {
  const near = part.passages.filter((p) => p.start < finding.end && finding.start < p.end);
  return quotePlaces(source, item.quote).some((place) => near.some((p) => place.start < p.end && p.start < place.end));
}

function doubted(finding: ExtractedCommitment): Checked | null {
  if (finding.confidence < unsure) return null;
  return { ...finding, confidence: rounded(finding.confidence / 2), verdict: 'doubted' };
}

function agreed(weighing: Weighing, finding: ExtractedCommitment, item: AnswerItem): Checked | 'untrue' {
  const { scene, source, people } = weighing;
  const place = { start: finding.start, end: finding.end, message: messageAt(scene, finding.start) };
  const debtor = partyNamed(scene, people, item.debtor);
  const creditor = partyNamed(scene, people, item.creditor);
  const due = dueSaid(scene, source, place, item);
  if (debtor === undefined || creditor === undefined || due.kind === 'untrue') return 'untrue';
  const whole: Checked = { ...finding, verdict: 'confirmed' };
  let against = 0;
  const fill = (change: Partial<Checked>) => Object.assign(whole, change, { verdict: 'completed' });
  for (const [role, told] of [
    ['debtor', debtor],
    ['creditor', creditor],
  ] as const) {
    const before = finding[role];
    if (told === null) continue;
    if (before === null) fill({ [role]: told });
    else if (!isSame(before, told) && !sameSide(scene.who, before, told)) against++;
  }
  if (finding.due === null && due.kind === 'said' && due.told) fill(due.told);
  if (isContradicted(finding, item, due)) against++;
  const condition = finding.condition === null ? conditionOf(source, place, item) : null;
  if (condition !== null) fill({ condition });
  const { confidence } = finding;
  const surer = Math.max(confidence, Math.min(0.97, (1 + confidence) / 2));
  whole.confidence = rounded(against === 0 ? surer : Math.max(0.05, confidence - contradicted * against));
  return whole;
}

/** The model reads another day than our rules do, from the same words or from others. */
function isContradicted(finding: ExtractedCommitment, item: AnswerItem, due: DueSaid): boolean {
  if (due.kind !== 'said') return false;
  if (!due.agrees) return true;
  if (finding.due === null) return false;
  if (due.told) return !sameDay(finding.due, due.told.due);
  return item.due != null && !sameDay(finding.due, item.due);
}

function newOne(
  weighing: Weighing,
  item: AnswerItem,
  taken: readonly { start: number; end: number }[],
): Checked | null | 'untrue' {
  const { scene, source, people } = weighing;
  const places = quotePlaces(source, item.quote);
  if (places.length === 0) return 'untrue';
  const place = places.find((one) => !taken.some((other) => one.start < other.end && other.start < one.end));
  const debtor = partyNamed(scene, people, item.debtor);
  const creditor = partyNamed(scene, people, item.creditor);
  if (debtor === undefined || creditor === undefined) return 'untrue';
  const said = place ?? (places[0] as Place);
  const due = dueSaid(scene, source, said, item);
  if (due.kind === 'untrue') return 'untrue';
  const passage = scene.saidIn(said.message).find((one) => one.start <= said.start && said.start < one.end);
  // Known already, of nobody, or asked: nothing to propose.
  if (!place || !passage || debtor === null || passage.question) return null;
  const against = due.kind === 'said' && !due.agrees ? contradicted : 0;
  const confidence = Math.min(mostForAdded, item.confidence ?? 0.6) - against;
  if (confidence < leastForAdded) return null;
  const told = due.kind === 'said' ? due.told : null;
  return {
    ...handedOut(scene.reading, {
      ...place,
      deed: deedOf(scene, passage, place, item),
      passage,
      debtor,
      creditor,
      due: told?.due ?? null,
      precision: told?.precision ?? 'none',
      condition: conditionOf(source, place, item),
      // Only for oneself, or one's firm, can somebody promise: what is said of others is proposed.
      status:
        item.status === 'accepted' && sameSide(scene.who, debtor, scene.voice(place.message).speaker)
          ? 'accepted'
          : 'proposed',
      confidence,
      rule: weighing.rule,
      topic: new Set(),
    }),
    verdict: 'added',
  };
}

/** Where in the quote the deed begins: at the action that the model copied, else at its begin. */
function deedOf(scene: Scene, passage: Passage, place: Place, item: AnswerItem): number {
  if (!item.action) return place.start;
  const [at] = createSource([passage]).places(item.action);
  const inside = at && place.start <= at.start && at.end <= place.end;
  return inside && scene.reading.text.slice(at.start, at.end).trim() !== '' ? at.start : place.start;
}

/** A condition counts only in the words of the message itself, as it writes them. */
function conditionOf(source: Source, place: Place, item: AnswerItem): string | null {
  if (!item.condition) return null;
  const stands = quotePlaces(source, item.condition).some((one) => one.message === place.message);
  return stands ? foldSpaces(item.condition) : null;
}

function messageAt(scene: Scene, offset: number): number | null {
  return scene.passages.find((one) => one.start <= offset && offset < one.end)?.message ?? null;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
