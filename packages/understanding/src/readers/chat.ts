// One day of a channel in a Slack export: a line of text for every message, in the order in which they were sent.
import type { ChatUser, Message, Party, Span } from '@vito/contracts/reading';
import { z } from 'zod';
import { Unreadable } from '../unreadable.js';
import { cleanText, decodeText } from './characters.js';
import { unfold } from './chat-markup.js';
import { isUser } from './chat-users.js';
import { plainResult, type ReadResult } from './result.js';
import { linesOf, merged } from './text-lines.js';
import { localIso } from './zoned-time.js';

const text = z.string().nullish().catch(null);
const SlackMessage = z.looseObject({
  type: z.literal('message'),
  ts: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,12}(\.\d{1,9})?$/)),
  subtype: text,
  text,
  user: text,
  username: text,
  bot_id: text,
  thread_ts: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
  user_profile: z.looseObject({ real_name: text, display_name: text, name: text }).nullish().catch(null),
  attachments: z
    .array(z.looseObject({ text, fallback: text }))
    .nullish()
    .catch(null),
});
type SlackMessage = z.infer<typeof SlackMessage>;

/** Subtypes that a person wrote; all others (joins, topics, bots, reminders) are made by the machine. */
const written = new Set([
  'me_message',
  'file_share',
  'file_comment',
  'file_mention',
  'thread_broadcast',
  'reply_broadcast',
]);

/** Reads a chat day. `users` gives names, addresses and zones; without it names come from the messages and times in UTC. */
export function readChat(bytes: Uint8Array, name: string, users: readonly ChatUser[]): ReadResult {
  const sent = chatMessages(bytes).sort((a, b) => Number(a.ts) - Number(b.ts) || (a.ts < b.ts ? -1 : 1));
  const people = directory(sent, users);
  const nameOf = (id: string) => people.get(id)?.name ?? null;
  const messages: Message[] = [];
  let all = '';
  for (const item of sent) {
    const { text: words, addressed } = unfold(cleanText(rawText(item)), nameOf);
    const line = words.trim();
    if (line === '' || item.subtype === 'tombstone') continue;
    const start = all.length;
    all += `${line}\n`;
    const span = { start, end: start + line.length };
    const to = addressed.map((id) => party(people.get(id), id));
    messages.push({ ...chatMessage(item, people), to, ...span, quoted: quotedLines(line, start) });
  }
  const title = name.slice(name.lastIndexOf('/') + 1).replace(/\.json$/i, '') || null;
  const date = messages[0]?.sentAt?.slice(0, 10) ?? null;
  return plainResult({
    kind: 'chat',
    text: all.trimEnd(),
    messages,
    meta: { title, date, language: null, warnings: [] },
  });
}

/** The messages in the bytes; entries of an export that are no messages are passed over. Throws Unreadable. */
function chatMessages(bytes: Uint8Array): SlackMessage[] {
  const json = parseJson(decodeText(bytes));
  const list = Array.isArray(json) ? json : [];
  const messages = list.map((entry) => SlackMessage.safeParse(entry)).flatMap((parsed) => parsed.data ?? []);
  if (messages.length > 0 || (Array.isArray(json) && json.length === 0)) return messages;
  if (list.length > 0 && list.every(isUser)) {
    const message =
      'This is the list of people of a chat export, not a day of messages. Put it beside the days as users.json.';
    throw new Unreadable('unsupported', message);
  }
  const message =
    'This JSON file is no day of a Slack export (a list of messages with "ts" and "text"). ViTo reads no other JSON.';
  throw new Unreadable('unsupported', message);
}

/** The parser's own message quotes the text, and nobody's words belong into an error. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    const cutOff = /^\s*[[{]/.test(source) && !/[\]}]\s*$/.test(source);
    if (cutOff) throw new Unreadable('truncated', 'This JSON file is cut off: its end is missing. Export it again.');
    throw new Unreadable('malformed', 'This file is no valid JSON. Export it again.');
  }
}

/** People by id: from the user list, else from the profiles that messages carry. */
function directory(sent: SlackMessage[], users: readonly ChatUser[]): Map<string, ChatUser> {
  const people = new Map<string, ChatUser>();
  for (const { user, user_profile: profile } of sent) {
    const name = profile?.real_name || profile?.display_name || profile?.name;
    if (user && name && !people.has(user)) people.set(user, { id: user, name, address: null, zone: null });
  }
  for (const user of users) people.set(user.id, { ...user, name: user.name ?? people.get(user.id)?.name ?? null });
  return people;
}

function chatMessage(
  item: SlackMessage,
  people: Map<string, ChatUser>,
): Omit<Message, 'to' | 'start' | 'end' | 'quoted'> {
  const user = item.user ? people.get(item.user) : undefined;
  const reply = item.thread_ts && item.thread_ts !== item.ts ? item.thread_ts : null;
  const name = item.username || item.user || item.bot_id;
  return {
    id: item.ts,
    inReplyTo: reply,
    references: [],
    threadId: item.thread_ts ?? null,
    from: user || name ? party(user, name ?? '') : null,
    cc: [],
    subject: null,
    sentAt: localIso(Number(item.ts) * 1000, user?.zone ?? null),
    zone: user?.zone ?? null,
    automatic: Boolean(item.bot_id) || (Boolean(item.subtype) && !written.has(item.subtype ?? '')),
    bulk: false,
    signature: null,
  };
}

const party = (user: ChatUser | undefined, fallback: string): Party => ({
  name: user?.name ?? fallback,
  address: user?.address ?? null,
  organisation: null,
});

/** Bots often say all they have to say in attachments; people's attachments are previews of what others wrote. */
function rawText(item: SlackMessage): string {
  if (item.text || !item.bot_id) return item.text ?? '';
  return (item.attachments ?? []).map((part) => part.text || part.fallback || '').join('\n');
}

/** The ranges of lines marked with ">". `offset`: where the message starts in the text. */
export function quotedLines(line: string, offset: number): Span[] {
  const marked = linesOf(line).filter((part) => part.text.startsWith('>'));
  return merged(marked, line).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}
