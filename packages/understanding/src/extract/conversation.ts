// A chat as a conversation: which messages belong together, and who talks with whom.
import type { Message, Party } from '@vito/contracts/reading';
import { DateTime } from 'luxon';
import type { Passage } from '../passage.js';
import { sameParty } from '../who.js';
import type { Scene } from './scene.js';

/** How far apart two messages outside a thread may stand and still be one talk. */
const talkHours = 12;
const lookBack = 8;

/** Indexes of the messages that a message may answer, nearest first: its thread, or the talk just before it. */
export function answerable(scene: Scene, index: number): number[] {
  const { messages } = scene.reading;
  const message = messages[index];
  if (!message) return [];
  const out: number[] = [];
  for (let i = index - 1; i >= 0 && i >= index - 200 && out.length < lookBack; i--) {
    if (together(messages[i] as Message, message)) out.push(i);
  }
  return out;
}

/** Indexes of the messages that may answer a message, nearest first. */
export function following(scene: Scene, index: number): number[] {
  const { messages } = scene.reading;
  const message = messages[index];
  if (!message) return [];
  const out: number[] = [];
  for (let i = index + 1; i < messages.length && i <= index + 200 && out.length < 40; i++) {
    if (together(message, messages[i] as Message)) out.push(i);
  }
  return out;
}

function together(earlier: Message, later: Message): boolean {
  const [a, b] = [earlier.threadId ?? earlier.id, later.threadId];
  if (b !== null && b !== later.id) return a === b;
  if (earlier.threadId !== null && earlier.threadId !== earlier.id) return false;
  return hoursBetween(earlier, later) <= talkHours;
}

function hoursBetween(a: Message, b: Message): number {
  if (!a.sentAt || !b.sentAt) return 0;
  return Math.abs(DateTime.fromISO(b.sentAt).diff(DateTime.fromISO(a.sentAt), 'hours').hours);
}

/** With whom the author of a message talks: the one mentioned, the one answered, the thread's first author, the next to answer. */
export function conversationPartner(scene: Scene, passage: Passage): Party | null {
  if (passage.message === null) return null;
  const { messages } = scene.reading;
  const message = messages[passage.message];
  if (!message) return null;
  const other = (party: Party | null | undefined) => (party && !sameParty(party, message.from) ? party : null);
  const mentioned = message.to.map(other).find((party) => party !== null);
  if (mentioned) return mentioned;
  for (const i of answerable(scene, passage.message)) {
    const from = other(messages[i]?.from);
    if (from) return from;
  }
  for (const i of following(scene, passage.message)) {
    const from = other(messages[i]?.from);
    if (from) return from;
  }
  return null;
}
