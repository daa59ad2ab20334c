// A sender as providers are: each webhook is sent again, under the same id, until it is answered with 2xx.
import { createHmac } from 'node:crypto';
import { wait } from '@vito/runtime/wait';
import type { Node } from '../setup/cluster.js';

export interface Sender {
  /** Ids that were answered with 2xx. */
  accepted: Set<string>;
  /** Ids that were sent at all: those not accepted may be kept or not. */
  sent: Set<string>;
  tries: () => number;
  /** No new ones; resolves when all that were begun are accepted. */
  stop(): Promise<void>;
}

/** Sends about `perSecond` new webhooks to whichever of the api processes answers. */
export function startSender(apis: () => Node[], path: string, secret: string, perSecond: number): Sender {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const accepted = new Set<string>();
  const sent = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let tries = 0;
  let ended = false;

  async function deliver(id: string): Promise<void> {
    sent.add(id);
    const body = JSON.stringify({ type: 'order.placed', data: { id: `order of ${id}` } });
    for (;;) {
      tries++;
      const [api] = [...apis()].sort(() => Math.random() - 0.5);
      const time = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': time,
        'webhook-signature': `v1,${signature}`,
      };
      const answer = await fetch(`${api?.base}${path}`, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(5000),
      }).catch(() => null);
      await answer?.arrayBuffer().catch(() => {});
      if (answer?.ok) {
        accepted.add(id);
        return;
      }
      await wait(100 + Math.random() * 200);
    }
  }

  const sending = (async () => {
    for (let n = 0; !ended; n++) {
      const one = deliver(`msg_${n}`).finally(() => underWay.delete(one));
      underWay.add(one);
      if (n % 20 === 19) underWay.add(deliver(`msg_${n - 5}`)); // some come twice
      await wait(1000 / perSecond);
    }
  })();

  return {
    accepted,
    sent,
    tries: () => tries,
    async stop() {
      ended = true;
      await sending;
      await Promise.all(underWay);
    },
  };
}
