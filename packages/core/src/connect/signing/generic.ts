// Any sender that signs its body with a shared secret: where and how is the source's own setting.
import { createHmac } from 'node:crypto';
import {
  anyOf,
  checkTime,
  fromBase64,
  fromHex,
  hashOf,
  header,
  sameBytes,
  unsigned,
  type Verifier,
} from './incoming.js';
import { typeIn } from './type-in.js';

export const verifyHmac: Verifier = (incoming, { secrets, hmac: options }) => {
  if (!options) throw unsigned('this source does not say how it signs');
  const text = header(incoming, options.header.toLowerCase());
  const digits = text.startsWith(options.prefix) ? text.slice(options.prefix.length) : '';
  const given = options.encoding === 'hex' ? fromHex(digits) : fromBase64(digits);
  if (!given) throw unsigned(`the header ${options.header} is not a signature in ${options.encoding}`);
  const time = options.timestampHeader ? header(incoming, options.timestampHeader.toLowerCase()) : '';
  if (options.timestampHeader) checkTime(time, incoming.now);
  const id = options.idHeader ? header(incoming, options.idHeader.toLowerCase()) : '';
  const [before, after] = around(options.signed, time, id);
  const fits = (secret: string) => {
    const right = createHmac(options.algorithm, secret).update(before).update(incoming.raw).update(after).digest();
    return sameBytes(given, right);
  };
  if (!anyOf(secrets, fits)) throw unsigned('no signature fits this request');
  return { payloads: [{ externalId: id || hashOf(incoming.raw), type: typeIn(incoming.raw), raw: incoming.raw }] };
};

/** What is signed before the body and after it. */
function around(signed: string, time: string, id: string): [string, string] {
  const filled = (text: string) => text.replace(/\{timestamp\}|\{id\}/g, (name) => (name === '{id}' ? id : time));
  const at = signed.indexOf('{body}');
  return [filled(signed.slice(0, at)), filled(signed.slice(at + '{body}'.length))];
}
