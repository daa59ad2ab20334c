// A conversation written down in plain text, a line or a few for every turn: "Ada Lind: I'll send the list by Friday."
import type { Message, Party } from '@vito/contracts/reading';
import { fold } from '../fold.js';
import { peoplePresent } from '../who/present.js';
import { messageOf } from './transcript.js';

/** A turn's head: who speaks, where a bracket says it the organisation, and the time. */
const head =
  /^[ \t]*(?:[-*•][ \t]+)?(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t]+)?(?:\*\*|__)?(?<name>\p{Lu}[\p{L}'’.-]*(?: (?:de |da |von |van |del )?\p{Lu}[\p{L}'’.-]*){0,2})(?: ?\((?<organisation>[^()\n]{2,40})\))?(?:[ \t]+\[?\d{1,2}:\d\d(?::\d\d)?\]?)?(?::(?:\*\*|__)|(?:\*\*|__)?:)[ \t]+(?=\S)/u;
/** Heads of letters, papers and lists, which are no speakers. */
const fields =
  /^(?:from|to|cc|bcc|sent|date|subject|re|fwd|title|note|notes|nb|ps|p\.s|action|actions|todo|to do|owner|due|deadline|status|present|attendees|participants|apologies|agenda|summary|decision|decisions|next|next steps|where|when|what|who|why|how|place|location|time|tel|phone|fax|mobile|email|e-mail|mail|web|address|attn|ref|reference|invoice|order|quote|offer|total|payment|terms|delivery|warranty|validity|price|prices|scope|term|notice|client|customer|supplier|contractor|buyer|seller|landlord|tenant|lender|borrower|lessor|lessee|employer|vat|iban|bic|de|an|von|betreff|datum|anwesend|teilnehmer|ort|fecha|asunto|asistentes|objet|presents|assunto|data|important|warning|example|question|answer|q|a|reminder|background|result|results|topic|item|chair|minutes)$/;
const firstPerson =
  /(?<![\p{L}])(?:i|i'll|i'm|we|we'll|ich|wir|je|j'|nous|yo|nosotros|eu|nos|let me|me|my|our|mi|mis|mein|meine|mir|mich|unser|unsere|mon|ma|notre|meu|minha|vou|vamos|voy|quedo)(?![\p{L}])/u;

const mostTurns = 5000;
/** Of the lines from the first turn to the last, so many begin one, or go on with one. */
const shareOfTurns = 0.6;

interface Turn {
  name: string;
  organisation: string | null;
  /** Offsets of its words, without its head. */
  start: number;
  end: number;
}

/** The turns of a text that is a conversation, as messages, with what stands around them said by nobody; null where it is none. */
export function dialogueIn(text: string): Message[] | null {
  const turns = turnsOf(text);
  if (!turns || !isConversation(text, turns)) return null;
  const speakers = speakersOf(text, turns);
  const messages: Message[] = [];
  const add = (start: number, end: number, from: Party | null, automatic = false) => {
    if (text.slice(start, end).trim() !== '') messages.push({ ...messageOf(from, null), start, end, automatic });
  };
  let at = 0;
  for (const { name, start, end, headAt } of turns) {
    add(at, headAt, null, at === 0); // the head of the text is nobody's word
    add(start, end, speakers.get(name) ?? null);
    at = end;
  }
  add(at, text.length, null);
  return messages;
}

/** A turn goes on until the next head, or an empty line that no head follows. */
function turnsOf(text: string): (Turn & { headAt: number })[] | null {
  const turns: (Turn & { headAt: number })[] = [];
  let open = false;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const match = head.exec(line);
    const last = turns.at(-1);
    if (match?.groups?.name && !fields.test(fold(match.groups.name)) && isSaid(line.slice(match[0].length))) {
      const { name, organisation } = match.groups;
      turns.push({ name, organisation: organisation ?? null, headAt: at, start: at + match[0].length, end });
      open = true;
    } else if (match || line.trim() === '') open = false;
    else if (open && last) last.end = end;
    if (turns.length > mostTurns) return null;
    at = end + 1;
  }
  return turns;
}

/** A name or a figure behind a colon is an entry: somebody who speaks uses words of small letters. */
const isSaid = (words: string): boolean =>
  /(?<![\p{L}\p{M}])\p{Ll}{2,}/u.test(words.replace(particles, '')) || /\p{L}[.!?]\s*$/u.test(words);
const particles = /\([^()]*\)| (?:d[aeo]s?|del|de la|von|van|der|den|zu|y|e|und|and|et)(?= )/g;

/** Whoever is called by a first name stands in full in the head of the text, with the organisation in brackets behind. */
function speakersOf(text: string, turns: readonly (Turn & { headAt: number })[]): Map<string, Party> {
  const opening = text.slice(0, Math.min(turns[0]?.headAt ?? 0, 4000));
  const out = new Map<string, Party>();
  for (const { name, organisation } of turns) {
    const known = out.get(name);
    if (known?.organisation) continue;
    const full = fullName(name, opening);
    const named = { name: full?.name ?? name, address: null, organisation: organisation ?? full?.organisation ?? null };
    if (!known || named.organisation) out.set(name, named);
  }
  return out;
}

function fullName(name: string, opening: string): { name: string; organisation: string | null } | null {
  const at = opening.search(new RegExp(`(?<![\\p{L}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}])`, 'u'));
  if (at < 0) return null;
  const more = /^(?<name>[^\n,;:()]{2,60}?)(?: \((?<organisation>[^()\n]{2,40})\)|\s*(?:[,;:\n]|$))/u.exec(
    opening.slice(at),
  );
  const full = more?.groups?.name?.trim() ?? name;
  if (!/^\p{Lu}[\p{L}'’.-]*(?: (?:de |da |von |van |del )*\p{Lu}[\p{L}'’.-]*){0,3}$/u.test(full))
    return { name, organisation: null };
  return { name: full, organisation: more?.groups?.organisation ?? null };
}

function isConversation(text: string, turns: readonly (Turn & { headAt: number })[]): boolean {
  const [first, last] = [turns[0], turns.at(-1)];
  const names = new Set(turns.map(({ name }) => name));
  if (!first || !last || names.size < 2 || names.size > 40) return false;
  const within = text.slice(first.headAt, last.end).split('\n');
  const filled = within.filter((line) => line.trim() !== '').length;
  const told = turns.reduce((sum, { start, end }) => sum + text.slice(start, end).split('\n').length, 0);
  if (told < filled * shareOfTurns) return false;
  if (!turns.some(({ start, end }) => firstPerson.test(fold(text.slice(start, end))))) return false;
  return turns.length >= names.size + 2 || arePresent(text, turns);
}

/** Whoever speaks but once must be somebody: the head of the text names them, or the turn does in full. */
function arePresent(text: string, turns: readonly (Turn & { headAt: number })[]): boolean {
  const opening = text.slice(0, turns[0]?.headAt ?? 0);
  const present = peoplePresent(opening).map(({ name }) => fold(name ?? ''));
  return turns.every(({ name }) => {
    if (present.some((one) => one === fold(name) || one.startsWith(`${fold(name)} `))) return true;
    return / \p{Lu}\p{Ll}+$/u.test(name) || (fullName(name, opening)?.name.length ?? 0) > name.length;
  });
}
