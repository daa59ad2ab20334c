// A sending over the guarded door, and in words what went wrong.
import type { NoAnswer, Outgoing } from '../../platform/outgoing.js';
import type { Answer, DeliverDeps } from './deliver.js';

const within = 15_000; // ms
const mostAnswer = 4096; // bytes that are kept

const words: Record<NoAnswer, string> = {
  forbidden: 'the address leads to a private network, and nothing is sent there',
  dns: 'the name could not be found',
  refused: 'the connection was refused',
  timeout: 'no answer within 15 seconds',
  tls: 'the certificate is not valid for this name',
  closed: 'the connection was closed before an answer came',
  'not-http': 'what answered does not speak HTTP',
  aborted: 'stopped',
};

export async function sendOut(outgoing: Outgoing, request: Parameters<DeliverDeps['send']>[0]): Promise<Answer> {
  const outcome = await outgoing.send({ ...request, method: 'POST', within, most: mostAnswer }).catch(() => null);
  if (!outcome) return { problem: 'nothing is sent to this address any more: change it', ms: 0 };
  if ('failed' in outcome) return { problem: words[outcome.failed], ms: outcome.ms };
  const { status, headers, body, ms } = outcome;
  return { status, headers, body: body.toString('utf8'), ms };
}
