// A Teams chat or channel as JSON: messages as Microsoft Graph lists them, or the export of one's own account.
import type { Message, Party } from '@vito/contracts/reading';
import { Unreadable } from '../unreadable.js';
import { cleanText, decodeText } from './characters.js';
import { parseJson, quotedLines } from './chat.js';
import { htmlToPlain } from './html.js';
import { plainResult, type ReadResult } from './result.js';
import { type TeamsMessage, teamsMessages } from './teams-messages.js';
import { localIso } from './zoned-time.js';

/** Told from the beginning alone: each shape names one of these before or in its first message. */
export function isTeams(bytes: Uint8Array): boolean {
  const head = decodeText(bytes.subarray(0, 65_536));
  if (/"ts"\s*:\s*"?\d/.test(head)) return false;
  return /"@odata\.context"|"createdDateTime"\s*:|"MessageList"\s*:|^\s*\{\s*"value"\s*:\s*\[/.test(head);
}

export async function readTeams(bytes: Uint8Array, name: string): Promise<ReadResult> {
  const { messages: sent, known } = teamsMessages(parseJson(decodeText(bytes)));
  if (!known) {
    const message = 'This JSON file is no Teams chat (a list of messages with "body" and "createdDateTime").';
    throw new Unreadable('unsupported', `${message} ViTo reads no other JSON.`);
  }
  if (sent.length === 0) throw new Unreadable('empty', 'This Teams chat holds no messages. Export it again.');
  sent.sort((a, b) => a.at - b.at);
  const messages: Message[] = [];
  let text = '';
  for (const item of sent) {
    const words = item.html ? await plainWords(item.content) : cleanText(item.content).trim();
    if (words === '') continue;
    const start = text.length;
    const span = { start, end: start + words.length };
    messages.push({ ...chatMessage(item, words), ...span, quoted: quotedLines(words, start) });
    text += `${words}\n`;
  }
  const title = name.slice(name.lastIndexOf('/') + 1).replace(/\.json$/i, '') || null;
  const date = messages[0]?.sentAt?.slice(0, 10) ?? null;
  return plainResult({
    kind: 'chat',
    text: text.trimEnd(),
    messages,
    meta: { title, date, language: null, warnings: [] },
  });
}

/** Mentions get the sign with which people write them; cards and files stand beside the words, not in them. */
async function plainWords(html: string): Promise<string> {
  const marked = html
    .replace(/<at\b[^<>]{0,200}>/gi, '@')
    .replace(/<\/at>/gi, '')
    .replace(/<attachment\b[^<>]{0,300}>(?:<\/attachment>)?/gi, '');
  return /[<&]/.test(marked) ? (await htmlToPlain(marked, { quoteMarks: true })).trim() : cleanText(marked).trim();
}

function chatMessage(item: TeamsMessage, words: string): Omit<Message, 'start' | 'end' | 'quoted'> {
  const to = item.mentioned.filter((name) => words.startsWith(`@${name}`)).map(party);
  return {
    id: item.id,
    inReplyTo: item.replyTo,
    references: [],
    threadId: item.replyTo,
    from: item.from === null ? null : party(item.from),
    to,
    cc: [],
    subject: item.subject,
    sentAt: localIso(item.at, null),
    zone: null,
    automatic: item.automatic,
    bulk: false,
    signature: null,
  };
}

const party = (name: string): Party => ({ name, address: null, organisation: null });
