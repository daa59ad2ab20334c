// The due that a model points at: its words must stand in the message, and what they mean is resolved here.
import { DueValue } from '@vito/contracts/commitment';
import { resolveDue } from '../deadline.js';
import { dueIn } from '../extract/dues.js';
import type { Scene } from '../extract/scene.js';
import type { AnswerItem } from './answer.js';
import type { Place, Source } from './source.js';

export interface DueTold {
  due: string;
  precision: 'day' | 'time';
}

export type DueSaid =
  /** The answer tells of no due. */
  | { kind: 'none' }
  /** It points at words that the message does not have. */
  | { kind: 'untrue' }
  /** `told`: what the words mean to our own rules, null where they tell no day; `agrees`: the model reads the same day. */
  | { kind: 'said'; told: DueTold | null; agrees: boolean };

/** What an answer says of the due, with the words looked up in the message of `place`. */
export function dueSaid(scene: Scene, source: Source, place: Place, answer: AnswerItem): DueSaid {
  const words = answer.due_words?.trim() ?? '';
  const reading = answer.due?.trim() ?? '';
  if (words === '') return reading === '' ? { kind: 'none' } : { kind: 'said', told: null, agrees: true };
  const said = source.places(words).filter((one) => one.message === place.message);
  // The nearest: "Friday" may be said twice in a mail.
  const at = said.sort((a, b) => distance(a, place) - distance(b, place))[0];
  if (!at) return { kind: 'untrue' };
  const told = resolved(scene, at, words);
  return { kind: 'said', told, agrees: reading === '' || told === null || sameDay(told.due, reading) };
}

function resolved(scene: Scene, at: Place, words: string): DueTold | null {
  const passage = scene.saidIn(at.message).find((one) => one.start <= at.start && at.start < one.end);
  if (!passage) return null;
  const range = { start: at.start - passage.start, end: Math.min(at.end, passage.end) - passage.start };
  const voice = scene.voice(at.message).at;
  const found = dueIn(scene, passage, range) ?? (voice.now === '' ? null : resolveDue(words, voice));
  if (!found?.due || found.precision === 'none' || found.due.slice(0, 10) < voice.now.slice(0, 10)) return null;
  return { due: found.due, precision: found.precision };
}

const distance = (a: Place, b: Place): number => Math.abs(a.start - b.start);

/** A model's date that is no date at all never agrees. */
export function sameDay(due: string, read: string): boolean {
  return DueValue.safeParse(read).success ? due.slice(0, 10) === read.slice(0, 10) : due.slice(0, 10) === read;
}
