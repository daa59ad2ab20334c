// Rows of a table of tasks: one cell is a person, one the task, one perhaps the date.
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { creditorOf, nameAt } from './parties.js';
import type { Scene } from './scene.js';

interface Cell {
  text: string;
  start: number;
  end: number;
}

/** The task of a row such as "| Tom | Book the inspection | 20 March |", or null. */
export function rowIn(scene: Scene, passage: Passage): Found | null {
  if (!/^\s*\|?.+\|.+/.test(passage.text) || /^[\s|:-]+$/.test(passage.text)) return null;
  const cells = cellsOf(passage.text);
  if (cells.length < 2) return null;
  const owner =
    cells.find((cell) => nameAt(scene, cell.text, false)?.known === true && cell.text.split(/\s+/).length <= 3) ??
    ownerByHead(scene, passage, cells);
  const rest = cells.filter((cell) => cell !== owner).sort((a, b) => b.text.length - a.text.length);
  const task = rest.find((cell) => /\p{L}{3,} \p{L}/u.test(cell.text));
  if (!owner || !task) return null;
  const debtor = nameAt(scene, owner.text, false)?.party ?? { name: owner.text, address: null, organisation: null };
  const due = dueIn(scene, passage, { start: 0, end: passage.text.length }, owner);
  if (passage.message !== null && !due?.due) return null;
  const state = cells
    .map((cell) => cell.text.toLowerCase())
    .find((words) => /^(?:done|completed|closed|erledigt|hecho|fait|feito|cancelled|canceled)$/.test(words));
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

const ownerHead =
  /^(?:who|owner|responsible|name|assignee|assigned to|person|lead|wer|verantwortlich\p{L}*|zustandig|quien|responsable|encargad[oa]|qui|quem|responsavel)$/u;
const idleRow = /^(?:nothing|none|n\/a|no action|nichts|nada|rien|-+|on leave|holiday|tbc|tbd)/;

/** The cell under "who" or "owner", where the table's first row says so: also a name that nobody knows. */
function ownerByHead(scene: Scene, passage: Passage, cells: readonly Cell[]): Cell | undefined {
  for (let i = passage.index - 1; i >= Math.max(0, passage.index - 60); i--) {
    const row = scene.passages[i];
    if (!row?.text.includes('|')) return undefined;
    const at = cellsOf(row.fold).findIndex((cell) => ownerHead.test(cell.text));
    if (at < 0) continue;
    const cell = cells[at];
    const others = cells.filter((other) => other !== cell);
    const isName = cell && /^\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){0,2}$/u.test(cell.text);
    return isName && !others.some((other) => idleRow.test(fold(other.text))) ? cell : undefined;
  }
  return undefined;
}

function cellsOf(text: string): Cell[] {
  const out: Cell[] = [];
  let from = 0;
  for (const part of text.split('|')) {
    const lead = part.length - part.trimStart().length;
    const words = part.trim();
    if (words !== '') out.push({ text: words, start: from + lead, end: from + lead + words.length });
    from += part.length + 1;
  }
  return out;
}
