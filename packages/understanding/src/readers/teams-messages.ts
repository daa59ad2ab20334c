// The messages in Teams JSON, whichever of the usual shapes it has.
import { z } from 'zod';

export interface TeamsMessage {
  id: string;
  replyTo: string | null;
  from: string | null;
  /** Milliseconds since 1970. */
  at: number;
  subject: string | null;
  content: string;
  html: boolean;
  /** Names of the people mentioned, in order. */
  mentioned: string[];
  automatic: boolean;
}

const text = z.string().nullish().catch(null);
const named = z.looseObject({ displayName: text }).nullish().catch(null);
/** chatMessage of Microsoft Graph. */
const GraphMessage = z.looseObject({
  id: z.coerce.string(),
  createdDateTime: z.string(),
  deletedDateTime: text,
  messageType: text,
  replyToId: text,
  subject: text,
  from: z.looseObject({ user: named, application: named }).nullish().catch(null),
  body: z.looseObject({ contentType: text, content: text }),
  mentions: z
    .array(z.looseObject({ mentionText: text, mentioned: z.looseObject({ user: named }).nullish().catch(null) }))
    .nullish()
    .catch(null),
});
/** A message of the export that people ask for of their own account. */
const OwnMessage = z.looseObject({
  id: z.coerce.string(),
  originalarrivaltime: z.string(),
  messagetype: text,
  displayName: text,
  from: text,
  content: z.string(),
});

/** Lists within lists that are followed; Graph nests pages, messages and replies. */
const deepest = 8;
const holders = ['value', 'messages', 'replies', 'conversations', 'MessageList'];

/** `known`: whether anything in the JSON has the shape of Teams' exports, be it empty. */
export function teamsMessages(json: unknown): { messages: TeamsMessage[]; known: boolean } {
  const found = { messages: [] as TeamsMessage[], known: false };
  collect(json, found, 0);
  return found;
}

function collect(json: unknown, found: { messages: TeamsMessage[]; known: boolean }, depth: number): void {
  if (depth > deepest || typeof json !== 'object' || json === null) return;
  if (Array.isArray(json)) {
    for (const item of json) collect(item, found, depth + 1);
    return;
  }
  const message = graphMessage(json) ?? ownMessage(json);
  if (message !== undefined) {
    found.known = true;
    if (message !== null) found.messages.push(message);
  }
  for (const key of holders) {
    const inner = (json as Record<string, unknown>)[key];
    if (!Array.isArray(inner)) continue;
    found.known ||= inner.length === 0 || key === 'MessageList';
    collect(inner, found, depth + 1);
  }
}

/** Null for a message that nobody is to read any more; undefined for what is none. */
function graphMessage(json: object): TeamsMessage | null | undefined {
  const parsed = GraphMessage.safeParse(json);
  if (!parsed.success) return undefined;
  const { id, createdDateTime, deletedDateTime, messageType, replyToId, subject, from, body, mentions } = parsed.data;
  const at = Date.parse(createdDateTime);
  if (!Number.isFinite(at) || deletedDateTime || (messageType && messageType !== 'message')) return null;
  return {
    id,
    replyTo: replyToId && replyToId !== id ? replyToId : null,
    from: from?.user?.displayName ?? from?.application?.displayName ?? null,
    at,
    subject: subject || null,
    content: body.content ?? '',
    html: body.contentType !== 'text',
    mentioned: (mentions ?? []).flatMap((one) => one.mentioned?.user?.displayName ?? one.mentionText ?? []),
    automatic: Boolean(from?.application) && !from?.user,
  };
}

function ownMessage(json: object): TeamsMessage | null | undefined {
  const parsed = OwnMessage.safeParse(json);
  if (!parsed.success) return undefined;
  const { id, originalarrivaltime, messagetype, displayName, from, content } = parsed.data;
  const at = Date.parse(originalarrivaltime);
  if (!Number.isFinite(at) || (messagetype && !/^(Text|RichText|RichText\/Html)$/.test(messagetype))) return null;
  const name = displayName || from?.replace(/^\d+:(live:)?/, '') || null;
  const rest = { replyTo: null, subject: null, mentioned: [], automatic: false };
  return { ...rest, id, from: name, at, content, html: messagetype !== 'Text' };
}
