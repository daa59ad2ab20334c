// Rows of a table of tasks: one cell is a person, one the task, one perhaps the date.
import type { FoundDue } from '../deadline.js';
import type { Passage } from '../passage.js';
import { fullDate } from './document-date.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { creditorOf, nameAt } from './parties.js';
import type { Scene } from './scene.js';
import { type Cell, cellsOf, columnsOf } from './table-columns.js';

/** The task of a row such as "| Tom | Book the inspection | 20 March |", or null. */
export function rowIn(scene: Scene, passage: Passage): Found | null {
  if (!/^\s*\|?.+\|.+/.test(passage.text) || /^[\s|:-]+$/.test(passage.text)) return null;
  const cells = cellsOf(passage.text);
  if (cells.length < 2) return null;
  const columns = columnsOf(scene, passage);
  const under = (column: number | null | undefined) => cells.find((cell) => cell.column === column);
  const isName = (cell: Cell, known: boolean) => {
    const name = cell.text.split(/\s+/).length <= 3 ? nameAt(scene, cell.text, false) : null;
    return name !== null && (name.known || !known) && name.length === cell.text.length;
  };
  // Whoever stands under "Owner" is one, known or not.
  const named = under(columns?.owner);
  const owner = named && isName(named, false) ? named : cells.find((cell) => isName(cell, true));
  const rest = cells.filter((cell) => cell !== owner).sort((a, b) => b.text.length - a.text.length);
  const given = under(columns?.task);
  const task = given && /\p{L}{3,}/u.test(given.text) ? given : rest.find((cell) => /\p{L}{3,} \p{L}/u.test(cell.text));
  if (!owner || !task || task === owner || columns?.isHead) return null;
  const debtor = nameAt(scene, owner.text, false)?.party ?? null;
  const by = under(columns?.due);
  const due =
    (by ? (dueIn(scene, passage, by) ?? dayIn(by)) : null) ??
    dueIn(scene, passage, { start: 0, end: passage.text.length }, owner);
  // In a mail, names between bars are rather somebody's signature.
  if (passage.message !== null && !due?.due) return null;
  const state = cells
    .map((cell) => cell.text.toLowerCase())
    .find((words) => /^(?:done|completed?|closed|erledigt|hecho|fait|feito|cancelled|canceled)$/.test(words));
  return {
    start: passage.start,
    end: passage.end,
    deed: passage.start + task.start,
    passage,
    debtor,
    creditor: creditorOf(scene, passage, debtor),
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: null,
    status: state === undefined ? 'accepted' : /^cancel/.test(state) ? 'cancelled' : 'fulfilled',
    confidence: due ? 0.75 : 0.65,
    rule: 'action-row',
    topic: topicOf(passage.fold.slice(task.start, task.end)),
  };
}

/** Even a day that is past is the day by which it was due. */
function dayIn(cell: Cell): Pick<FoundDue, 'due' | 'precision'> | null {
  const due = fullDate(cell.text);
  return due === null ? null : { due, precision: 'day' };
}
