// A sending over the guarded door; where no answer comes, the reason in words.
import { Failure } from '@vito/runtime/failure';
import { NoAnswer } from '../../platform/no-answer.js';
import type { Outgoing } from '../../platform/outgoing.js';
import type { Answer, DeliverDeps } from './deliver.js';

const timeoutMs = 15_000;
const mostBytes = 4096; // of the answer: as much as is kept

/** Rejects only with the reason of the request's signal. */
export async function sendOut(outgoing: Outgoing, request: Parameters<DeliverDeps['send']>[0]): Promise<Answer> {
  try {
    const { status, headers, body, ms } = await outgoing.send({ ...request, method: 'POST', timeoutMs, mostBytes });
    return { status, headers, body: Buffer.from(body).toString('utf8'), ms };
  } catch (error) {
    if (error instanceof NoAnswer) return { problem: error.message, ms: error.ms };
    // An address that was fit when it was saved, by rules that were others then.
    if (error instanceof Failure && error.code === 'invalid') return { problem: error.message, ms: 0 };
    throw error;
  }
}
