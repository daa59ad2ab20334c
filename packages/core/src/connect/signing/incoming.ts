// A request at the door, and what a verifier makes of it: the payloads that it carries, or a refusal.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HmacOptions } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';

export interface Incoming {
  /** Names in lower case; what came twice is joined by commas. */
  headers: Record<string, string>;
  /** The value of `access_token` in the address; null where there is none. */
  token: string | null;
  /** The bytes as they came. */
  raw: Buffer;
  /** Milliseconds since 1970. */
  now: number;
}

export interface SignedPayload {
  /** What its sender calls it, for ever. */
  externalId: string;
  type: string;
  raw: Buffer;
}

export interface Verified {
  payloads: SignedPayload[];
  /** What the sender wants to hear instead of our own words. */
  reply?: Record<string, unknown>;
}

export interface Signing {
  /** All that verify at this moment. */
  secrets: string[];
  hmac: HmacOptions | null;
}

/** Throws Failure('unauthenticated') for whatever is not signed as it should be, 'invalid' for what is and cannot be read. */
export type Verifier = (incoming: Incoming, signing: Signing) => Verified | Promise<Verified>;

export const unsigned = (why: string): Failure => new Failure('unauthenticated', why);
export const unreadable = (why: string): Failure => new Failure('invalid', why);

/** The header, or a refusal that names it. */
export function header(incoming: Incoming, name: string): string {
  const value = incoming.headers[name];
  if (!value) throw unsigned(`the header ${name} is missing`);
  return value;
}

/** Seconds since 1970 within five minutes of now. */
export function checkTime(text: string, now: number, tolerance = 300): void {
  if (!/^\d{1,12}$/.test(text)) throw unsigned('the time of this request is no number of seconds');
  const apart = Math.abs(now / 1000 - Number(text));
  if (apart > tolerance) throw unsigned('the time of this request is more than five minutes away from ours');
}

/** In constant time, whatever the lengths. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  if (a.length === b.length) return timingSafeEqual(a, b);
  timingSafeEqual(a, a);
  return false;
}

export const sameText = (a: string, b: string): boolean =>
  sameBytes(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

export const hashOf = (raw: Buffer): string => createHash('sha256').update(raw).digest('hex');

/** Bytes in hex; null where they are none. */
export const fromHex = (text: string): Buffer | null =>
  /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : null;

export const fromBase64 = (text: string): Buffer | null =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;

/** A JSON object, or a refusal. */
export function jsonOf(raw: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {}
  throw unreadable('the body is no JSON object');
}

/** A member that is a text or a number, as text; empty where it is neither. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** `user:password` of a Basic Authorization, or null. */
export function basicOf({ headers }: Incoming): string | null {
  const text = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(headers.authorization ?? '')?.[1];
  return text ? Buffer.from(text, 'base64').toString('utf8') : null;
}

/** Every secret is compared, so that the time tells nothing about which one it was. */
export function anyOf<T>(secrets: T[], verifies: (secret: T) => boolean): boolean {
  let found = false;
  for (const secret of secrets) if (verifies(secret)) found = true;
  return found;
}
