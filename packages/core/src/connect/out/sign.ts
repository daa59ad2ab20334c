// The headers of a sending, by Standard Webhooks: a signature for each secret that is in force.
import { Webhook } from 'standardwebhooks';

/** `id` stays the same at every attempt; the time is that of this one. */
export function signed(id: string, body: string, secrets: string[], at: Date): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'ViTo-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
