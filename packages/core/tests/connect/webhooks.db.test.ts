// Webhooks over real HTTP and a real database: kept once for ever, mapped, found, replayed, erased; and never another company's.
import { randomBytes, randomUUID } from 'node:crypto';
import type { SourceKind, SourceView } from '@vito/contracts/webhook';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasePayloads } from '../../src/connect/erase-payloads.js';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { basic, bearer, github, mailgun, multipart, type Sent, slack, standard, stripe } from './senders.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

type Added = { source: SourceView; secret: string };
const add = (kind: SourceKind, more: object = {}, who: Person = app.me): Promise<Added> =>
  who.client.call('addSource', { body: { name: `A ${kind} source`, kind, ...more } });

const post = (source: { id: string }, { headers, body }: Sent): Promise<Response> =>
  fetch(`${app.url}/v1/hooks/${source.id}`, { method: 'POST', headers, body: new Uint8Array(body) });

async function accepted(source: { id: string }, sent: Sent): Promise<{ id: string; duplicate: boolean }> {
  const answer = await post(source, sent);
  expect(answer.status, await answer.clone().text()).toBe(202);
  return ((await answer.json()) as { received: [{ id: string; duplicate: boolean }] }).received[0];
}

/** A payload once it was mapped, or could not be. */
const mapped = (id: string, who: Person = app.me) =>
  who.until(`${id} is mapped`, async () => {
    const view = await who.client.call('getPayload', { params: { id } });
    return view.state !== 'received' && view;
  });

async function factOf(payloadId: string) {
  const [first] = (await mapped(payloadId)).yields;
  return app.client.call('getFact', { params: { id: first?.id ?? '' } });
}

const standardBody = (data: object, more: object = {}) => JSON.stringify({ type: 'order.placed', data, ...more });

describe('a webhook', () => {
  it('that is signed is kept as it came, and becomes a fact on the timeline', async () => {
    const { source, secret } = await add('standard');
    const body = standardBy({ id: 'ord_1', note: 'Ünïcode ✓' });
    const { id, duplicate } = await accepted(source, standard({ secret, body, id: 'msg_a' }));
    expect(duplicate).toBe(false);
    const view = await mapped(id);
    expect(view).toMatchObject({
      sourceId: source.id,
      type: 'order.placed',
      externalId: 'msg_a',
      state: 'mapped',
      body,
      encoding: 'utf8',
    });
    expect(view.headers['webhook-id']).toBe('msg_a');
    expect(await factOf(id)).toMatchObject({ type: 'order.placed', entity: 'ord_1', title: 'order.placed · ord_1' });
    const { entries } = await app.client.call('getTimeline', { query: { limit: 5 } });
    expect(entries[0]).toMatchObject({ type: 'fact.recorded', fact: { entity: 'ord_1' } });
  });

  const standardBy = (data: object) => standardBody(data);

  it('that comes again, also many times at once and in one batch with itself, is one for ever', async () => {
    const { source, secret } = await add('standard');
    const sent = standard({ secret, body: standardBody({ id: 'ord_2' }), id: 'msg_b' });
    const answers = await Promise.all(Array.from({ length: 40 }, () => accepted(source, sent)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await app.settled();
    // Another body under the same id is the same webhook: the first one counts.
    const again = await accepted(source, standard({ secret, body: standardBody({ id: 'ord_9' }), id: 'msg_b' }));
    expect(again).toEqual({ id: answers[0]?.id, duplicate: true });
    expect((await app.client.call('getSource', { params: { id: source.id } })).received).toBe(1);
    // Of another source it is another one.
    const other = await add('standard', { secret });
    expect((await accepted(other.source, sent)).duplicate).toBe(false);
  });

  it('that is not signed is 401 and leaves nothing; an unknown source is 404', async () => {
    const { source, secret } = await add('standard');
    const sent = standard({ secret, body: '{"type":"x"}' });
    expect((await post(source, { ...sent, body: Buffer.from('{"type":"y"}') })).status).toBe(401);
    expect((await post(source, { ...sent, headers: {} })).status).toBe(401);
    for (const id of [`src_${'0'.repeat(26)}`, 'x', '%2e%2e', '..%2f'])
      expect((await post({ id }, sent)).status, id).toBe(404);
    expect((await app.client.call('getSource', { params: { id: source.id } })).received).toBe(0);
  });

  it('with bytes that are no text, or a zero in it, or a megabyte of it, comes back to the byte', async () => {
    const { source, secret } = await add('github');
    for (const body of [
      randomBytes(999),
      Buffer.from('a\0b'),
      Buffer.alloc(0),
      Buffer.from('x'.repeat(1_000_000)),
      randomBytes(100_000),
    ]) {
      const { id } = await accepted(source, github({ secret, body }));
      const view = await app.client.call('getPayload', { params: { id } });
      expect(Buffer.from(view.body, view.encoding).equals(body)).toBe(true);
      expect(view.size).toBe(body.length);
    }
    await app.settled();
  });

  it('that is larger than 30 MB is refused as too large', async () => {
    const { source, secret } = await add('github');
    expect((await post(source, github({ secret, body: Buffer.alloc(31 * 2 ** 20) }))).status).toBe(413);
  });

  it('of a batch of CloudEvents is kept event by event, each once', async () => {
    const { source, secret } = await add('cloudevents');
    const event = {
      specversion: '1.0',
      id: '1',
      source: '/a',
      subject: 'lift 4',
      type: 'lift.stopped',
      time: '2026-11-20T08:00:00Z',
    };
    const sent = bearer(
      { secret, body: JSON.stringify([event, { ...event, id: '2' }, event]) },
      { 'content-type': 'application/cloudevents-batch+json' },
    );
    const { received } = (await (await post(source, sent)).json()) as {
      received: { id: string; duplicate: boolean }[];
    };
    expect(received.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
    expect(await factOf(received[0]?.id ?? '')).toMatchObject({ entity: 'lift 4', at: '2026-11-20T08:00:00.000Z' });
    const asked = await fetch(`${app.url}/v1/hooks/${source.id}`, {
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'eventemitter.example' },
    });
    expect(asked.headers.get('webhook-allowed-origin')).toBe('eventemitter.example');
  });

  it('of Slack: the challenge is answered; a message is read as a chat', async () => {
    const { source, secret } = await add('slack');
    const challenge = await post(source, slack({ secret, body: '{"type":"url_verification","challenge":"c"}' }));
    expect([challenge.status, await challenge.json()]).toEqual([200, { challenge: 'c' }]);
    const event = {
      type: 'message',
      channel: 'C1',
      user: 'U1',
      ts: '1789541891.000100',
      text: 'I will send the plans by Friday.',
    };
    const { id } = await accepted(
      source,
      slack({ secret, body: JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event }) }),
    );
    const [found] = (await mapped(id)).yields;
    expect(await app.read(found?.id ?? '')).toMatchObject({ kind: 'chat', state: 'read' });
    await app.settled();
    const { items } = await app.client.call('listCommitments', { query: { document: found?.id } });
    expect(items[0]?.quote).toContain('I will send the plans by Friday');
  });

  it('that tells late of an earlier time does not take the state backwards', async () => {
    const { source, secret } = await add('stripe');
    const told = (id: string, status: string, created: number) =>
      accepted(
        source,
        stripe({
          secret,
          body: JSON.stringify({ id, type: `invoice.${status}`, created, data: { object: { id: 'in_7', status } } }),
        }),
      );
    const paid = await told('evt_2', 'paid', 1_790_000_100);
    expect(await factOf(paid.id)).toMatchObject({ type: 'invoice.paid', data: { status: 'paid' } });
    const late = await told('evt_1', 'open', 1_790_000_000);
    expect(await factOf(late.id)).toMatchObject({
      type: 'invoice.paid',
      data: { status: 'paid' },
      at: '2026-09-21T14:15:00.000Z',
    });
  });
});

describe('mail that a provider posts', () => {
  const text = 'Dear Ines,\n\nI will send you the signed lease by Friday 4 December.\n\nRegards\nTom';

  it.each(['postmark', 'mailgun', 'sendgrid'] as const)(
    '%s: is read as a mail, with its attachments and its promises',
    async (kind) => {
      const { source, secret } = await add(kind);
      const common = { from: 'Tom Reed <tom@reed.example>', to: 'ines@caldbeck.example', subject: 'The lease' };
      const id = `<${randomUUID()}@reed.example>`;
      const date = 'Thu, 26 Nov 2026 09:00:00 +0000';
      const note = Buffer.from(`The key is with the porter. ${kind}`);
      let sent: Sent;
      if (kind === 'postmark') {
        const attachments = [{ Name: 'note.txt', ContentType: 'text/plain', Content: note.toString('base64') }];
        const mail = {
          MessageID: randomUUID(),
          RecordType: 'Inbound',
          From: common.from,
          To: common.to,
          Subject: common.subject,
          TextBody: text,
          Date: date,
          Headers: [{ Name: 'Message-ID', Value: id }],
          Attachments: attachments,
        };
        sent = basic({ secret, body: JSON.stringify(mail) });
      } else if (kind === 'mailgun') {
        sent = mailgun(
          { secret },
          { ...common, recipient: common.to, 'body-plain': text, Date: date, 'Message-Id': id },
        );
      } else {
        const form = await multipart(
          { ...common, text, headers: `Date: ${date}\nMessage-ID: ${id}\n` },
          { attachment1: new File([note], 'note.txt', { type: 'text/plain' }) },
        );
        sent = { ...form, headers: { ...basic({ secret, body: '' }).headers, ...form.headers } };
      }
      const received = await accepted(source, sent);
      const [found] = (await mapped(received.id)).yields;
      const mail = await app.read(found?.id ?? '');
      expect(mail).toMatchObject({
        kind: 'mail',
        messages: [{ subject: 'The lease', from: { address: 'tom@reed.example' } }],
      });
      expect(mail.attachments).toHaveLength(kind === 'mailgun' ? 0 : 1);
      await app.settled();
      const { items } = await app.client.call('listCommitments', { query: { document: mail.id } });
      expect(items[0]).toMatchObject({ due: '2026-12-04', debtor: { address: 'tom@reed.example' } });
      // Mapped again it is the same mail: nothing is doubled.
      await app.client.call('replayPayload', { params: { id: received.id } });
      await app.settled();
      expect((await mapped(received.id)).yields).toEqual([found]);
    },
  );
});

describe('a source', () => {
  it('whose secret is rotated verifies with both, then only with the new one', async () => {
    const first = await add('standard');
    const { source } = first;
    const by = (secret: string) => post(source, standard({ secret, body: '{}' })).then(({ status }) => status);
    const second = await app.client.call('rotateSourceSecret', { params: { id: source.id }, body: { keepHours: 1 } });
    expect([await by(first.secret), await by(second.secret)]).toEqual([202, 202]);
    expect(second.source.secrets).toHaveLength(2);
    const third = await app.client.call('rotateSourceSecret', { params: { id: source.id }, body: { keepHours: 0 } });
    expect([await by(second.secret), await by(third.secret)]).toEqual([401, 202]);
    expect(await by(first.secret)).toBe(202); // its hour is not over
  });

  it('that is paused takes nothing, and does again when it is resumed; its secret is never shown again', async () => {
    const { source, secret } = await add('standard');
    await app.client.call('changeSource', { params: { id: source.id }, body: { paused: true, name: 'Orders' } });
    expect((await post(source, standard({ secret, body: '{}' }))).status).toBe(403);
    const view = await app.client.call('changeSource', { params: { id: source.id }, body: { paused: false } });
    expect(view).toMatchObject({ name: 'Orders', paused: false });
    expect((await post(source, standard({ secret, body: '{}' }))).status).toBe(202);
    expect(JSON.stringify(await app.client.call('listSources'))).not.toContain(secret);
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query(
      "select count(*)::int as n from vito.source s where s::text like '%' || $1 || '%'",
      [secret],
    );
    await owner.end();
    expect(rows[0].n).toBe(0);
  });

  it('of another company is not there: not to see, change, replay or preview, nor are its payloads', async () => {
    const { source, secret } = await add('standard');
    const { id } = await accepted(source, standard({ secret, body: standardBody({ id: 'mine' }) }));
    const { yields } = await mapped(id);
    const { client } = await app.stranger();
    const gone = { problem: { status: 404 } };
    const params = { id: source.id };
    await expect(client.call('getSource', { params })).rejects.toMatchObject(gone);
    await expect(client.call('changeSource', { params, body: { paused: true } })).rejects.toMatchObject(gone);
    await expect(client.call('rotateSourceSecret', { params, body: {} })).rejects.toMatchObject(gone);
    await expect(client.call('removeSource', { params })).rejects.toMatchObject(gone);
    await expect(client.call('previewMapping', { params, body: { mapping: null } })).rejects.toMatchObject(gone);
    await expect(client.call('replaySource', { params, body: {} })).rejects.toMatchObject(gone);
    await expect(client.call('getPayload', { params: { id } })).rejects.toMatchObject(gone);
    await expect(client.call('replayPayload', { params: { id } })).rejects.toMatchObject(gone);
    await expect(client.call('getFact', { params: { id: yields[0]?.id ?? '' } })).rejects.toMatchObject(gone);
    expect((await client.call('listPayloads')).items).toEqual([]);
  });

  it('that is removed takes nothing any more, and what came from it is gone; what it became stays', async () => {
    const { source, secret } = await add('github');
    const word = `canary${randomBytes(6).toString('hex')}`;
    const small = await accepted(source, github({ secret, body: JSON.stringify({ repository: { full_name: word } }) }));
    const large = await accepted(source, github({ secret, body: randomBytes(100_000) }));
    const { yields } = await mapped(small.id);
    await app.settled();
    const blobs = async () => {
      let count = 0;
      for await (const _ of app.app.services.blobs.list(app.tenant)) count++;
      return count;
    };
    const before = await blobs();
    await app.client.call('removeSource', { params: { id: source.id } });
    expect((await post(source, github({ secret, body: '{}' }))).status).toBe(404);
    await app.settled();
    expect(await blobs()).toBe(before - 1);
    for (const { id } of [small, large]) {
      await expect(app.client.call('getPayload', { params: { id } })).rejects.toMatchObject({
        problem: { status: 404 },
      });
      await expect(app.client.call('replayPayload', { params: { id } })).rejects.toMatchObject({
        problem: { status: 404 },
      });
    }
    expect((await app.client.call('listPayloads', { query: { q: word } })).items).toEqual([]);
    expect(await app.client.call('getFact', { params: { id: yields[0]?.id ?? '' } })).toMatchObject({ entity: word });
    // Done again, as after a kill, it is the same.
    const { webhooks, store } = app.app.services;
    const [event] = (await store.readStream(app.tenant, source.id)).slice(-1);
    const ctx = { tenant: app.tenant, actor: { kind: 'system', id: 'erase-payloads', name: null } } as const;
    await erasePayloads(webhooks.erase, ctx, event as never, new AbortController().signal);
  });
});

describe('a mapping', () => {
  it('is tried on payloads that came before, then used, and used on them again', async () => {
    const { source, secret } = await add('standard');
    const { id } = await accepted(
      source,
      standard({ secret, body: standardBody({ id: 'o1', customer: 'Acme', total: 12 }) }),
    );
    await mapped(id);
    const mapping = '{"fact": {"type": "order", "entity": body.data.customer, "data": {"total": body.data.total}}}';
    const preview = await app.client.call('previewMapping', { params: { id: source.id }, body: { mapping } });
    expect(preview.items).toMatchObject([{ payloadId: id, yields: [{ fact: { entity: 'Acme' } }], problem: null }]);
    expect((await factOf(id)).entity).toBe('o1');
    await app.client.call('changeSource', { params: { id: source.id }, body: { mapping } });
    expect(await app.client.call('replaySource', { params: { id: source.id }, body: {} })).toEqual({ replayed: 1 });
    await app.settled();
    expect(await factOf(id)).toMatchObject({ entity: 'Acme', data: { total: 12 } });
  });

  it('may make documents and messages, which are read as any other', async () => {
    const mapping = `[
      {"document": {"name": "minutes.txt", "text": body.minutes}},
      {"message": {"from": "Ada <ada@quill.example>", "to": "bo@quill.example", "subject": "Plans", "text": body.text, "sentAt": "2026-11-26T09:00:00Z"}}
    ]`;
    const { source, secret } = await add('standard', { mapping });
    const minutes = `Agreed: Ada Quill to order the windows by 3 December 2026. ${randomUUID()}`;
    const { id } = await accepted(
      source,
      standard({ secret, body: JSON.stringify({ minutes, text: 'I will call the builder tomorrow.' }) }),
    );
    const { yields } = await mapped(id);
    expect(await app.read(yields[0]?.id ?? '')).toMatchObject({ name: 'minutes.txt', state: 'read' });
    expect(await app.read(yields[1]?.id ?? '')).toMatchObject({ kind: 'mail', messages: [{ subject: 'Plans' }] });
    await app.settled();
    const { items } = await app.client.call('listCommitments', { query: { document: yields[1]?.id } });
    expect(items[0]).toMatchObject({ due: '2026-11-27' });
  });

  it('that fails, loops, yields what does not fit, or hangs in a pattern, costs its own payload only', async () => {
    const { source, secret } = await add('standard');
    const { id } = await accepted(
      source,
      standard({ secret, body: JSON.stringify({ text: `${'a'.repeat(40)}!`, list: [1] }) }),
    );
    await mapped(id);
    const tried = async (mapping: string) => {
      const { items } = await app.client.call('previewMapping', { params: { id: source.id }, body: { mapping } });
      return items[0]?.problem;
    };
    expect(await tried('{"fact": ')).toMatch(/character 9/);
    expect(await tried('$unknown(1)')).toMatch(/T1006/);
    expect(await tried('($f := function($n){ $f($n) }; $f(1))')).toMatch(/timeout/);
    expect(await tried('[1..9000000]')).toMatch(/maximum sequence/);
    expect(await tried('{"fact": {"type": "x"}}')).toMatch(/fact that does not fit: .*entity/);
    expect(await tried('{"fact": {"type": "x", "entity": 3}}')).toMatch(/entity/);
    expect(await tried('"text"')).toMatch(/must yield/);
    expect(await tried('body.nothing')).toBeNull();
    expect(await tried('$match(body.text, /^(a+)+$/)')).toMatch(/too long/);
    // In use: that payload is marked, the one beside it is mapped, and the server lives on.
    const mapping =
      '$contains(body.text, "!") ? $match(body.text, /^(a+)+$/) : {"fact": {"type": "t", "entity": body.text}}';
    await app.client.call('changeSource', { params: { id: source.id }, body: { mapping } });
    const bad = await accepted(source, standard({ secret, body: JSON.stringify({ text: `${'a'.repeat(40)}!` }) }));
    const good = await accepted(source, standard({ secret, body: JSON.stringify({ text: 'fine' }) }));
    expect(await mapped(good.id)).toMatchObject({ state: 'mapped' });
    expect(await mapped(bad.id)).toMatchObject({ state: 'unmapped', problem: expect.stringMatching(/too long/) });
    const { items } = await app.client.call('listPayloads', { query: { source: source.id, state: 'unmapped' } });
    expect(items.map((item) => item.id)).toEqual([bad.id]);
  }, 60_000);
});

describe('payloads', () => {
  it('are found by their words and ids, listed page by page, and those of other sources left out', async () => {
    const { source, secret } = await add('standard');
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { id } = await accepted(
        source,
        standard({
          secret,
          id: `msg_${n}_zebra`,
          body: standardBody({ id: `z${n}`, note: n === 3 ? 'quagga crossing' : '' }),
        }),
      );
      ids.unshift(id);
    }
    await app.settled();
    const found = await app.client.call('listPayloads', { query: { q: 'quagga' } });
    expect(found.items.map((item) => item.externalId)).toEqual(['msg_3_zebra']);
    const first = await app.client.call('listPayloads', { query: { source: source.id, limit: 3 } });
    const second = await app.client.call('listPayloads', {
      query: { source: source.id, limit: 3, cursor: first.next },
    });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeNull();
  });
});

describe('a company', () => {
  it('over its rate is told when to come again; another one is not slowed by it, and unsigned junk counts for nobody', async () => {
    const slow = await openTestApp({ hooksPerSecond: 5 });
    try {
      const { source, secret } = await slow.client.call('addSource', { body: { name: 'x', kind: 'standard' } });
      const to = (id: string, sent: Sent) =>
        fetch(`${slow.url}/v1/hooks/${id}`, { method: 'POST', headers: sent.headers, body: new Uint8Array(sent.body) });
      for (let n = 0; n < 30; n++) await to(source.id, { headers: {}, body: Buffer.from('{}') });
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => to(source.id, standard({ secret, body: '{}' }))),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(10);
      expect(refused.length).toBeGreaterThan(5);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
      const stranger = await slow.stranger();
      const other = await stranger.client.call('addSource', { body: { name: 'y', kind: 'standard' } });
      expect((await to(other.source.id, standard({ secret: other.secret, body: '{}' }))).status).toBe(202);
    } finally {
      await slow.close();
    }
  });
});
