// CloudEvents 1.0 over HTTP, binary, structured and batched; whoever sends them brings the secret as a bearer token.
import { CloudEvent, HTTP } from 'cloudevents';
import {
  anyOf,
  type Incoming,
  memberOf,
  type SignedPayload,
  sameText,
  unreadable,
  unsigned,
  type Verifier,
} from './incoming.js';

const mostInBatch = 1000;

export const verifyCloudEvents: Verifier = (incoming, { secrets }) => {
  const token = /^Bearer (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1] ?? incoming.token;
  if (!token) throw unsigned('the bearer token (Authorization, or access_token in the address) is missing');
  if (!anyOf(secrets, (secret) => sameText(secret, token)))
    throw unsigned('this bearer token is not the one of this source');
  const events = eventsOf(incoming);
  if (events.length > mostInBatch) throw unreadable(`a batch may hold at most ${mostInBatch} events`);
  return { payloads: events.map(payloadOf) };
};

/** The specification: what is told apart is the source and the id together. */
const payloadOf = (event: CloudEvent<unknown>): SignedPayload => ({
  externalId: `${event.source} ${event.id}`,
  type: event.type,
  raw: Buffer.from(JSON.stringify(event)),
});

function eventsOf({ headers, raw }: Incoming): CloudEvent<unknown>[] {
  try {
    const found = HTTP.toEvent<unknown>({ headers, body: bodyOf(headers, raw) });
    const events = Array.isArray(found) ? found : [found];
    for (const event of events) if (event.specversion !== '1.0') throw new Error('another version');
    if (!toldBy(headers, raw).every((told) => memberOf(told, 'id') && memberOf(told, 'source')))
      throw new Error('no id');
    return events.map((event) => new CloudEvent(event)); // checked by its constructor
  } catch {
    throw unreadable('this is no CloudEvent of version 1.0 (id, source, type and specversion 1.0)');
  }
}

/** What the sender itself wrote: the library makes up an id where there is none, and a repeated event would be a new one. */
function toldBy(headers: Record<string, string>, raw: Buffer): unknown[] {
  if (!/^application\/cloudevents/i.test(headers['content-type'] ?? ''))
    return [{ id: headers['ce-id'], source: headers['ce-source'] }];
  const told: unknown = JSON.parse(raw.toString('utf8'));
  return Array.isArray(told) ? told : [told];
}

const bodyOf = (headers: Record<string, string>, raw: Buffer): unknown =>
  /json/i.test(headers['content-type'] ?? '') ? raw.toString('utf8') : raw;
