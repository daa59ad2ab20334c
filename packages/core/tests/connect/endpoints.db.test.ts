// Webhooks that go out, to a real receiver: signed, by type and condition, again by the schedule, in order, and never twice as two.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPace } from '../../src/connect/out/pace.js';
import { delayAfter, retryAfterOf } from '../../src/connect/out/schedule.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { mailOf } from '../setup/mails.js';
import { until } from '../setup/until.js';
import { openReceiver, type Receiver } from './receiver.js';

let app: TestApp;
let owner: pg.Client;
let receiver: Receiver;
beforeAll(async () => {
  app = await openTestApp({ allowPrivateAddresses: true });
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const { id } of (await app.client.call('listEndpoints')).items)
    await app.client.call('removeEndpoint', { params: { id } });
  await laterOn(); // what still waits is given up
  await app.settled();
  await receiver.close();
});

const add = (more: object = {}) =>
  app.client.call('addEndpoint', { body: { name: 'A receiver', url: receiver.url, types: ['commitment.*'], ...more } });

let mails = 0;
/** Puts in a mail with a promise; returns the commitment that was found. */
async function promise(who = 'Tom Reed <tom@reed.example>'): Promise<string> {
  const text = `Dear Ines,\n\nI will send you plan number ${++mails} by Friday 4 December.\n\nTom`;
  const mail = mailOf({
    id: `${mails}@reed.example`,
    from: who,
    to: 'ines@caldbeck.example',
    subject: `Plan ${mails}`,
    text,
  });
  const id = await app.put(`plan-${mails}.eml`, mail);
  return app.until('a commitment', async () => {
    const { items } = await app.client.call('listCommitments', { query: { document: id } });
    return items[0]?.id ?? false;
  });
}

const sendingsOf = async (endpoint: string) => (await app.client.call('listSendings', { query: { endpoint } })).items;
const sent = (id: string, state: string) =>
  app.until(`${id} is ${state}`, async () => {
    const view = await app.client.call('getSending', { params: { id } });
    return view.state === state && view;
  });

/** The clock moved: what waits for its next attempt is due. */
async function laterOn(): Promise<void> {
  await owner.query("update vito.work set due_at = now() where subscription = 'deliver' and lease is null");
  app.app.services.wake('deliver');
}

describe('an endpoint', () => {
  it('gets what it asked for, signed by Standard Webhooks, each event once', async () => {
    const { endpoint, secret } = await add();
    const commitment = await promise();
    await until('it came', () => receiver.of('commitment.proposed').length > 0);
    await app.settled();
    expect(receiver.got).toHaveLength(1);
    const [got] = receiver.got as [(typeof receiver.got)[0]];
    const body = receiver.verify(got, secret) as {
      type: string;
      timestamp: string;
      data: { commitment: { id: string } };
    };
    expect(body).toMatchObject({
      type: 'commitment.proposed',
      data: { commitment: { id: commitment, due: '2026-12-04' } },
    });
    const [item] = await sendingsOf(endpoint.id);
    expect(item).toMatchObject({ id: got.id, state: 'delivered', attempts: 1, lastStatus: 204, problem: null });
    const view = await app.client.call('getSending', { params: { id: got.id } });
    expect(view.body).toBe(got.body);
    expect(view.log).toMatchObject([{ outcome: 'delivered', status: 204 }]);
    const { health } = await app.client.call('getEndpoint', { params: { id: endpoint.id } });
    expect(health).toMatchObject({ delivered: 1, failed: 0, waiting: 0, failingSince: null });
  });

  it('asks by type, by kind and by condition; a condition that fails lets through', async () => {
    const one = await add({ types: ['commitment.fulfilled', 'document.*'] });
    const two = await add({ filter: 'data.commitment.debtor.address = "tom@reed.example"' });
    const three = await add({ filter: '$unknown(data)' });
    await promise('Ann Other <ann@other.example>');
    const commitment = await promise();
    await app.client.act('fulfil', commitment, {});
    await app.settled();
    const types = async (id: string) => (await sendingsOf(id)).map(({ type }) => type).sort();
    const documents = ['document.read', 'document.read', 'document.received', 'document.received'];
    expect(await types(one.endpoint.id)).toEqual(['commitment.fulfilled', ...documents]);
    expect(await types(two.endpoint.id)).toEqual(['commitment.fulfilled', 'commitment.proposed']);
    expect(await types(three.endpoint.id)).toEqual([
      'commitment.fulfilled',
      'commitment.proposed',
      'commitment.proposed',
    ]);
  });

  it('of another company gets nothing of this one, and is not there for it', async () => {
    const stranger = await app.stranger();
    const theirs = await stranger.client.call('addEndpoint', { body: { name: 'x', url: receiver.url } });
    await promise();
    await app.settled();
    expect(receiver.got).toEqual([]);
    const gone = { problem: { status: 404 } };
    const params = { id: theirs.endpoint.id };
    await expect(app.client.call('getEndpoint', { params })).rejects.toMatchObject(gone);
    await expect(app.client.call('changeEndpoint', { params, body: { name: 'y' } })).rejects.toMatchObject(gone);
    await expect(app.client.call('testEndpoint', { params })).rejects.toMatchObject(gone);
    await expect(
      app.client.call('replayEndpoint', { params, body: { since: '2020-01-01T00:00:00Z' } }),
    ).rejects.toMatchObject(gone);
    await expect(app.client.call('removeEndpoint', { params })).rejects.toMatchObject(gone);
    const { id } = await stranger.client.call('testEndpoint', { params });
    await until('the test came', () => receiver.of('vito.test').length === 1);
    await expect(app.client.call('getSending', { params: { id } })).rejects.toMatchObject(gone);
    await expect(app.client.call('replaySending', { params: { id } })).rejects.toMatchObject(gone);
    await stranger.client.call('removeEndpoint', { params });
  });

  it('with an address that leads inside is refused, when it is added and when it is changed', async () => {
    const strict = await openTestApp();
    try {
      const body = { name: 'x', types: [] };
      for (const url of [
        'http://example.com/',
        'https://127.0.0.1/',
        'https://[::1]/',
        'https://0xa9fea9fe/',
        'https://localhost/',
      ])
        await expect(strict.client.call('addEndpoint', { body: { ...body, url } }), url).rejects.toMatchObject({
          problem: { status: 400 },
        });
      const { endpoint } = await strict.client.call('addEndpoint', {
        body: { ...body, url: 'https://hooks.example.com/' },
      });
      await expect(
        strict.client.call('changeEndpoint', { params: { id: endpoint.id }, body: { url: 'https://10.0.0.1/' } }),
      ).rejects.toMatchObject({ problem: { status: 400 } });
    } finally {
      await strict.close();
    }
  });

  it('that is rotated is signed for with both secrets, then only with the new one', async () => {
    const { endpoint, secret } = await add();
    const params = { id: endpoint.id };
    const test = async () => {
      const { id } = await app.client.call('testEndpoint', { params });
      await sent(id, 'delivered');
      return receiver.got.find((one) => one.id === id) as (typeof receiver.got)[0];
    };
    const second = await app.client.call('rotateEndpointSecret', { params, body: { keepHours: 1 } });
    const both = await test();
    for (const one of [secret, second.secret]) expect(() => receiver.verify(both, one)).not.toThrow();
    const third = await app.client.call('rotateEndpointSecret', { params, body: { keepHours: 0 } });
    const last = await test();
    expect(() => receiver.verify(last, third.secret)).not.toThrow();
    expect(() => receiver.verify(last, second.secret)).toThrow();
  });
});

describe('a sending that fails', () => {
  it('is sent again by the schedule, the same body under the same id with a new time, and given up after the last', async () => {
    const { endpoint } = await add();
    receiver.answers(() => ({ status: 500, text: 'out of order' }));
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    for (const [index, wait] of waits.entries()) {
      const view = await app.until(`attempt ${index + 1}`, async () => {
        const found = await app.client.call('getSending', { params: { id } });
        return found.attempts === index + 1 && found;
      });
      expect(view).toMatchObject({ state: 'waiting', lastStatus: 500, problem: 'answered with 500' });
      const next = (Date.parse(view.nextAt ?? '') - Date.parse(view.lastAt ?? '')) / 1000;
      expect(next).toBeGreaterThanOrEqual(wait - 1);
      expect(next).toBeLessThanOrEqual(wait * 1.2 + 1);
      await laterOn();
    }
    const view = await sent(id, 'given-up');
    expect(view.log).toHaveLength(10);
    expect(view.log[0]).toMatchObject({ outcome: 'failed', status: 500, answer: 'out of order' });
    expect(new Set(receiver.got.map((got) => got.id))).toEqual(new Set([id]));
    expect(new Set(receiver.got.map((got) => got.body)).size).toBe(1);
    // Sent again by hand: the same id, all attempts anew, and now it is taken.
    receiver.answers(() => ({ status: 200 }));
    await app.client.call('replaySending', { params: { id } });
    expect(await sent(id, 'delivered')).toMatchObject({ attempts: 1 });
    expect(receiver.got.at(-1)?.id).toBe(id);
  });

  it('is tried again by itself, with nobody touching the clock', async () => {
    const { endpoint } = await add();
    let asked = 0;
    receiver.answers(() => ({ status: asked++ === 0 ? 503 : 200 }));
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    await sent(id, 'delivered');
    const [first, second] = receiver.got;
    expect(second?.at).toBeGreaterThanOrEqual((first?.at ?? 0) + 4);
    expect(second?.body).toBe(first?.body);
  });

  it('waits as long as the endpoint asks, and so do the others on their way there', async () => {
    const { endpoint } = await add();
    receiver.answers(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    const view = await app.until('tried', async () => {
      const found = await app.client.call('getSending', { params: { id } });
      return found.attempts === 1 && found;
    });
    expect(Date.parse(view.nextAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    const other = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    await app.until('it was put off', async () => {
      const { rows } = await owner.query(
        "select 1 from vito.work where stream = $1 and due_at > now() + interval '50 minutes'",
        [other.id],
      );
      return rows.length > 0;
    });
    expect(receiver.got).toHaveLength(1);
  });

  it('because nobody is there says so in words; the reason is no secret and no address', async () => {
    const { endpoint } = await add();
    await receiver.close();
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    const view = await app.until('tried', async () => {
      const found = await app.client.call('getSending', { params: { id } });
      return found.attempts > 0 && found;
    });
    expect(view).toMatchObject({
      lastStatus: null,
      problem: expect.stringMatching(/^Nothing takes calls at this address/),
    });
    const { health } = await app.client.call('getEndpoint', { params: { id: endpoint.id } });
    expect(health.failingSince).not.toBeNull();
  });

  it('with 410 ends its endpoint, until a person switches it on again', async () => {
    const { endpoint } = await add();
    receiver.answers(() => ({ status: 410 }));
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    await sent(id, 'given-up');
    const params = { id: endpoint.id };
    expect((await app.client.call('getEndpoint', { params })).endpoint).toMatchObject({
      state: 'disabled',
      disabled: 'gone',
    });
    await promise();
    await app.settled();
    expect(await sendingsOf(endpoint.id)).toHaveLength(1);
    receiver.answers(() => ({ status: 200 }));
    await app.client.call('changeEndpoint', { params, body: { state: 'open' } });
    await promise();
    await until('it came', () => receiver.of('commitment.proposed').length === 1);
  });

  it('for five days, with nothing delivered, ends its endpoint', async () => {
    const { endpoint } = await add();
    receiver.answers(() => ({ status: 500 }));
    const { id } = await app.client.call('testEndpoint', { params: { id: endpoint.id } });
    await app.until('tried', async () => (await app.client.call('getSending', { params: { id } })).attempts === 1);
    // Five days ago, in the log itself: what was is what counts.
    await owner.query(
      "update vito.events set at = at - interval '5 days' where stream = $1 and type = 'sending.attempted'",
      [id],
    );
    await laterOn();
    const { endpoint: after } = await app.until('it is disabled', async () => {
      const found = await app.client.call('getEndpoint', { params: { id: endpoint.id } });
      return found.endpoint.state === 'disabled' && found;
    });
    expect(after.disabled).toBe('failing');
  });
});

describe('in order', () => {
  it('the second about a thing waits for the first; what is about another thing does not', async () => {
    await add({ ordered: true, types: ['commitment.fulfilled', 'commitment.undone'] });
    const [one, other] = [await promise(), await promise()];
    await app.settled();
    let failing = true;
    receiver.answers((got) => ({ status: failing && got.body.includes(one) ? 500 : 200 }));
    const got = (type: string, about: string) => receiver.of(type).filter((one) => one.body.includes(about));
    await app.client.act('fulfil', one, {});
    await until('the first was tried', () => got('commitment.fulfilled', one).length === 1);
    await app.client.act('undo', one, {});
    await app.client.act('fulfil', other, {});
    await until('the other came', () => got('commitment.fulfilled', other).length === 1);
    expect(got('commitment.undone', one)).toEqual([]);
    failing = false;
    await until('both came', () => got('commitment.undone', one).length === 1, 30_000);
    const about = receiver.got.filter((got) => got.body.includes(one)).map((got) => got.type);
    expect(about).toEqual(['commitment.fulfilled', 'commitment.fulfilled', 'commitment.undone']);
  });
});

describe('a replay', () => {
  it('of all since a time sends each again under its own id', async () => {
    const { endpoint } = await add();
    await promise();
    await promise();
    await until('both came', () => receiver.got.length === 2);
    await app.settled();
    const ids = receiver.got.map((got) => got.id).sort();
    const params = { id: endpoint.id };
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect(await app.client.call('replayEndpoint', { params, body: { since } })).toEqual({ replayed: 2 });
    await until('both came again', () => receiver.got.length === 4);
    expect(
      receiver.got
        .slice(2)
        .map((got) => got.id)
        .sort(),
    ).toEqual(ids);
    await app.settled();
    const future = new Date(Date.now() + 60_000).toISOString();
    expect(await app.client.call('replayEndpoint', { params, body: { since: future } })).toEqual({ replayed: 0 });
    expect(await app.client.call('replayEndpoint', { params, body: { since, only: 'given-up' } })).toEqual({
      replayed: 0,
    });
  });
});

describe('the schedule', () => {
  it('grows, is made longer by what is asked and never shorter, and ends', () => {
    expect([1, 2, 9].map((n) => delayAfter(n, 0, 0))).toEqual([5, 300, 86_400]);
    expect(delayAfter(1, 60, 0.5)).toBe(60);
    expect(delayAfter(2, 10, 1)).toBe(360);
    expect(delayAfter(1, 10 ** 9, 0)).toBe(86_400);
    expect(delayAfter(10, 0, 0)).toBeNull();
  });

  it('reads Retry-After as seconds or as a date, and what is neither as nothing', () => {
    const now = Date.parse('2026-11-26T10:00:00Z');
    expect(retryAfterOf('120', now)).toBe(120);
    expect(retryAfterOf('Thu, 26 Nov 2026 10:01:00 GMT', now)).toBe(60);
    for (const text of [undefined, '', 'soon', '-5', 'Thu, 26 Nov 2020 10:01:00 GMT'])
      expect(retryAfterOf(text, now)).toBe(0);
  });
});

describe('the pace', () => {
  it('is a few at once for each endpoint; one that waits gets the place of the next that ends', async () => {
    const pace = createPace({ random: () => 0, wait: 20 });
    const begun = await Promise.all(Array.from({ length: 10 }, () => pace.begin('end_a', 0)));
    expect(begun.filter((wait) => wait === null)).toHaveLength(8);
    expect(begun.filter((wait) => wait === 0.5)).toHaveLength(2);
    expect(await pace.begin('end_b', 0)).toBeNull();
    const waiting = pace.begin('end_a', 0);
    pace.end('end_a');
    expect(await waiting).toBeNull();
    expect(await pace.begin('end_a', 0)).toBe(0.5); // the place was handed on, not freed
    for (let n = 0; n < 8; n++) pace.end('end_a');
    expect(await pace.begin('end_a', 0)).toBeNull();
  });

  it('is nothing at all while the endpoint said that it is busy', async () => {
    const pace = createPace({ random: () => 0 });
    pace.pause('end_b', 10_000);
    expect(await pace.begin('end_b', 4000)).toBe(6);
    expect(await pace.begin('end_b', 10_001)).toBeNull();
  });
});
