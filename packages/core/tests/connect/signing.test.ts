// Signatures of webhooks: the published vectors, every changed byte, every malformed header, each kind's own rules.
import { generateKeyPairSync, sign } from 'node:crypto';
import { HmacOptions, type SourceKind } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../src/connect/signing/incoming.js';
import { checkSecret, newSecret } from '../../src/connect/signing/secret.js';
import { verified } from '../../src/connect/signing/verify.js';
import {
  bearer,
  multipart,
  oneOfEach,
  type Sent,
  slack,
  standard,
  standardBy,
  standardKeys,
  standardSecret,
  stripe,
} from './senders.js';

const now = Date.parse('2026-11-26T10:00:00Z');
const incoming = (sent: Sent, more: Partial<Incoming> = {}): Incoming => ({
  headers: sent.headers,
  token: null,
  raw: sent.body,
  now,
  ...more,
});
const ask = (
  kind: SourceKind,
  sent: Sent,
  secrets: string[],
  more: Partial<Incoming> = {},
  hmac: HmacOptions | null = null,
) => verified(kind, incoming(sent, more), { secrets, hmac });
const refused = { code: 'unauthenticated' };

describe('the published vectors', () => {
  it('of Standard Webhooks', async () => {
    const body = Buffer.from('{"test": 2432232314}');
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const at = { now: 1614265330_000 };
    const { payloads } = await ask('standard', { headers, body }, [secret], at);
    expect(payloads).toMatchObject([{ externalId: 'msg_p5jXN8AQM9LWM0D4loKWxJek' }]);
    await expect(ask('standard', { headers, body }, [secret])).rejects.toMatchObject(refused); // years later
  });

  it('of GitHub', async () => {
    const headers = {
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    };
    const body = Buffer.from('Hello, World!');
    const { payloads } = await ask('github', { headers, body }, ["It's a Secret to Everybody"]);
    expect(payloads[0]?.externalId).toBe('72d3162e-cc78-11e3-81ab-4c9367dc0958');
  });
});

describe('a request of every kind', async () => {
  const all = await oneOfEach(now);

  it.each(all)('is let in when it is signed: $kind', async ({ kind, sent, secret }) => {
    const { payloads } = await ask(kind, sent, ['another secret: wrong', secret]);
    expect(payloads).toHaveLength(1);
    expect(payloads[0]?.externalId).not.toBe('');
    await expect(ask(kind, sent, [newSecret(kind)])).rejects.toMatchObject(refused);
    await expect(ask(kind, sent, [])).rejects.toMatchObject(refused);
  });

  const signsItsBody = all.filter(({ kind }) => ['standard', 'github', 'stripe', 'slack'].includes(kind));
  it.each(signsItsBody)('is refused for any changed byte of its body: $kind', async ({ kind, sent, secret }) => {
    for (let at = 0; at < sent.body.length; at++) {
      const body = Buffer.from(sent.body);
      body[at] = (body[at] as number) ^ 1;
      await expect(ask(kind, { ...sent, body }, [secret]), `byte ${at}`).rejects.toMatchObject(refused);
    }
    for (const body of [sent.body.subarray(1), Buffer.concat([sent.body, Buffer.from(' ')]), Buffer.alloc(0)])
      await expect(ask(kind, { ...sent, body }, [secret])).rejects.toMatchObject(refused);
  });

  it.each(all.filter(({ timed }) => timed))(
    'is refused when it is old, or from the future: $kind',
    async ({ kind, sent, secret }) => {
      for (const away of [-301_000, 301_000, 86_400_000])
        await expect(ask(kind, sent, [secret], { now: now + away })).rejects.toMatchObject(refused);
      for (const near of [-299_000, 299_000])
        await expect(ask(kind, sent, [secret], { now: now + near })).resolves.toBeDefined();
    },
  );

  it.each(all)(
    'is refused as unsigned, never as a fault, whatever its headers hold: $kind',
    async ({ kind, sent, secret }) => {
      const names = Object.keys(sent.headers).filter((name) => name !== 'content-type');
      const odd = fc.oneof(
        fc.string({ maxLength: 300 }),
        fc.constantFrom(
          '',
          'v1,',
          'v1,====',
          'sha256=',
          'sha256=zz',
          't=,v1=',
          't=1,v1=00',
          'v0=',
          'Basic ',
          'Basic ===',
          'Bearer',
          ', ,',
          '\u0000',
        ),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names, 'x-none'), fc.option(odd), async (name, value) => {
          const headers = { ...sent.headers };
          if (value === null) delete headers[name];
          else headers[name] = value;
          const outcome = await ask(kind, { ...sent, headers }, [secret]).then(
            () => 'let in',
            (error: unknown) => error,
          );
          if (name in sent.headers && name !== 'x-github-event' && value !== sent.headers[name]) {
            // Only the one thing that GitHub does not sign can be another: the id of the delivery.
            if (outcome !== 'let in') expect(outcome).toMatchObject(refused);
            else expect(name).toBe('x-github-delivery');
          } else expect(outcome).toBe('let in');
        }),
        { numRuns: 150 },
      );
    },
  );
});

describe('Standard Webhooks', () => {
  const body = '{"type":"invoice.paid","data":{"id":"in_1"}}';
  const sent = standard({ secret: standardSecret, body, id: 'msg_1', at: now });

  it('signs the id and the time as well', async () => {
    for (const change of [{ 'webhook-id': 'msg_2' }, { 'webhook-timestamp': String(now / 1000 + 1) }])
      await expect(
        ask('standard', { ...sent, headers: { ...sent.headers, ...change } }, [standardSecret]),
      ).rejects.toMatchObject(refused);
  });

  it('may carry several signatures, of which one must fit', async () => {
    const signature = `v2,what v1,${'A'.repeat(43)}= ${sent.headers['webhook-signature']}`;
    const several = { ...sent, headers: { ...sent.headers, 'webhook-signature': signature } };
    const { payloads } = await ask('standard', several, [standardSecret]);
    expect(payloads).toMatchObject([{ externalId: 'msg_1', type: 'invoice.paid' }]);
  });

  it('takes an Ed25519 signature by the public key, and none of the other scheme with it', async () => {
    const { secret, privateKey } = standardKeys();
    const byKey = standardBy(privateKey, { body, id: 'msg_1', at: now });
    expect((await ask('standard', byKey, [secret])).payloads).toHaveLength(1);
    const changed = { ...byKey, body: Buffer.from(body.replace('in_1', 'in_2')) };
    await expect(ask('standard', changed, [secret])).rejects.toMatchObject(refused);
    // The public key is no secret: a request that is "signed" with it as one is not let in.
    const asShared = standard({ secret: secret.replace('whpk_', 'whsec_'), body, id: 'msg_1', at: now });
    await expect(ask('standard', asShared, [secret])).rejects.toMatchObject(refused);
  });
});

describe('Stripe and Slack', () => {
  it('take a second signature while a secret is being rotated', async () => {
    const body = '{"id":"evt_1","type":"x"}';
    const [one, two] = [stripe({ secret: 'first', body, at: now }), stripe({ secret: 'second', body, at: now })];
    const second = /v1=[0-9a-f]+/.exec(two.headers['stripe-signature'] ?? '')?.[0];
    const both = { ...one, headers: { 'stripe-signature': `${one.headers['stripe-signature']},${second}` } };
    expect((await ask('stripe', both, ['second'])).payloads[0]?.externalId).toBe('evt_1');
  });

  it('answer the challenge of Slack, when it is signed', async () => {
    const sent = slack({ secret: 's', body: '{"type":"url_verification","challenge":"abc"}', at: now });
    expect(await ask('slack', sent, ['s'])).toEqual({ payloads: [], reply: { challenge: 'abc' } });
    await expect(ask('slack', sent, ['t'])).rejects.toMatchObject(refused);
  });

  it('refuse a signed body that has no id as one that cannot be read', async () => {
    for (const body of ['', 'no json', '[]', '{}', '{"id":null}']) {
      await expect(ask('stripe', stripe({ secret: 's', body, at: now }), ['s'])).rejects.toMatchObject({
        code: 'invalid',
      });
    }
  });
});

describe('CloudEvents', () => {
  const secret = 'a bearer token';
  const token = { token: secret };
  const event = {
    specversion: '1.0',
    id: 'A1',
    source: '/shop',
    type: 'order.placed',
    time: '2026-11-26T09:00:00Z',
    data: { n: 1 },
  };
  const as = (type: string, body: unknown, headers: Record<string, string> = {}): Sent => ({
    headers: { 'content-type': type, ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });

  it('come structured, binary and in batches', async () => {
    const structured = await ask(
      'cloudevents',
      as('application/cloudevents+json; charset=utf-8', event),
      [secret],
      token,
    );
    expect(structured.payloads).toMatchObject([{ externalId: '/shop A1', type: 'order.placed' }]);
    const headers = { 'ce-specversion': '1.0', 'ce-id': 'A1', 'ce-source': '/shop', 'ce-type': 'order.placed' };
    const binary = await ask('cloudevents', as('application/json', { n: 1 }, headers), [secret], token);
    expect(JSON.parse(binary.payloads[0]?.raw.toString() ?? '')).toMatchObject({ id: 'A1', data: { n: 1 } });
    const batch = [event, { ...event, id: 'A2' }];
    const batched = await ask('cloudevents', as('application/cloudevents-batch+json', batch), [secret], token);
    expect(batched.payloads.map(({ externalId }) => externalId)).toEqual(['/shop A1', '/shop A2']);
    expect((await ask('cloudevents', as('application/cloudevents-batch+json', []), [secret], token)).payloads).toEqual(
      [],
    );
  });

  it('that lack what must be there, or are of another version, are refused', async () => {
    const wrong = [
      { ...event, id: undefined },
      { ...event, source: '' },
      { ...event, specversion: '0.3' },
      [],
      'text',
      null,
    ];
    for (const body of wrong)
      await expect(ask('cloudevents', as('application/cloudevents+json', body), [secret], token)).rejects.toMatchObject(
        { code: 'invalid' },
      );
    const plain = bearer({ secret: 'x', body: '{}' });
    await expect(ask('cloudevents', plain, ['x'])).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a sender of one’s own kind', () => {
  it('signs what and where its settings say', async () => {
    const { createHmac } = await import('node:crypto');
    for (const algorithm of ['sha256', 'sha512', 'sha1'] as const)
      for (const encoding of ['hex', 'base64'] as const) {
        const options = HmacOptions.parse({
          header: 'X-Sig',
          algorithm,
          encoding,
          prefix: 'is=',
          signed: 'v1:{timestamp}:{id}:{body}!',
          idHeader: 'X-Id',
          timestampHeader: 'X-At',
        });
        const mac = createHmac(algorithm, 's')
          .update(`v1:${now / 1000}:7:the body!`)
          .digest(encoding);
        const headers = { 'x-sig': `is=${mac}`, 'x-id': '7', 'x-at': String(now / 1000) };
        const sent = { headers, body: Buffer.from('the body') };
        expect((await ask('hmac', sent, ['s'], {}, options)).payloads[0]?.externalId).toBe('7');
        for (const change of [{ 'x-id': '8' }, { 'x-at': String(now / 1000 - 1) }, { 'x-sig': mac }])
          await expect(
            ask('hmac', { ...sent, headers: { ...headers, ...change } }, ['s'], {}, options),
          ).rejects.toMatchObject(refused);
      }
  });
});

describe('SendGrid', () => {
  it('is verified by its key, over the time and the body', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const secret = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const form = await multipart({ from: 'a@b.example', text: 'Hello' });
    const time = String(now / 1000);
    const signature = sign('sha256', Buffer.concat([Buffer.from(time), form.body]), privateKey).toString('base64');
    const headers = {
      ...form.headers,
      'x-twilio-email-event-webhook-timestamp': time,
      'x-twilio-email-event-webhook-signature': signature,
    };
    expect((await ask('sendgrid', { ...form, headers }, [secret])).payloads).toHaveLength(1);
    const body = Buffer.concat([form.body, Buffer.from('\r\n')]);
    await expect(ask('sendgrid', { headers, body }, [secret])).rejects.toMatchObject(refused);
  });
});

describe('a secret', () => {
  it('is made in the form that its kind uses, and one of another form is refused with the reason', () => {
    for (const kind of [
      'standard',
      'github',
      'stripe',
      'slack',
      'cloudevents',
      'hmac',
      'postmark',
      'mailgun',
      'sendgrid',
    ] as const)
      expect(() => checkSecret(kind, newSecret(kind))).not.toThrow();
    for (const [kind, secret] of [
      ['standard', 'whsec_!!'],
      ['standard', 'whpk_AAAA'],
      ['postmark', 'no-colon-here'],
      ['sendgrid', 'not-a-key'],
    ] as const)
      expect(() => checkSecret(kind, secret)).toThrow(Failure);
  });
});
