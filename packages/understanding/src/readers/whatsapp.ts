// A chat that WhatsApp exported as text: who wrote what when, by the clock of the phone that exported it.
import type { Message, Party } from '@vito/contracts/reading';
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';
import { dayOf, dayOrder, isCutStamp, looksLikeWhatsApp, type Stamped, stampOf } from './whatsapp-stamp.js';

/** What stands in the place of words that are not there. */
const noWords =
  /^(?:<[^<>]{1,30}(?:omitted|ausgeschlossen|weggelassen|omitid[oa]s?|omis|oculto)>|(?:image|video|video note|audio|sticker|gif|document|contact card|media) omitted|this message was deleted(?: by admin [^\n]{1,60})?\.?|you deleted this message\.?|diese nachricht wurde gelöscht\.?|se eliminó este mensaje\.?|waiting for this message[^\n]{0,80}|(?:missed )?(?:voice|video) call[^\n]{0,40}|null)$/i;
const attached =
  /^(?:<attached: [^<>\n]{1,200}>|[^\n]{1,200} \(file attached\))(?:\n|$)|\s?<attached: [^<>\n]{1,200}>$/gi;
const edited = /\s?<this message was edited>$/i;
const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** System lines that hold a colon: "Ada changed the subject to “Move: day two”". */
const systemWords =
  /["“”„«]|(?:^| )(?:changed|added|created|removed|joined|left|pinned|turned|updated|deleted|security code|hat|cambió|añadió|creó)(?: |$)/;
const encrypted = /^(?:messages and calls are end-to-end encrypted|nachrichten und anrufe sind)/i;

interface Entry {
  stamp: Stamped;
  name: string | null;
  words: string;
}

export const isWhatsApp = (bytes: Uint8Array): boolean => looksLikeWhatsApp(decodeText(bytes.subarray(0, 8192)));

export function readWhatsApp(bytes: Uint8Array, name: string): ReadResult {
  const entries = entriesOf(decodeText(bytes));
  const order = dayOrder(entries.map(({ stamp }) => stamp));
  const people = [...new Set(entries.flatMap((entry) => entry.name ?? []))];
  const messages: Message[] = [];
  let text = '';
  for (const entry of entries) {
    if (entry.words === '') continue;
    const span = { start: text.length, end: text.length + entry.words.length };
    messages.push({ ...entryMessage(entry, people, order.dayFirst), ...span });
    text += `${entry.words}\n`;
  }
  const warnings = order.sure
    ? []
    : [
        'Whether days or months come first in the dates of this chat cannot be told. They are read as day, month, year.',
      ];
  if (messages.every((message) => message.automatic)) warnings.push('Nobody wrote any words in this chat.');
  const title = name.slice(name.lastIndexOf('/') + 1).replace(/\.txt$/i, '') || null;
  const date = messages[0]?.sentAt?.slice(0, 10) ?? null;
  return plainResult({ kind: 'chat', text: text.trimEnd(), messages, meta: { title, date, language: null, warnings } });
}

/** The messages; lines without a stamp go on with the one before. Throws Unreadable where the last one is cut. */
function entriesOf(source: string): Entry[] {
  const raw: { stamp: Stamped; lines: string[] }[] = [];
  const lines = source.split('\n');
  if (isCutStamp(lines.at(-1) ?? '')) {
    const message = 'This WhatsApp chat is cut off: it ends in the middle of a date. Export the chat again.';
    throw new Unreadable('truncated', message);
  }
  for (const line of lines) {
    const stamp = stampOf(line);
    if (stamp) raw.push({ stamp, lines: [stamp.rest] });
    else raw.at(-1)?.lines.push(line);
  }
  return raw.map(({ stamp, lines: said }) => entryOf(stamp, said.join('\n')));
}

function entryOf(stamp: Stamped, said: string): Entry {
  const colon = said.slice(0, 100).indexOf(': ');
  const lineEnd = said.indexOf('\n');
  const before = colon > 0 && (lineEnd < 0 || colon < lineEnd) ? said.slice(0, colon) : '';
  const name = before.replace(marks, '').replace(/^~\s*/, '').replace(/\s+/g, ' ').trim();
  if (name === '' || systemWords.test(name)) {
    const emptyMessage = /^[^:\n]{1,80}:\s*$/.test(said);
    return { stamp, name: null, words: emptyMessage ? '' : said.replace(marks, '').trim() };
  }
  const words = said
    .slice(colon + 2)
    .replace(marks, '')
    .trim();
  const own = written(words);
  // An iPhone marks what the machine says, and puts somebody's name before it.
  const marked = said.startsWith('\u200e', colon + 2) && own === words;
  return { stamp, name: marked || encrypted.test(words) ? null : name, words: own };
}

/** What somebody wrote: the caption of a picture, but not its file's name. */
function written(words: string): string {
  const own = words.replace(attached, '').replace(edited, '').trim();
  return noWords.test(own) ? '' : own.replace(/^<[^<>\n]{1,30}omitted>\n/i, '').trim();
}

function entryMessage(
  { stamp, name, words }: Entry,
  people: readonly string[],
  dayFirst: boolean,
): Omit<Message, 'start' | 'end'> {
  const day = dayOf(stamp, dayFirst) ?? dayOf(stamp, !dayFirst);
  return {
    id: null,
    inReplyTo: null,
    references: [],
    threadId: null,
    from: name === null ? null : party(name),
    to: name === null ? [] : addressed(words, name, people),
    cc: [],
    subject: null,
    sentAt: `${day}T${stamp.time}`,
    zone: null,
    automatic: name === null,
    bulk: false,
    quoted: [],
    signature: null,
  };
}

/** The one mentioned first ("@Bo Lind can you …"), or the other one of two. */
function addressed(words: string, from: string, people: readonly string[]): Party[] {
  const mentioned = words.startsWith('@') ? people.find((name) => words.startsWith(name, 1)) : undefined;
  const others = people.filter((name) => name !== from);
  const to = mentioned ?? (others.length === 1 ? others[0] : undefined);
  return to === undefined ? [] : [party(to)];
}

const party = (name: string): Party => ({ name, address: null, organisation: null });
