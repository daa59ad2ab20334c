// Standard Webhooks (standardwebhooks.com, specification 1.0): HMAC-SHA256 or Ed25519 over "id.timestamp.body".
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { anyOf, checkTime, fromBase64, header, sameBytes, unsigned, type Verifier } from './incoming.js';
import { type StandardKey, standardKey } from './secret.js';
import { typeIn } from './type-in.js';

const mostSignatures = 20;
const publicKeyHead = Buffer.from('302a300506032b6570032100', 'hex'); // DER: SubjectPublicKeyInfo of Ed25519 (RFC 8410)

export const verifyStandard: Verifier = (incoming, { secrets }) => {
  const id = header(incoming, 'webhook-id');
  const time = header(incoming, 'webhook-timestamp');
  const signatures = header(incoming, 'webhook-signature').split(' ').slice(0, mostSignatures);
  checkTime(time, incoming.now);
  const signed = Buffer.concat([Buffer.from(`${id}.${time}.`), incoming.raw]);
  const keys = secrets.flatMap((secret) => standardKey(secret) ?? []);
  if (!anyOf(keys, (key) => signedBy(key, signed, signatures))) throw unsigned('no signature fits this request');
  return { payloads: [{ externalId: id, type: typeIn(incoming.raw), raw: incoming.raw }] };
};

function signedBy({ scheme, key }: StandardKey, signed: Buffer, signatures: string[]): boolean {
  const wanted = scheme === 'hmac' ? 'v1,' : 'v1a,';
  const given = signatures.flatMap((text) =>
    text.startsWith(wanted) ? (fromBase64(text.slice(wanted.length)) ?? []) : [],
  );
  if (scheme === 'hmac') {
    const right = createHmac('sha256', key).update(signed).digest();
    return anyOf(given, (one) => sameBytes(one, right));
  }
  const publicKey = createPublicKey({ key: Buffer.concat([publicKeyHead, key]), format: 'der', type: 'spki' });
  return anyOf(given, (one) => verify(null, signed, publicKey, one));
}
