// What a payload becomes where nobody wrote a mapping: by the kind of its source.
import type { Mapped, SourceKind } from '@vito/contracts/webhook';
import type { Form } from '../signing/form.js';
import { memberOf, textOf } from '../signing/incoming.js';
import type { MappingInput } from './input.js';
import { mailOfMailgun, mailOfPostmark, mailOfSendgrid } from './mail.js';

type OfKind = (input: MappingInput, form: Form | null) => Mapped[];

export function mappedByKind(kind: SourceKind, input: MappingInput, form: Form | null): Mapped[] {
  return kinds[kind](input, form);
}

const kinds: Record<SourceKind, OfKind> = {
  standard: (input) => [plainFact(input, memberOf(input.body, 'data'), textOf(memberOf(input.body, 'timestamp')))],
  hmac: (input) => [plainFact(input, memberOf(input.body, 'data') ?? input.body, '')],
  github: (input) => [githubFact(input)],
  stripe: (input) => [stripeFact(input)],
  slack: (input) => slackMessage(input) ?? [plainFact(input, memberOf(input.body, 'event'), '')],
  cloudevents: (input) => [cloudEventFact(input)],
  postmark: (input) =>
    input.type.toLowerCase() === 'inbound' ? mailOfPostmark(input) : [plainFact(input, input.body, '')],
  mailgun: (input, form) =>
    form ? mailOfMailgun(input, form) : [plainFact(input, memberOf(input.body, 'event-data'), '')],
  sendgrid: (input, form) => (form ? mailOfSendgrid(input, form) : []),
};

/** Of the thing that the data names by its id; without one, of the payload itself. */
function plainFact(input: MappingInput, data: unknown, at: string): Mapped {
  const entity = textOf(memberOf(data, 'id')) || input.id;
  return factOf(input.type || 'received', entity, { at: at || isoOf(memberOf(data, 'created_at')) });
}

function githubFact({ type, headers, body, id }: MappingInput): Mapped {
  const event = type || headers['x-github-event'] || 'event';
  const action = textOf(memberOf(body, 'action'));
  const repository = textOf(memberOf(memberOf(body, 'repository'), 'full_name'));
  const thing = ['pull_request', 'issue', 'release', 'discussion']
    .map((name) => memberOf(body, name))
    .find((value) => value !== undefined);
  const number = textOf(memberOf(thing, 'number')) || textOf(memberOf(thing, 'tag_name'));
  const entity = [repository, number].filter((part) => part).join('#') || id;
  const about = textOf(memberOf(thing, 'title')) || textOf(memberOf(thing, 'name'));
  const what = [event.replaceAll('_', ' '), action].filter((part) => part).join(' ');
  return factOf(action ? `${event}.${action}` : event, entity, {
    title: [what, entity, about].filter((part) => part).join(' · '),
    at: isoOf(memberOf(thing, 'updated_at')),
  });
}

function stripeFact({ type, body, id }: MappingInput): Mapped {
  const object = memberOf(memberOf(body, 'data'), 'object');
  const data: Record<string, string | number> = {};
  for (const name of ['status', 'currency']) {
    const value = textOf(memberOf(object, name));
    if (value) data[name] = value;
  }
  const amount = memberOf(object, 'amount') ?? memberOf(object, 'amount_due');
  if (typeof amount === 'number') data.amount = amount;
  const created = memberOf(body, 'created');
  return factOf(type || 'event', textOf(memberOf(object, 'id')) || id, {
    at: typeof created === 'number' ? isoOf(created * 1000) : '',
    data,
  });
}

function cloudEventFact({ type, body, id }: MappingInput): Mapped {
  const entity = textOf(memberOf(body, 'subject')) || textOf(memberOf(body, 'source')) || id;
  return factOf(type || 'event', entity, { at: isoOf(memberOf(body, 'time')) });
}

/** A message as Slack's own export writes it: the reader of chats takes it from there. Null where it is none. */
function slackMessage({ body }: MappingInput): Mapped[] | null {
  const event = memberOf(body, 'event');
  if (memberOf(event, 'type') !== 'message') return null;
  const [ts, text] = [textOf(memberOf(event, 'ts')), textOf(memberOf(event, 'text'))];
  const isPlain = memberOf(event, 'subtype') === undefined && memberOf(event, 'bot_id') === undefined;
  if (!isPlain || !ts || !text) return [];
  const thread = textOf(memberOf(event, 'thread_ts'));
  const message = {
    type: 'message',
    user: memberOf(event, 'user'),
    ts,
    text,
    ...(thread ? { thread_ts: thread } : {}),
  };
  const name = `${textOf(memberOf(event, 'channel')) || 'slack'} ${ts}.json`;
  return [{ document: { name, mediaType: 'application/json', text: JSON.stringify([message]) } }];
}

function factOf(
  type: string,
  entity: string,
  { title, at, data }: { title?: string; at?: string; data?: Record<string, string | number> },
): Mapped {
  return {
    fact: {
      type: type.slice(0, 100),
      entity: entity.slice(0, 300),
      ...(title ? { title: title.slice(0, 500) } : {}),
      ...(at ? { at } : {}),
      ...(data && Object.keys(data).length > 0 ? { data } : {}),
    },
  };
}

/** A time that can be read, in UTC; empty otherwise. */
function isoOf(value: unknown): string {
  const at = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null;
  return at && Number.isFinite(at.getTime()) ? at.toISOString() : '';
}
