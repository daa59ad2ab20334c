// The columns of a table of tasks, as its head names them: who, what, by when.
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import type { Scene } from './scene.js';

export interface Cell {
  text: string;
  start: number;
  end: number;
  /** Its place in the row, from 0. */
  column: number;
}

export interface Columns {
  owner: number;
  task: number | null;
  due: number | null;
  /** True for the head itself. */
  isHead: boolean;
}

const owners =
  /^(?:(?:action |task )?owners?|who|responsible|responsibility|resp\.?|assignee|assigned(?: to)?|by whom|person|lead|pic|verantwortlich(?:e[rn]?)?|zustandig|wer|responsable|quien|qui|responsavel|quem)$/;
const actions =
  /^(?:actions?(?: items?| points?)?|tasks?|what|to[ -]?dos?|items?|descriptions?|deliverables?|next steps?|activity|aufgaben?|massnahmen?|was|tareas?|acciones|accion|que|taches?|quoi|actions? a mener|tarefas?|acao|acoes)$/;
const days =
  /^(?:due(?: date| by| on)?|deadline|by when|when|target(?: date)?|date|until|finish|end(?: date)?|fallig(?: am)?|bis(?: wann)?|termin|frist|fecha(?: limite)?|plazo|vencimiento|cuando|echeance|date limite|quand|pour le|prazo|data)$/;

const known = new WeakMap<Passage, Columns | null>();

/** The columns of the table in which a row stands, from its first row; null where that names no owner beside a task or a day. */
export function columnsOf(scene: Scene, passage: Passage): Columns | null {
  let at = passage.index;
  const before = (index: number) => scene.passages[index - 1];
  const open: Passage[] = [];
  let columns: Columns | null = null;
  for (;;) {
    const row = scene.passages[at];
    if (!row) break;
    const told = known.get(row);
    if (told !== undefined) {
      columns = told && { ...told, isHead: false };
      break;
    }
    open.push(row);
    const above = before(at);
    if (!above || !isRow(above) || above.message !== row.message) break;
    at--;
  }
  for (const row of open.reverse()) {
    const head = headOf(row);
    columns = head ?? (columns && { ...columns, isHead: false });
    known.set(row, columns);
  }
  return known.get(passage) ?? columns;
}

const isRow = (passage: Passage) => passage.text.startsWith('|');

function headOf(row: Passage): Columns | null {
  if (row.text.length > 400) return null;
  const heads = cellsOf(row.text).map((cell) => ({ ...cell, text: fold(cell.text).replace(/[*_:]/g, '').trim() }));
  const find = (pattern: RegExp) => heads.find(({ text }) => pattern.test(text))?.column ?? null;
  const [owner, task, due] = [find(owners), find(actions), find(days)];
  return owner !== null && (task !== null || due !== null) ? { owner, task, due, isHead: true } : null;
}

/** The cells of a row that hold something, with their offsets. */
export function cellsOf(text: string): Cell[] {
  const out: Cell[] = [];
  const lead = text.startsWith('|') ? 1 : 0;
  let from = 0;
  for (const [index, part] of text.split('|').entries()) {
    const space = part.length - part.trimStart().length;
    const words = part.trim();
    if (words !== '')
      out.push({ text: words, start: from + space, end: from + space + words.length, column: index - lead });
    from += part.length + 1;
  }
  return out;
}
