// A company whose early months are put away: the API answers as before, from the newest page of the timeline to the oldest.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putAway } from '../../src/spine/archive/put-away.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { age, openLog } from '../setup/old-log.js';

let app: TestApp;
let log: Awaited<ReturnType<typeof openLog>>;
let owner: pg.Pool;
let documents: string[];

const mail = (n: number, text: string) =>
  `From: Ada Quill <ada@quill.example>\r\nTo: Bo Reed <bo@reed.example>\r\nSubject: Works ${n}\r\nDate: Mon, 2 Mar 2026 09:0${n}:00 +0100\r\nMessage-ID: <${n}@quill.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
const put = (n: number, text: string) => app.put(`works-${n}.eml`, mail(n, text));

beforeAll(async () => {
  app = await openTestApp();
  owner = new pg.Pool({ connectionString: app.ownerUrl, max: 1 });
  log = await openLog(app.ownerUrl, app.app.services.database, app.app.services.blobs);
  documents = [
    await put(1, 'I will send you the drawings by Friday.'),
    await put(2, 'We will pay the deposit on Monday.'),
  ];
  await app.settled();
  await app.client.call('deleteDocument', { params: { id: documents[1] as string } }); // of this not everything is shown
  await app.settled();
});
afterAll(async () => {
  await log.close();
  await owner.end();
  await app.close();
});

async function answers() {
  const pages = [];
  for (let before: number | undefined; ; ) {
    const page = await app.client.call('getTimeline', { query: { limit: 2, ...(before ? { before } : {}) } });
    pages.push(...page.entries);
    before = page.entries.at(-1)?.seq;
    if (!page.more) break;
  }
  const { items } = await app.client.call('listCommitments');
  const id = items[0]?.id as string;
  return {
    pages,
    forward: await app.client.call('getTimeline', { query: { after: 0, limit: 100 } }),
    commitment: await app.client.call('getCommitment', { params: { id } }),
    document: await app.client.call('getDocument', { params: { id: documents[0] as string } }),
  };
}

describe('a company whose early months are put away', () => {
  it('is told the same by the API, page by page', async () => {
    const before = await answers();
    const old = await age((text, values) => owner.query(text, values), 2);
    await log.settle();
    expect(await putAway(log.deps, old)).toBeGreaterThan(8);
    expect(await answers()).toEqual(before);
    expect(before.pages.map(({ type }) => type)).toContain('commitment.proposed');
  });

  it('can look into an old event, act on an old commitment, and delete an old document', async () => {
    const { forward, commitment } = await answers();
    const first = forward.entries.find(
      (entry) => entry.type === 'commitment.proposed' && entry.commitment?.id === commitment.commitment.id,
    );
    const revealed = await app.client.call('revealEvent', { params: { id: first?.eventId as string } });
    expect(revealed.secret).toMatchObject({ action: 'send you the drawings' });
    await app.client.act('fulfil', commitment.commitment.id, {});
    await app.settled();
    const after = await app.client.call('getCommitment', { params: { id: commitment.commitment.id } });
    expect(after.commitment.status).toBe('fulfilled');
    expect(after.history.map(({ type }) => type)).toEqual(['commitment.proposed', 'commitment.fulfilled']);
    await app.client.call('deleteDocument', { params: { id: documents[0] as string } });
    await app.settled();
    expect((await app.client.call('listCommitments')).items).toEqual([]);
  });

  it('has its work done also where that is about an old event', async () => {
    const id = await put(3, 'I will order the steel by Thursday.');
    await app.settled();
    const { rows } = await owner.query<{ event_id: string }>(
      "select event_id from vito.events where stream = $1 and type = 'document.received'",
      [id],
    );
    const old = await age((text, values) => owner.query(text, values), 4);
    await log.settle();
    await putAway(log.deps, old);
    await owner.query(
      `insert into vito.work (tenant_id, subscription, event_id, stream, version, recorded_at)
       select tenant_id, 'read-document', event_id, stream, version, recorded_at from vito.event_seq where event_id = $1`,
      [rows[0]?.event_id],
    );
    await app.settled();
    const { rows: dead } = await owner.query('select error from vito.work');
    expect(dead).toEqual([]);
  });
});
