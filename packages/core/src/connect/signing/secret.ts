// Secrets of sources: what each kind can use, and new ones.
import { createPublicKey, randomBytes } from 'node:crypto';
import type { SourceKind } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';

/** A secret of the form that the kind's senders expect. */
export function newSecret(kind: SourceKind): string {
  if (kind === 'standard') return `whsec_${randomBytes(32).toString('base64')}`;
  if (kind === 'postmark' || kind === 'sendgrid') return `vito:${randomBytes(24).toString('base64url')}`;
  return randomBytes(32).toString('hex');
}

/** Throws Failure('invalid') saying what the secret should look like. */
export function checkSecret(kind: SourceKind, secret: string): void {
  if (kind === 'standard' && !standardKey(secret))
    throw new Failure('invalid', 'secret: for this kind `whsec_` or `whpk_` and base64, as its sender shows it');
  if (kind === 'postmark' && !/^[^:]+:.+$/.test(secret))
    throw new Failure('invalid', 'secret: `user:password`, as they stand in the address that Postmark posts to');
  if (kind === 'sendgrid' && !secret.includes(':') && !publicKey(secret))
    throw new Failure('invalid', 'secret: the verification key that SendGrid shows, or `user:password`');
}

export interface StandardKey {
  scheme: 'hmac' | 'ed25519';
  key: Buffer;
}

/** Null where it is no key: 24 to 64 bytes of a shared secret, 32 of a public one. */
export function standardKey(secret: string): StandardKey | null {
  const scheme = secret.startsWith('whpk_') ? 'ed25519' : 'hmac';
  const text = secret.replace(/^wh(sec|pk)_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  if (scheme === 'ed25519' ? key.length !== 32 : key.length < 16 || key.length > 256) return null;
  return { scheme, key };
}

/** A public key as SendGrid shows it: base64 of a DER SubjectPublicKeyInfo. Null where it is none. */
export function publicKey(text: string) {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
