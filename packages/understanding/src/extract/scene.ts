// The scene of a reading: its sentences, who says them to whom and when, and what came before in the thread.
import type { Message, Party, Reading } from '@vito/contracts/reading';
import { type Code, languageOf, type Speech, speechOf } from '../cues.js';
import { zoneOfOffset } from '../deadline/zone.js';
import type { SaidAt } from '../deadline.js';
import { fold } from '../fold.js';
import { type Passage, passages } from '../passage.js';
import { isTalk } from '../talk.js';
import { createWho, sameParty, type Who } from '../who.js';
import { type DocumentDate, documentDate } from './document-date.js';
import type { Found } from './found.js';

export interface Scene {
  reading: Reading;
  passages: readonly Passage[];
  /** The passages of one message. */
  saidIn(message: number | null): readonly Passage[];
  who: Who;
  /** Earlier documents of the thread, oldest first, with what was found in them. */
  earlier: readonly HeardScene[];
  /** Who speaks in a message (null: in the document), to whom, and when. */
  voice(message: number | null): Voice;
  /** The language of a sentence. */
  speech(passage: Passage): Speech;
}

export interface HeardScene extends Scene {
  found: readonly Found[];
}

export interface Voice {
  speaker: Party | null;
  /** For whom the speaker speaks. */
  organisation: string | null;
  addressee: Party | null;
  at: SaidAt;
  code: Code;
}

export interface Context {
  zone: string;
  now?: string;
}

/** Sets the scene of one reading. `earlier`: scenes of the earlier documents of its thread, oldest first. */
export function createScene(reading: Reading, earlier: readonly HeardScene[], context: Context): Scene {
  const own = passages(reading);
  const who = createWho(
    reading,
    earlier.map((scene) => scene.reading),
  );
  // What it quotes, and the thread before it, tell the language of a message too short to tell its own.
  const heard = earlier.at(-1);
  const before = heard ? heard.voice(heard.reading.messages.length > 0 ? 0 : null).code : 'en';
  const whole = languageOf(fold(reading.text.slice(0, 4000)), before);
  const dated = documentDate(reading);
  const voices = new Map<number | null, Voice>();
  const byMessage = new Map<number | null, Passage[]>();
  for (const passage of own) {
    const said = byMessage.get(passage.message);
    if (said) said.push(passage);
    else byMessage.set(passage.message, [passage]);
  }
  const zones = zonesKnown([reading, ...earlier.map((scene) => scene.reading)]);
  const voice = (message: number | null): Voice => {
    const known = voices.get(message);
    if (known) return known;
    const made = message === null ? documentVoice(dated, who, whole, context) : messageVoice(message);
    voices.set(message, made);
    return made;
  };
  const messageVoice = (index: number): Voice => {
    const message = reading.messages[index] as Message;
    const addressee = who.addressee(message);
    const now = message.sentAt ?? dated?.date ?? context.now ?? '';
    const zoneOf = (party: Party | null) => (party?.address && zones.get(party.address.toLowerCase())) || null;
    const zone = message.zone ?? zoneOfOffset(now, [zoneOf(message.from), context.zone], message.from?.address ?? null);
    const code = isTalk(reading) ? whole : languageOf(textOf(byMessage.get(index) ?? []), whole);
    return {
      speaker: message.from,
      organisation: toldOrganisation(who, message.from),
      addressee,
      at: { now, zone, fallbackZone: context.zone, theirZone: zoneOf(addressee), ...dayFirst(code) },
      code,
    };
  };
  const speeches: Speech[] = [];
  const speech = (passage: Passage): Speech => {
    const told = speeches[passage.index];
    if (told) return told;
    const base = voice(passage.message).code;
    const made = speechOf(passage.fold.length < 25 ? base : languageOf(passage.fold, base));
    if (own[passage.index] === passage) speeches[passage.index] = made;
    return made;
  };
  return { reading, passages: own, saidIn: (message) => byMessage.get(message) ?? [], who, earlier, voice, speech };
}

/** A firm is named only as somebody writes it: else the person stands for it. */
function toldOrganisation(who: Who, party: Party | null): string | null {
  const organisation = who.organisationOf(party);
  return organisation !== null && party?.name && who.isGuessed(organisation) ? null : organisation;
}

function documentVoice(dated: DocumentDate | null, who: Who, code: Code, context: Context): Voice {
  const { letter } = who;
  return {
    speaker: letter?.from ?? null,
    organisation: who.organisationOf(letter?.from ?? null),
    addressee: letter?.to ?? null,
    at: {
      now: dated?.date ?? context.now ?? '',
      zone: dated?.zone ?? null,
      fallbackZone: context.zone,
      ...dayFirst(code),
    },
    code,
  };
}

/** Outside English a day stands before its month. */
function dayFirst(code: Code): { dayFirst?: boolean } {
  return code === 'en' ? {} : { dayFirst: true };
}

function textOf(said: readonly Passage[]): string {
  return said
    .slice(0, 40)
    .map((passage) => passage.fold)
    .join(' ');
}

/** Zones that messages of the thread carry (chats, calendars), by address: a mail's header tells only an offset. */
function zonesKnown(readings: readonly Reading[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const { messages } of readings) {
    for (const { from, zone } of messages) if (from?.address && zone) out.set(from.address.toLowerCase(), zone);
  }
  return out;
}

/** True where both are of the same organisation, as far as their addresses tell. */
export function sameSide(who: Who, a: Party | null, b: Party | null): boolean {
  if (sameParty(a, b)) return true;
  const [x, y] = [who.organisationOf(a), who.organisationOf(b)];
  return x !== null && x === y;
}
