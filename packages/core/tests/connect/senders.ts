// Senders of webhooks, each signing as its kind does: written from the schemes, apart from the code that verifies.
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { SourceKind } from '@vito/contracts/webhook';
import { Webhook } from 'standardwebhooks';

export interface Sent {
  headers: Record<string, string>;
  body: Buffer;
}

export interface Sending {
  secret: string;
  body: string | Buffer;
  id?: string;
  /** Milliseconds since 1970. */
  at?: number;
}

const seconds = (at = Date.now()): string => String(Math.floor(at / 1000));
const hex = (secret: string, ...parts: (string | Buffer)[]): string =>
  createHmac('sha256', secret)
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest('hex');

export const standardSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** By the library that the specification's authors publish. */
export function standard({ secret, body, id = `msg_${randomUUID()}`, at = Date.now() }: Sending): Sent {
  const signature = new Webhook(secret).sign(id, new Date(at), Buffer.from(body).toString('utf8'));
  return sentAs(body, { 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': signature });
}

export function standardKeys(): { secret: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { secret: `whpk_${raw.toString('base64')}`, privateKey };
}

export function standardBy(privateKey: KeyObject, { body, id = randomUUID(), at }: Omit<Sending, 'secret'>): Sent {
  const signed = Buffer.concat([Buffer.from(`${id}.${seconds(at)}.`), Buffer.from(body)]);
  const signature = `v1a,${sign(null, signed, privateKey).toString('base64')}`;
  return sentAs(body, { 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': signature });
}

export const github = ({ secret, body, id = randomUUID() }: Sending): Sent =>
  sentAs(body, {
    'x-github-delivery': id,
    'x-github-event': 'issues',
    'x-hub-signature-256': `sha256=${hex(secret, body)}`,
  });

export const stripe = ({ secret, body, at }: Sending): Sent =>
  sentAs(body, { 'stripe-signature': `t=${seconds(at)},v1=${hex(secret, `${seconds(at)}.`, body)},v0=ignored` });

export const slack = ({ secret, body, at }: Sending): Sent =>
  sentAs(body, {
    'x-slack-request-timestamp': seconds(at),
    'x-slack-signature': `v0=${hex(secret, `v0:${seconds(at)}:`, body)}`,
  });

export const basic = ({ secret, body }: Sending): Sent =>
  sentAs(body, { authorization: `Basic ${Buffer.from(secret).toString('base64')}` });

export const bearer = ({ secret, body }: Sending, headers: Record<string, string> = {}): Sent =>
  sentAs(body, { authorization: `Bearer ${secret}`, ...headers });

export const mailgun = (
  { secret, id = randomUUID(), at }: Omit<Sending, 'body'>,
  fields: Record<string, string>,
): Sent => {
  const timestamp = seconds(at);
  const form = new URLSearchParams({ ...fields, timestamp, token: id, signature: hex(secret, timestamp, id) });
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(form.toString()) };
};

/** A form with files, as browsers and providers write it. */
export async function multipart(fields: Record<string, string>, files: Record<string, File> = {}): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, file] of Object.entries(files)) form.set(name, file);
  const answer = new Response(form);
  return {
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

const sentAs = (body: string | Buffer, headers: Record<string, string>): Sent => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(body),
});

/** One well-signed request of each kind, for what must hold of all of them. */
export async function oneOfEach(
  at: number,
): Promise<{ kind: SourceKind; secret: string; sent: Sent; timed: boolean }[]> {
  const secret = 'a-shared-secret-of-some-length';
  const password = 'vito:correct-horse';
  const stripeBody = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', data: { object: { id: 'in_1' } } });
  const slackBody = JSON.stringify({
    type: 'event_callback',
    event_id: 'Ev1',
    event: { type: 'message', text: 'Hello' },
  });
  const event = JSON.stringify({ specversion: '1.0', id: '1', source: '/a', type: 'a.b', data: { x: 1 } });
  const form = await multipart({ headers: 'Message-ID: <a@b.example>\n', text: 'Hello', from: 'a@b.example' });
  return [
    {
      kind: 'standard',
      secret: standardSecret,
      sent: standard({ secret: standardSecret, body: '{"type":"a"}', at }),
      timed: true,
    },
    { kind: 'github', secret, sent: github({ secret, body: '{"action":"opened"}' }), timed: false },
    { kind: 'stripe', secret, sent: stripe({ secret, body: stripeBody, at }), timed: true },
    { kind: 'slack', secret, sent: slack({ secret, body: slackBody, at }), timed: true },
    {
      kind: 'cloudevents',
      secret,
      sent: bearer({ secret, body: event }, { 'content-type': 'application/cloudevents+json' }),
      timed: false,
    },
    { kind: 'postmark', secret: password, sent: basic({ secret: password, body: '{"MessageID":"m1"}' }), timed: false },
    { kind: 'mailgun', secret, sent: mailgun({ secret, at }, { subject: 'Hello' }), timed: true },
    {
      kind: 'sendgrid',
      secret: password,
      sent: {
        ...form,
        headers: {
          ...form.headers,
          ...basic({ secret: password, body: '' }).headers,
          'content-type': form.headers['content-type'] ?? '',
        },
      },
      timed: false,
    },
  ];
}
