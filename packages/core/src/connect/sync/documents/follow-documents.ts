// A source of documents is followed to its end: each is received, and what became of it is committed with where to go on.
import type { ChosenStream, HeldReason } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import type { Context } from '../../../spine/context.js';
import type { KeyedHash } from '../judge.js';
import type { Ledger } from '../ledger.js';
import { SourceProblem } from '../source-problem.js';
import { createLimited } from './limited.js';
import { type Brought, Unfetched } from './own-source.js';
import { recordKey } from './record-key.js';
import { createTaking } from './taking.js';
import { ticking } from './ticking.js';

export interface Incoming {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Uint8Array>;
  idempotencyKey?: string;
}

/** Takes in a file as if it had been posted, except that what somebody deleted stays deleted. */
export type ReceiveDocument = (
  ctx: Context,
  file: Incoming,
  source: 'imap' | 'folder',
) => Promise<{ documentId: string; duplicate: boolean }>;

export interface FollowDocumentsOptions {
  ctx: Context;
  ledger: Ledger;
  source: 'imap' | 'folder';
  streams: ChosenStream[];
  hash: KeyedHash;
  receive: ReceiveDocument;
  signal: AbortSignal;
  /** Milliseconds between commits. */
  commitEvery: number;
}

type Brings = Extract<Brought, { kind: 'document' }>;

const most = 8; // received at once: their commits go together
const tries = 4;
const second = 1000;

export async function followDocuments(options: FollowDocumentsOptions, told: AsyncGenerator<Brought>): Promise<void> {
  const { ctx, ledger, hash, receive, signal } = options;
  const taking = createTaking(ledger);
  const streams = new Map(options.streams.map((stream) => [stream.name, stream]));
  const receiving = createLimited(most);
  let committed = Date.now();

  async function flush(): Promise<void> {
    await receiving.all();
    if (!(await taking.commit())) await ledger.look();
    committed = Date.now();
  }

  async function hear(one: Brought): Promise<void> {
    if (one.kind === 'bookmark') {
      await receiving.all(); // it covers them
      return taking.bookmark(one.bookmark);
    }
    const stream = streams.get(one.stream);
    if (!stream) return;
    if (one.kind === 'same') taking.same(stream, one.count);
    if (one.kind === 'document') await receiving.add(() => take(stream, one));
    if (one.kind === 'document' && one.file.isAlone) await receiving.all();
    if (one.kind === 'held') taking.held(stream, recordKey(hash, stream.id, one.key), one.reason, one.data);
    if (one.kind === 'gone') taking.released(stream, recordKey(hash, stream.id, one.key));
    if (one.kind === 'complete') {
      await flush();
      await taking.releaseOthers(stream);
    }
  }

  async function take(stream: ChosenStream, one: Brings): Promise<void> {
    const key = recordKey(hash, stream.id, one.key);
    const received = await receiveOne(one);
    if ('reason' in received) return taking.held(stream, key, received.reason, received.data);
    const { documentId, duplicate } = received;
    taking.document(stream, key, one.isRecord ? { ...one.about, document: documentId } : null, duplicate);
  }

  async function receiveOne(one: Brings) {
    const { name, mediaType, bytes } = one.file;
    const idempotencyKey = one.onceKey === null ? {} : { idempotencyKey: one.onceKey };
    const held = (reason: HeldReason, problem: string) => ({ reason, data: { ...one.about, problem } });
    for (let attempt = 1; ; attempt++) {
      try {
        return await receive(ctx, { name, mediaType, bytes: bytes(), ...idempotencyKey }, options.source);
      } catch (error) {
        if (signal.aborted) throw error;
        if (error instanceof Unfetched) return held('unfetched', error.message);
        if (!(error instanceof Failure)) throw error;
        if (error.code === 'too-large') return held('too-large', error.message);
        if (error.code === 'invalid') return held('unfetched', error.message);
        // Its key is taken: it came in before, with other bytes, or was deleted since.
        if (error.code === 'conflict') return { documentId: '', duplicate: true };
        if (error.retry === 'never' || attempt >= tries) throw error;
        await wait(attempt * second, signal);
      }
    }
  }

  try {
    for await (const one of ticking(told, second)) {
      if (one) await hear(one);
      if (one === null || taking.isFull() || Date.now() - committed >= options.commitEvery) await flush();
    }
    await flush();
  } catch (error) {
    await receiving.all().catch(() => {});
    if (error instanceof SourceProblem && !signal.aborted) await flush(); // what it brought until then is here
    throw error;
  }
}
