// Deleting a document over real HTTP: what goes with it, what stays, and what comes in again meanwhile.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestFailed } from '@vito/contracts/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepBlobs } from '../../src/intake/sweep-blobs.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { mailOf } from '../setup/mails.js';

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await openTestApp();
  owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
});

const view = (id: string) => app.client.call('getDocument', { params: { id } });
const remove = (id: string) => app.client.call('deleteDocument', { params: { id } });
const text = (bytes: string) => Buffer.from(bytes);
let made = 0;
const fresh = (words = 'Nothing is promised here') => `${words} (${++made}).\n`;

async function refusal(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (thrown) => thrown,
  );
  if (!(error instanceof RequestFailed)) throw error ?? new Error('it was not refused');
  return error.problem.code;
}

/** Whether a key is still there to open what it sealed. */
async function hasKey(id: string): Promise<boolean> {
  const { rows } = await owner.query('select wrapped from vito.data_key where key_id = $1', [id]);
  return rows[0]?.wrapped !== null;
}

async function storedBlobs(): Promise<number> {
  const entries = await readdir(join(app.folder, 'blobs', app.tenant), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

describe('deletion', () => {
  it('lets the answer to a deleted mail be understood anew: what it took over from there is gone', async () => {
    const mail = (id: string, from: string, to: string, date: string, words: string, answers?: string) =>
      text(
        [
          `Message-ID: <${id}@anew.example>`,
          ...(answers ? [`In-Reply-To: <${answers}@anew.example>`] : []),
          `From: ${from} <${from.toLowerCase()}@anew.example>`,
          `To: ${to} <${to.toLowerCase()}@anew.example>`,
          `Date: ${date}`,
          `Subject: ${answers ? 'Re: ' : ''}Valves`,
          '',
          words,
          '',
        ].join('\r\n'),
      );
    const asked = 'Could you send me the valve certificates by 20 March 2026?';
    const request = await app.put('a.eml', mail('a', 'Mira', 'Odo', 'Mon, 2 Mar 2026 09:00:00 +0000', asked));
    const answer = await app.put(
      'b.eml',
      mail('b', 'Odo', 'Mira', 'Mon, 2 Mar 2026 10:00:00 +0000', 'Yes, will do.', 'a'),
    );
    await app.settled();
    const dues = async () =>
      (await app.client.call('listCommitments', { query: { document: answer } })).items.map(({ due }) => due);
    expect(await dues()).toEqual(['2026-03-20']);
    await remove(request);
    await app.settled();
    expect(await dues()).not.toContain('2026-03-20');
  });

  it('takes the document with its attachments, commitments, bytes and keys, and what is shared stays', async () => {
    const own = text(fresh('Only here'));
    const kept = text(fresh('Also by itself'));
    const before = await app.put('kept.txt', kept);
    const attachments = [
      { name: 'own.txt', mediaType: 'text/plain', bytes: own },
      { name: 'kept.txt', mediaType: 'text/plain', bytes: kept },
    ];
    const id = await app.put('doomed.eml', mailOf({ id: 'doomed@quill.example', attachments }));
    const mail = await app.read(id);
    const inner = mail.attachments.find(({ name }) => name === 'own.txt')?.id ?? '';
    await app.read(inner);
    await app.settled();
    const of = { query: { document: id } };
    const [commitment] = (await app.client.call('listCommitments', of)).items;
    expect(commitment?.quote).toContain('I will send you the drawings by Friday');
    const blobs = await storedBlobs();

    await remove(id);
    expect(await refusal(view(id))).toBe('not-found');
    await app.settled();
    expect(await refusal(view(inner))).toBe('not-found');
    expect((await view(before)).attachments).toEqual([]);
    expect((await app.client.call('listCommitments', of)).items).toEqual([]);
    const gone = await app.client.call('getCommitment', { params: { id: commitment?.id ?? '' } });
    expect(gone.commitment).toMatchObject({ hidden: 'withdrawn', quote: '[erased]', debtor: null, action: '[erased]' });
    expect(await storedBlobs()).toBe(blobs - 2);
    expect([await hasKey(id), await hasKey(inner), await hasKey(before)]).toEqual([false, false, true]);
    for (const path of [`${id}/content`, `${id}/pages/1`, `${id}/pages/1/image`]) {
      expect((await app.request(`/v1/documents/${path}`)).status).toBe(404);
    }
    expect(await refusal(remove(id))).toBe('not-found');
  });

  it('leaves an attachment that was put in by itself afterwards', async () => {
    const bytes = text(fresh('Put in later'));
    const attachments = [{ name: 'later.txt', mediaType: 'text/plain', bytes }];
    const mail = await app.read(await app.put('carrier.eml', mailOf({ id: 'carrier@quill.example', attachments })));
    const inner = mail.attachments[0]?.id ?? '';
    expect(await app.put('mine.txt', bytes)).toBe(inner);
    await remove(mail.id);
    await app.settled();
    expect(await view(inner)).toMatchObject({ parentId: null });
    expect(await (await app.request(`/v1/documents/${inner}/content`)).text()).toBe(bytes.toString());
  });

  it('leaves an attachment that another mail has, and takes it with the last one', async () => {
    const attachments = [{ name: 'both.txt', mediaType: 'text/plain', bytes: text(fresh('In both')) }];
    const first = await app.read(await app.put('1.eml', mailOf({ id: '1@quill.example', attachments })));
    const second = await app.read(await app.put('2.eml', mailOf({ id: '2@quill.example', attachments })));
    const inner = first.attachments[0]?.id ?? '';
    await remove(first.id);
    await app.settled();
    expect((await view(inner)).name).toBe('both.txt');
    await remove(second.id);
    await app.settled();
    expect(await refusal(view(inner))).toBe('not-found');
  });

  it('lets the same bytes come in anew, as another document that is read', async () => {
    const bytes = fresh();
    const first = await app.put('again.txt', bytes);
    await app.read(first);
    await remove(first);
    await app.settled();
    const second = await app.put('again.txt', bytes);
    expect(second).not.toBe(first);
    expect(await app.read(second)).toMatchObject({ state: 'read', text: bytes });
  });

  it('while the same bytes are put in again loses nothing that was acknowledged', async () => {
    const bytes = fresh('Back and forth');
    for (let round = 0; round < 10; round++) {
      const id = await app.put('rally.txt', bytes).catch((error: RequestFailed) => {
        expect(error.problem).toMatchObject({ code: 'unavailable', retry: 'later' });
        return null;
      });
      if (!id) continue;
      const content = await app.request(`/v1/documents/${id}/content`);
      expect(`${content.status} ${await content.text()}`).toBe(`200 ${bytes}`);
      await remove(id);
    }
    await app.settled();
  });

  it('of a mail that is just being read ends with nothing left of it', async () => {
    const attachments = [{ name: 'quick.txt', mediaType: 'text/plain', bytes: text(fresh('Quick')) }];
    const blobs = await storedBlobs();
    for (let round = 0; round < 3; round++) {
      const id = await app.put('quick.eml', mailOf({ id: `quick${round}@quill.example`, attachments }));
      await remove(id);
      await app.settled();
      expect(await hasKey(id)).toBe(false);
    }
    await sweepBlobs(app.app.services, 0);
    expect(await storedBlobs()).toBe(blobs);
  });
});
