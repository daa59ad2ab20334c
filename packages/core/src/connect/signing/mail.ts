// Inbound mail as providers post it: Postmark, Mailgun and SendGrid, each by its own published scheme.
import { createHmac, verify } from 'node:crypto';
import { formOf, isForm } from './form.js';
import {
  anyOf,
  basicOf,
  checkTime,
  fromBase64,
  fromHex,
  hashOf,
  type Incoming,
  jsonOf,
  memberOf,
  sameBytes,
  sameText,
  textOf,
  unreadable,
  unsigned,
  type Verifier,
} from './incoming.js';
import { publicKey } from './secret.js';

/** Postmark signs nothing: the address that it posts to holds a user and a password. */
export const verifyPostmark: Verifier = (incoming, { secrets }) => {
  checkBasic(incoming, secrets);
  const body = jsonOf(incoming.raw);
  const id = textOf(body.MessageID);
  if (!id) throw unreadable('the mail has no MessageID');
  return { payloads: [{ externalId: id, type: textOf(body.RecordType) || 'inbound', raw: incoming.raw }] };
};

/** Mailgun: HMAC-SHA256 over timestamp and token, which stand in the form, or in `signature` of a JSON event. */
export const verifyMailgun: Verifier = async (incoming, { secrets }) => {
  const form = isForm(incoming.headers['content-type']) ? (await formOf(incoming).catch(refuse)).fields : null;
  const event = form ? null : jsonOf(incoming.raw);
  const { timestamp, token, signature } = (form ?? event?.signature ?? {}) as Record<string, unknown>;
  checkTime(textOf(timestamp), incoming.now);
  const given = fromHex(textOf(signature));
  if (!given || !textOf(token)) throw unsigned('timestamp, token and signature are not all there');
  const signed = `${textOf(timestamp)}${textOf(token)}`;
  const fits = (secret: string) => sameBytes(given, createHmac('sha256', secret).update(signed).digest());
  if (!anyOf(secrets, fits)) throw unsigned('no signature fits this request');
  const data = event?.['event-data'];
  const externalId = form ? form['Message-Id'] || textOf(token) : textOf(memberOf(data, 'id')) || textOf(token);
  return { payloads: [{ externalId, type: form ? 'inbound' : textOf(memberOf(data, 'event')), raw: incoming.raw }] };
};

/** SendGrid: ECDSA over timestamp and body where its key is set, else a user and a password in the address. */
export const verifySendgrid: Verifier = async (incoming, { secrets }) => {
  const keys = secrets.filter((secret) => !secret.includes(':')).flatMap((secret) => publicKey(secret) ?? []);
  if (keys.length > 0) {
    const time = incoming.headers['x-twilio-email-event-webhook-timestamp'] ?? '';
    const given = fromBase64(incoming.headers['x-twilio-email-event-webhook-signature'] ?? '');
    checkTime(time, incoming.now);
    const signed = Buffer.concat([Buffer.from(time), incoming.raw]);
    if (!given || !anyOf(keys, (key) => verify('sha256', signed, key, given)))
      throw unsigned('no signature fits this request');
  } else checkBasic(incoming, secrets);
  const { fields } = await formOf(incoming);
  const id = /^message-id:\s*(<[^>\s]+>)/im.exec(fields.headers ?? fields.email ?? '')?.[1];
  return { payloads: [{ externalId: id ?? hashOf(incoming.raw), type: 'inbound', raw: incoming.raw }] };
};

function checkBasic(incoming: Incoming, secrets: string[]): void {
  const given = basicOf(incoming);
  if (!given) throw unsigned('the user and the password of the address are missing');
  if (!anyOf(secrets, (secret) => sameText(secret, given)))
    throw unsigned('this user and password are not those of this source');
}

/** What cannot be read cannot be verified. */
function refuse(): never {
  throw unsigned('the form that carries the signature cannot be read');
}
