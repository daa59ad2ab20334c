// A walk through a thread, sentence by sentence: each states a commitment, tells one again, or reports what became of one.
import type { CommitmentStatus, DuePrecision } from '@vito/contracts/commitment';
import { dueIn } from '../extract/dues.js';
import type { Found } from '../extract/found.js';
import type { HeardScene } from '../extract/scene.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { isOpen, type Life } from './open.js';
import { reopened, reported } from './reports.js';
import { sameAgain } from './restatements.js';

/** The commitments of a thread, in the order in which they were first said. `scenes`: its documents, oldest first. */
export function walk(scenes: readonly HeardScene[]): Life[] {
  const lives: Life[] = [];
  scenes.forEach((scene, document) => {
    const stated = byPassage(scene.found);
    scene.passages.forEach((passage) => {
      const here = stated.get(passage.index) ?? [];
      for (const change of reopened(scene, passage, lives.filter(isReported))) {
        apply(change.life, { document, start: passage.start, end: passage.end, ...change });
      }
      const over = lives.filter((life) => !isOpen(life));
      for (const change of reported(scene, passage, here, lives.filter(isOpen), over)) {
        apply(change.life, { document, start: passage.start, end: passage.end, ...change });
      }
      for (const found of here) state(scene, document, found, lives);
    });
    closeTalk(scene, document, lives);
  });
  for (const life of lives) if (life.due === null) resolveLater(life, scenes);
  return lives;
}

/** Told to be done by the one who owes it, and by nobody else. */
const isReported = (life: Life): boolean =>
  life.status === 'fulfilled' && life.changes.at(-1)?.rule === 'reported-done';

function byPassage(found: readonly Found[]): Map<number, Found[]> {
  const out = new Map<number, Found[]>();
  for (const one of found) out.set(one.passage.index, [...(out.get(one.passage.index) ?? []), one]);
  return out;
}

interface Outcome {
  document: number;
  start: number;
  end: number;
  status: CommitmentStatus;
  due?: string | null;
  precision?: DuePrecision;
  rule: string;
}

function apply(life: Life, outcome: Outcome): void {
  life.status = outcome.status;
  if (outcome.due !== undefined) [life.due, life.precision] = [outcome.due, outcome.precision ?? 'day'];
  life.asked = null;
  const { document, start, end, status, rule } = outcome;
  life.changes.push({ document, start, end, status, due: life.due, debtor: life.debtor, rule });
}

/** A statement begins a life, or goes on with one. */
function state(scene: HeardScene, document: number, found: Found, lives: Life[]): void {
  const status = found.said ?? found.status;
  const life = sameAgain(scene, found, status, lives.filter(isOpen));
  if (!life) {
    const { due, precision, debtor, creditor, topic } = found;
    const statements = [{ document, found }];
    lives.push({ statements, changes: [], status, due, precision, debtor, creditor, topic, asked: null });
    return;
  }
  const moved = found.due !== null && life.due !== null && found.due.slice(0, 10) !== life.due.slice(0, 10);
  const isQuestion = found.passage.question && status === 'renegotiated';
  life.asked = isQuestion ? { due: life.due, precision: life.precision, status: life.status } : null;
  life.statements.push({ document, found });
  if (found.due !== null) [life.due, life.precision] = [found.due, found.precision];
  if (status === 'delegated') life.debtor = found.debtor;
  life.status = next(life.status, status, moved);
  life.topic = new Set([...life.topic, ...found.topic]);
  const { start, end, rule } = found;
  life.changes.push({ document, start, end, status: life.status, due: life.due, debtor: life.debtor, rule });
}

/** How a commitment stands once it was told again with this status. */
function next(before: CommitmentStatus, told: CommitmentStatus, moved: boolean): CommitmentStatus {
  if (told === 'delegated') return 'delegated';
  if (before === 'proposed') return told === 'renegotiated' ? 'proposed' : told;
  if (moved || told === 'renegotiated') return 'renegotiated';
  return before;
}

/** What the chat's own reading saw of the end of a promise. */
function closeTalk(scene: HeardScene, document: number, lives: readonly Life[]): void {
  if (!isTalk(scene.reading)) return;
  for (const life of lives.filter(isOpen)) {
    const last = life.statements.at(-1);
    if (last?.document !== document || last.found.status === life.status || last.found.said === undefined) continue;
    const { start, end } = last.found;
    apply(life, { document, start, end, status: last.found.status, rule: 'talk-outcome' });
  }
}

/** "Within 10 days of receipt": the day is known once a later document tells when that was. */
function resolveLater(life: Life, scenes: readonly HeardScene[]): void {
  for (const { document, found } of life.statements) {
    const scene = scenes[document] as HeardScene;
    const known = { ...scene, earlier: [...scene.earlier, ...scenes.slice(document + 1)] };
    const due = dueIn(known, found.passage, rangeIn(found.passage, found));
    if (!due?.due) continue;
    [life.due, life.precision] = [due.due, due.precision];
    return;
  }
}

const rangeIn = (passage: Passage, found: Found) => ({
  start: Math.max(0, found.start - passage.start),
  end: Math.max(0, found.end - passage.start),
});
