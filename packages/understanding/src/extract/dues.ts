// The due of a clause: the date that is meant as its end, not one that only happens to stand in it.
import { bestDue, type FoundDue, findDues } from '../deadline.js';
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { eventDay } from './events.js';
import type { Scene } from './scene.js';

/** Times that say "at once": not dues. */
const atOnce = /^(?:right now|now|ahora(?: mismo)?|agora|jetzt|maintenant)$/;

/** The due that a part of a passage names (offsets into the passage's text), leaving out `except`; null where none. `late`: past days too. */
export function dueIn(
  scene: Scene,
  passage: Passage,
  range: { start: number; end: number },
  except: { start: number; end: number } | null = null,
  late = false,
): FoundDue | null {
  const { at } = scene.voice(passage.message);
  if (at.now === '') return datedOnly(scene, passage, range);
  const { text, shift } = partOf(passage.text, range, except);
  const eventOf = (words: string) => eventDay(scene, passage, words);
  const found = findDues(text, { ...at, eventDay: eventOf }).filter(
    (due) =>
      due.lead !== 'other' &&
      (late || !(due.past && due.due !== null)) &&
      !atOnce.test(fold(text.slice(due.start, due.end))),
  );
  return moved(bestDue(found), shift) ?? nextMeeting(scene, passage, range);
}

/** Where dates stand in a part of a passage, whatever they are there for (offsets into the passage's text). */
export function datesIn(scene: Scene, passage: Passage, range: { start: number; end: number }) {
  const { at } = scene.voice(passage.message);
  return findDues(passage.text.slice(range.start, range.end), at.now === '' ? { ...at, now: '1990-01-01' } : at).map(
    ({ start, end }) => ({ start: start + range.start, end: end + range.start }),
  );
}

/** Without a reference time only dates that name their year can be told. */
function datedOnly(scene: Scene, passage: Passage, range: { start: number; end: number }): FoundDue | null {
  const { at } = scene.voice(passage.message);
  const { text, shift } = partOf(passage.text, range, null);
  const found = findDues(text, { ...at, now: '1990-01-01', eventDay: (words) => eventDay(scene, passage, words) });
  return moved(bestDue(found.filter((due) => due.lead !== 'other' && (due.absolute || due.due === null))), shift);
}

/** The part alone, so that a long sentence of many clauses is not searched anew for each; two spaces say that it is no beginning. */
function partOf(
  whole: string,
  { start, end }: { start: number; end: number },
  except: { start: number; end: number } | null,
): { text: string; shift: number } {
  const lead = start > 0 ? '  ' : '';
  const shift = start - lead.length;
  const kept = lead + whole.slice(start, end);
  if (!except) return { text: kept, shift };
  const from = Math.max(lead.length, except.start - shift);
  const to = Math.max(from, Math.min(except.end - shift, kept.length));
  if (to === from) return { text: kept, shift };
  return { text: `${kept.slice(0, from)};${' '.repeat(to - from - 1)}${kept.slice(to)}`, shift };
}

const moved = (due: FoundDue | null, shift: number): FoundDue | null =>
  due && { ...due, start: due.start + shift, end: due.end + shift };

const regular =
  /(?:before|by|at|until|for|in time for) (?:the |our )?next (weekly|meeting|stand-?up|daily|monthly|call|sync|check-in)/;

/** "Before the next weekly", in the minutes of a weekly meeting. */
function nextMeeting(scene: Scene, passage: Passage, range: { start: number; end: number }): FoundDue | null {
  const said = regular.exec(passage.fold.slice(range.start, range.end));
  const { at } = scene.voice(passage.message);
  if (!said || passage.message !== null) return null;
  const head = fold(scene.reading.text.slice(0, 300));
  const every = /weekly/.test(`${said[1]} ${head}`)
    ? 'in 1 week'
    : /daily|stand-?up/.test(`${said[1]} ${head}`)
      ? 'in 1 business day'
      : /monthly/.test(`${said[1]} ${head}`)
        ? 'in 1 month'
        : null;
  const [due] = every ? findDues(every, at) : [];
  return due ? { ...due, start: range.start + said.index, end: range.start + said.index + said[0].length } : null;
}
