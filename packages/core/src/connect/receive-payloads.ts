// The door: a request is verified by its source's rules and kept, on the disk, before it is answered; what came before is known.
import { isUtf8 } from 'node:buffer';
import { newId } from '@vito/contracts/ids';
import { largestPayload } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { Blobs } from '../platform/blobs.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import type { NewStream, NewStreams } from '../spine/new-streams.js';
import type { Vault } from '../spine/vault.js';
import { payload, payloadKey } from './payload.js';
import type { Rates } from './rate.js';
import type { Incoming, SignedPayload } from './signing/incoming.js';
import { verified } from './signing/verify.js';
import { noSource } from './source.js';
import { type KnownSource, type Sources, secretsAt } from './sources.js';

export interface ReceivedPayload {
  id: string;
  /** It came before: `id` is the one that is kept. */
  duplicate: boolean;
}

export interface Answered {
  received: ReceivedPayload[];
  /** What the sender wants to hear instead. */
  reply: Record<string, unknown> | null;
}

export interface DoorDeps {
  store: EventStore;
  vault: Vault;
  blobs: Blobs;
  sources: Sources;
  newPayloads: NewStreams;
  rates: Rates;
}

const longBody = 64 * 1024; // bytes: what is longer is kept as a blob
const mostWaiting = 10_000; // payloads of a tenant: more than that is not taken while they wait for the disk
const longestHeader = 2000;
const actor: Context['actor'] = { kind: 'system', id: 'webhooks', name: null };
/** Never kept: they let others in. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * Resolves when all payloads of the request are on the disk. Throws Failure: 'not-found', 'unauthenticated', 'invalid',
 * 'forbidden' (paused), 'too-many' with the seconds to wait, 'unavailable'.
 */
export async function receivePayloads(deps: DoorDeps, sourceId: string, incoming: Incoming): Promise<Answered> {
  const known = await deps.sources.byId(sourceId);
  if (!known || known.source.state === 'removed') throw noSource();
  const { kind, hmac } = known.source;
  const { payloads, reply } = await verified(kind, incoming, { hmac, secrets: secretsAt(known.source, incoming.now) });
  if (known.source.state === 'paused') throw new Failure('forbidden', 'this source is paused', { retry: 'later' });
  await makeRoom(deps, known.tenant, payloads.length, incoming.now);
  const { vault } = deps;
  const dataKey = await vault.keep(known.tenant, payloadKey(sourceId, new Date(incoming.now)));
  const fingerprint = await vault.fingerprints(known.tenant, 'payload');
  const firsts = new Map<string, Promise<ReceivedPayload>>(); // what stands twice in one request is kept once, as the first
  const keeping = payloads.map((one) => {
    const key = `payload ${fingerprint(`${sourceId} ${one.externalId}`).toString('base64url')}`;
    const first = firsts.get(key);
    if (first) return first.then(({ id }) => ({ id, duplicate: true }));
    const kept = keep(deps, known, { ...one, key, dataKey }, incoming);
    firsts.set(key, kept);
    return kept;
  });
  const received = await Promise.all(keeping);
  return { received, reply: reply ?? null };
}

/** Only what was signed counts: nobody else can use up a company's rate. */
async function makeRoom({ rates, newPayloads }: DoorDeps, tenant: string, count: number, now: number): Promise<void> {
  const wait = newPayloads.waiting(tenant) > mostWaiting ? 1 : rates.take(tenant, count, now);
  if (wait !== null)
    throw new Failure('too-many', 'this company gets more webhooks than it may: send it again later', {
      retryAfter: wait,
    });
}

async function keep(
  deps: DoorDeps,
  { tenant, id: sourceId }: KnownSource,
  signed: SignedPayload & Pick<NewStream, 'key' | 'dataKey'>,
  incoming: Incoming,
): Promise<ReceivedPayload> {
  const { key, dataKey } = signed;
  const body = await bodyOf(deps.blobs, tenant, signed.raw);
  const draft: Draft = {
    type: 'payload.received',
    data: { sourceId, size: signed.raw.length, address: body.address },
    secret: { type: signed.type, externalId: signed.externalId, headers: kept(incoming.headers), ...body.inline },
  };
  const loaded = { stream: newId('payload'), version: 0, state: payload.initial };
  const staged = deps.store.stage({ tenant, actor }, payload, loaded, [draft], { id: dataKey.id });
  const stream = await deps.newPayloads.add(tenant, { key, staged, dataKey });
  return { id: stream, duplicate: stream !== loaded.stream };
}

async function bodyOf(
  blobs: Blobs,
  tenant: string,
  raw: Buffer,
): Promise<{ address: string | null; inline: { body?: string; base64?: string } }> {
  if (raw.length > longBody) {
    const { address } = await blobs.put(
      tenant,
      (async function* () {
        yield raw;
      })(),
      largestPayload,
    );
    return { address, inline: {} };
  }
  // A text with a zero in it would not come back as it came.
  const inline = isUtf8(raw) && !raw.includes(0) ? { body: raw.toString('utf8') } : { base64: raw.toString('base64') };
  return { address: null, inline };
}

function kept(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers)
    if (!secretHeaders.has(name)) result[name] = (headers[name] as string).slice(0, longestHeader);
  return result;
}
