// Documents over real HTTP, once they are in: what reading made of them, attachments, pages, reading again.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { RequestFailed } from '@vito/contracts/client';
import { newId } from '@vito/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tablePdf } from '../../../../tests/setup/table-pdf.js';
import { openTestApp, type TestApp } from '../setup/app.js';
import { mailboxOf, mailOf } from '../setup/mails.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const fixture = (name: string) => readFile(new URL(`../../../understanding/fixtures/${name}`, import.meta.url));
const view = (id: string) => app.client.call('getDocument', { params: { id } });
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

describe('a document with a table', () => {
  it('gives it as CSV, and says so where there is none', async () => {
    const rows = [
      ['Article', 'Price'],
      ['Oak panels', '1,240.50'],
      ['Spare pumps', '86.40'],
    ];
    const id = await app.put('Order of May.pdf', text(tablePdf(rows)));
    expect((await app.read(id)).tables).toEqual([{ page: 1, rows: 3, columns: 2 }]);
    const answer = await app.request(`/v1/documents/${id}/tables/1`);
    expect(answer.headers.get('content-disposition')).toContain('Order%20of%20May-table-1.csv');
    expect(await answer.text()).toBe('Article,Price\r\nOak panels,"1,240.50"\r\nSpare pumps,86.40\r\n');
    expect((await app.request(`/v1/documents/${id}/tables/2`)).status).toBe(404);
  });
});

describe('a mail with attachments', () => {
  it('is read, and each attachment is a document of its own', async () => {
    const report = fresh('Annual report');
    const attachments = [
      { name: 'report.txt', mediaType: 'text/plain', bytes: text(report) },
      { name: 'letter.pdf', mediaType: 'application/pdf', bytes: await fixture('letter.pdf') },
    ];
    const id = await app.put('mail.eml', mailOf({ id: 'two@quill.example', attachments }));
    const mail = await app.read(id);
    expect(mail).toMatchObject({ kind: 'mail', title: 'The drawings', parentId: null });
    expect(mail.messages).toHaveLength(1);
    expect(mail.attachments.map(({ name }) => name).sort()).toEqual(['letter.pdf', 'report.txt']);
    for (const attachment of mail.attachments) {
      const inner = await app.read(attachment.id);
      expect(inner).toMatchObject({ state: 'read', parentId: id, name: attachment.name });
    }
    const bytes = await app.request(
      `/v1/documents/${mail.attachments.find(({ name }) => name === 'report.txt')?.id}/content`,
    );
    expect(await bytes.text()).toBe(report);
  });

  it('shares an attachment that another mail has too', async () => {
    const attachments = [{ name: 'shared.txt', mediaType: 'text/plain', bytes: text(fresh('Shared')) }];
    const first = await app.read(await app.put('a.eml', mailOf({ id: 'a@quill.example', attachments })));
    const second = await app.read(await app.put('b.eml', mailOf({ id: 'b@quill.example', attachments })));
    expect(second.attachments).toEqual(first.attachments);
    expect((await view(first.attachments[0]?.id ?? '')).parentId).toBe(first.id);
  });
});

describe('a mailbox', () => {
  it('is opened into its messages, each a mail of its own', async () => {
    const mails = ['one', 'two', 'three'].map((id) => mailOf({ id: `${id}@box.example`, subject: `Letter ${id}` }));
    const box = await app.read(await app.put('inbox.mbox', mailboxOf(mails)));
    expect(box).toMatchObject({ kind: 'mailbox', state: 'read' });
    const inner = await Promise.all(box.attachments.map(({ id }) => app.read(id)));
    expect(inner.map(({ title }) => title).sort()).toEqual(['Letter one', 'Letter three', 'Letter two']);
    expect(new Set(inner.map(({ kind, parentId }) => `${kind} ${parentId}`))).toEqual(new Set([`mail ${box.id}`]));
  });

  it('does not take in again a mail that came in before by itself', async () => {
    const mail = mailOf({ id: 'twice@box.example', subject: 'Twice' });
    const alone = await app.put('twice.eml', mail);
    const box = await app.read(await app.put('archive.mbox', mailboxOf([mail, mailOf({ id: 'other@box.example' })])));
    expect(box.attachments).toHaveLength(2);
    expect(box.attachments.map(({ id }) => id)).toContain(alone);
    const { items } = await app.client.call('listDocuments', { query: { limit: 200 } });
    expect(items.filter(({ name }) => name === 'twice.eml')).toHaveLength(1);
  });
});

describe('pages', () => {
  it('have words with their boxes, and a picture of the same proportion', async () => {
    const document = await app.read(await app.put('letter.pdf', await fixture('rotated.pdf')));
    const [outline] = document.outline;
    if (!outline) throw new Error('no pages');
    const page = await app.client.call('getPage', { params: { id: document.id, page: 1 } });
    expect(page).toMatchObject({ page: 1, image: true, text: document.text.slice(outline.start, outline.end) });
    expect(page.words.length).toBeGreaterThan(0);
    for (const word of page.words) {
      expect(document.text.slice(word.start, word.end).trim()).not.toBe('');
      for (const fraction of [word.x, word.y, word.x + word.width, word.y + word.height]) {
        expect(fraction).toBeGreaterThanOrEqual(-0.001);
        expect(fraction).toBeLessThanOrEqual(1.001);
      }
    }
    const image = await app.request(`/v1/documents/${document.id}/pages/1/image`);
    expect(image.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await image.arrayBuffer());
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const ratio = png.readUInt32BE(16) / png.readUInt32BE(20);
    expect(ratio).toBeCloseTo((page.width ?? 0) / (page.height ?? 1), 2);
  });

  it('are told as missing where there are none', async () => {
    const mail = await app.read(await app.put('plain.eml', mailOf({ id: 'plain@quill.example' })));
    const scan = await app.read(await app.put('letter.pdf', await fixture('letter.pdf')));
    expect(await refusal(app.client.call('getPage', { params: { id: mail.id, page: 1 } }))).toBe('not-found');
    for (const path of [`${mail.id}/pages/1/image`, `${scan.id}/pages/99`, `${scan.id}/pages/99/image`]) {
      expect((await app.request(`/v1/documents/${path}`)).status).toBe(404);
    }
  });
});

describe('what cannot be read', () => {
  it('says why and what to do, and can be read again on request', async () => {
    const id = await app.put('locked.pdf', await fixture('encrypted.pdf'));
    const document = await app.read(id);
    expect(document).toMatchObject({ state: 'unreadable', problem: { reason: 'encrypted' } });
    expect(document.problem?.message).toMatch(/password/i);
    const retried = await app.client.call('retryDocument', { params: { id } });
    expect(retried).toMatchObject({ id, problem: null });
    expect(retried.state).not.toBe('unreadable');
    expect((await app.read(id)).problem?.reason).toBe('encrypted');
  });

  it('is not read again when it was read, or never was', async () => {
    const document = await app.read(await app.put('fine.txt', fresh()));
    expect(await refusal(app.client.call('retryDocument', { params: { id: document.id } }))).toBe('conflict');
    expect(await refusal(app.client.call('retryDocument', { params: { id: newId('document') } }))).toBe('not-found');
  });
});

describe('lists', () => {
  it('go from the newest to the oldest in pages, each document once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await app.client.call('listDocuments', { query: { limit: 3, cursor } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength((await app.client.call('getMe')).documents);
    const { items } = await app.client.call('listDocuments', { query: { state: 'unreadable' } });
    expect(items.map(({ name }) => name)).toEqual(['locked.pdf']);
  });
});

describe('what is not there', () => {
  it('is told as such, also where an id is malformed', async () => {
    const id = newId('document');
    for (const path of [id, `${id}/content`, `${id}/pages/1`, `${id}/pages/1/image`]) {
      expect((await app.request(`/v1/documents/${path}`)).status).toBe(404);
    }
    expect((await app.request(`/v1/documents/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await app.request('/v1/documents/doc_short')).status).toBe(400);
    expect((await app.request('/v1/nowhere')).status).toBe(404);
  });
});

it('gives back 2 MB of any bytes unchanged', async () => {
  const bytes = Buffer.alloc(2 * 2 ** 20);
  for (let i = 0; i < bytes.length; i += 32) createHash('sha256').update(`${i}`).digest().copy(bytes, i);
  const id = await app.put('noise.bin', bytes);
  const back = Buffer.from(await (await app.request(`/v1/documents/${id}/content`)).arrayBuffer());
  expect(back.equals(bytes)).toBe(true);
  expect(await app.read(id)).toMatchObject({ state: 'unreadable', problem: { reason: 'unsupported' } });
});
