// Mappings: what a mapping sees, the examples of what it may yield, and what it yields in words.
import type { Mapped, SourceKind } from '@vito/contracts/webhook';

export interface Example {
  word: string;
  text: string;
}

/** One of each thing that a mapping may yield, to begin with. */
export const examples: readonly Example[] = [
  {
    word: 'A fact',
    text: `{
  "fact": {
    "type": type,
    "entity": body.data.id,
    "title": "Order " & body.data.id & " of " & body.data.customer,
    "data": { "total": body.data.total }
  }
}`,
  },
  {
    word: 'A document',
    text: `{
  "document": {
    "name": "minutes " & id & ".txt",
    "mediaType": "text/plain",
    "text": body.data.text
  }
}`,
  },
  {
    word: 'A message',
    text: `{
  "message": {
    "from": body.data.author,
    "to": body.data.recipient,
    "subject": body.data.subject,
    "text": body.data.text,
    "sentAt": body.data.created_at
  }
}`,
  },
  {
    word: 'Only some',
    text: `type = "order.placed" ? {
  "fact": { "type": type, "entity": body.data.id }
}`,
  },
];

/** One of each thing that a record may become, to begin with. */
export const recordExamples: readonly Example[] = [
  {
    word: 'A fact',
    text: `{
  "fact": {
    "type": stream,
    "entity": $string(data.id),
    "title": data.name,
    "data": data
  }
}`,
  },
  {
    word: 'A document',
    text: `{
  "document": {
    "name": $string(data.id) & ".txt",
    "mediaType": "text/plain",
    "text": data.text
  }
}`,
  },
  {
    word: 'A message',
    text: `{
  "message": {
    "from": data.author,
    "to": data.recipient,
    "subject": data.subject,
    "text": data.text,
    "sentAt": data.created_at
  }
}`,
  },
  {
    word: 'Only some',
    text: `data.status = "open" ? {
  "fact": { "type": stream, "entity": $string(data.id) }
}`,
  },
];

/** Where the kind's own mapping has nothing to be edited: what it does, in words. */
export function ownMapping(kind: SourceKind): string {
  if (kind === 'postmark' || kind === 'mailgun' || kind === 'sendgrid')
    return 'Its own mapping reads each mail as a mail, with its attachments.';
  if (kind === 'slack') return 'Its own mapping reads each message as a chat; anything else becomes a fact.';
  return 'Its own mapping makes one fact of each payload: its type, and the thing that it is about.';
}

/** A thing that a mapping yields: what it is, and its name. */
export function yieldWords(one: Mapped): { kind: string; name: string; detail: string } {
  if ('fact' in one) {
    const { type, entity, title } = one.fact;
    return { kind: 'Fact', name: title ?? `${type} · ${entity}`, detail: title ? `${type} · ${entity}` : '' };
  }
  if ('document' in one) return { kind: 'Document', name: one.document.name, detail: one.document.mediaType };
  const { subject, from } = one.message;
  return { kind: 'Message', name: subject || 'without a subject', detail: `from ${from}` };
}
