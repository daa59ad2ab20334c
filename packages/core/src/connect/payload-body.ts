// The body of a payload, from where it is kept.
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../platform/blobs.js';
import type { Payload } from './payload.js';

/** The bytes as they came. Throws Failure('not-found') once they were erased. */
export async function rawOf(blobs: Blobs, tenant: string, { content, address }: Payload): Promise<Buffer> {
  if (!content) throw new Failure('not-found', 'what came in here was erased');
  if (address) return Buffer.from(await blobs.get(tenant, address));
  return content.base64 === undefined ? Buffer.from(content.body ?? '') : Buffer.from(content.base64, 'base64');
}
