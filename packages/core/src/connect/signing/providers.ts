// GitHub, Stripe and Slack: each by its own published scheme.
import { createHmac } from 'node:crypto';
import {
  anyOf,
  checkTime,
  fromHex,
  header,
  jsonOf,
  memberOf,
  sameBytes,
  textOf,
  unreadable,
  unsigned,
  type Verifier,
} from './incoming.js';

const hmac = (secret: string, ...parts: (string | Buffer)[]): Buffer => {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** `X-Hub-Signature-256: sha256=HEX` over the body; no time, so a delivery counts once for ever. */
export const verifyGithub: Verifier = (incoming, { secrets }) => {
  const id = header(incoming, 'x-github-delivery');
  const given = fromHex(/^sha256=(.+)$/.exec(header(incoming, 'x-hub-signature-256'))?.[1] ?? '');
  if (!given) throw unsigned('the header x-hub-signature-256 is not `sha256=` and hexadecimal digits');
  if (!anyOf(secrets, (secret) => sameBytes(given, hmac(secret, incoming.raw))))
    throw unsigned('no signature fits this request');
  return { payloads: [{ externalId: id, type: incoming.headers['x-github-event'] ?? '', raw: incoming.raw }] };
};

/** `Stripe-Signature: t=…,v1=HEX[,v1=HEX]` over "t.body". */
export const verifyStripe: Verifier = (incoming, { secrets }) => {
  const parts = header(incoming, 'stripe-signature')
    .split(',')
    .map((part) => part.trim().split('=', 2) as [string, string?]);
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  checkTime(time, incoming.now);
  const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? (fromHex(value) ?? []) : []));
  const fits = (secret: string) => {
    const right = hmac(secret, `${time}.`, incoming.raw);
    return anyOf(given, (one) => sameBytes(one, right));
  };
  if (!anyOf(secrets, fits)) throw unsigned('no signature fits this request');
  const body = jsonOf(incoming.raw);
  const id = textOf(body.id);
  if (!id) throw unreadable('the event has no id');
  return { payloads: [{ externalId: id, type: textOf(body.type), raw: incoming.raw }] };
};

/** `X-Slack-Signature: v0=HEX` over "v0:time:body"; the first request asks for its challenge back. */
export const verifySlack: Verifier = (incoming, { secrets }) => {
  const time = header(incoming, 'x-slack-request-timestamp');
  checkTime(time, incoming.now);
  const given = fromHex(/^v0=(.+)$/.exec(header(incoming, 'x-slack-signature'))?.[1] ?? '');
  if (!given) throw unsigned('the header x-slack-signature is not `v0=` and hexadecimal digits');
  if (!anyOf(secrets, (secret) => sameBytes(given, hmac(secret, `v0:${time}:`, incoming.raw))))
    throw unsigned('no signature fits this request');
  const body = jsonOf(incoming.raw);
  if (body.type === 'url_verification') return { payloads: [], reply: { challenge: textOf(body.challenge) } };
  const id = textOf(body.event_id);
  if (!id) throw unreadable('the event has no event_id');
  const type = textOf(memberOf(body.event, 'type')) || textOf(body.type);
  return { payloads: [{ externalId: id, type, raw: incoming.raw }] };
};
