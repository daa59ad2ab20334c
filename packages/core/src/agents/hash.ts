// Hashes of what a run is about to do: an approval is of exactly these bytes.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from './tool.js';

/** SHA-256, in hex, of the canonical form (RFC 8785). */
export const hashOf = (args: Json): string =>
  createHash('sha256')
    .update(canonicalize(args) ?? 'null')
    .digest('hex');

/** Names a step to the outside: the same at every attempt, and of no other step of any run. */
export const keyOf = (tenant: string, run: string, step: string): string =>
  createHash('sha256').update(`${tenant} ${run} ${step}`).digest('base64url').slice(0, 32);
