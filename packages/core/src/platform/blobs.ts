// Where documents' bytes are kept: enciphered, under an address that tells an outsider nothing about them.
import { createHmac, type Hmac, hkdfSync } from 'node:crypto';
import { Failure } from '@vito/runtime/failure';

/** One tenant's keys, 32 bytes each. */
export interface BlobKeys {
  /** Makes addresses. */
  mac: Buffer;
  /** Enciphers bytes. */
  cipher: Buffer;
}

interface PutResult {
  /** Hex HMAC-SHA256 of the plain bytes under the tenant's key: equal bytes, equal address, within one tenant only. */
  address: string;
  /** Plain bytes. */
  size: number;
  /** Whether the same bytes were there already. */
  duplicate: boolean;
}

/** Every method throws Failure('invalid') for a tenant that is no UUID or an address that is none. */
export interface Blobs {
  /**
   * Keeps the bytes, on the disk before it resolves. Throws Failure('too-large') past `limit` bytes, and whatever the
   * source throws; both leave nothing behind. Memory does not grow with the size.
   */
  put(tenant: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<PutResult>;
  /** The plain bytes. Throws Failure('not-found'), or Failure('unavailable') when they are damaged. */
  get(tenant: string, address: string): Promise<Uint8Array>;
  /** As `get`, in pieces. Damage can show at any piece: use nothing of it before the end was reached. */
  stream(tenant: string, address: string): AsyncIterable<Uint8Array>;
  /** Whether the bytes are there. */
  has(tenant: string, address: string): Promise<boolean>;
  /** Removes the bytes; with `unless`, not when they were put in since. Nothing happens when there are none. */
  delete(tenant: string, address: string, unless?: { since: Date }): Promise<void>;
  /** All blobs, or one tenant's, with the size that they take up and when they were last put in. */
  list(tenant?: string): AsyncIterable<{ tenant: string; address: string; stored: number; at: Date }>;
}

/** Both keys from the one blob key that a tenant has (HKDF, RFC 5869). */
export function deriveBlobKeys(key: Uint8Array): BlobKeys {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `vito blob ${use}`, 32));
  return { mac: derive('address'), cipher: derive('cipher') };
}

export function checkAddress(tenant: string, address: string): void {
  checkTenant(tenant);
  if (!/^[0-9a-f]{64}$/.test(address)) throw new Failure('invalid', 'A blob address is 64 hexadecimal digits.');
}

export function checkTenant(tenant: string): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenant)) {
    throw new Failure('invalid', 'A tenant is named by a UUID in lower case.');
  }
}

export function missingBlob(): Failure {
  return new Failure(
    'not-found',
    'The bytes of this document are not here. Were they deleted, or is a backup incomplete?',
  );
}

export function damagedBlob(cause?: unknown): Failure {
  const message =
    'The stored bytes of this document are damaged, or belong to another key. Restore blobs and keys from a backup.';
  return new Failure('unavailable', message, { retry: 'never', cause });
}

/** Passes bytes on while it counts them and makes their address. */
export function measure(source: AsyncIterable<Uint8Array>, mac: Buffer, limit = Number.POSITIVE_INFINITY) {
  const hmac: Hmac = createHmac('sha256', mac);
  let size = 0;
  async function* pass(): AsyncIterable<Uint8Array> {
    for await (const piece of source) {
      size += piece.length;
      if (size > limit) {
        const message = `The file is larger than ${Math.floor(limit / 2 ** 20)} MB. Split it, or put in the part that matters.`;
        throw new Failure('too-large', message);
      }
      hmac.update(piece);
      yield piece;
    }
  }
  return {
    bytes: pass(),
    /** To be called once, after the last byte. */
    result: () => ({ size, address: hmac.digest('hex') }),
  };
}
