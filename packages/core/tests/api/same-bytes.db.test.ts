// The same bytes again, and the same Idempotency-Key again: one document, over real HTTP, also when many come at once.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../setup/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const documents = '/v1/documents';
let made = 0;
/** A text that was never sent before. */
const fresh = () => `Note number ${++made} of this run.`;

async function raw(name: string, bytes: string | Uint8Array, headers: Record<string, string> = {}) {
  const sent = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), ...headers };
  const answer = await app.request(documents, {
    method: 'POST',
    body: Buffer.from(bytes as Uint8Array),
    headers: sent,
  });
  return { status: answer.status, body: await answer.json() };
}

async function multipart(form: FormData) {
  const answer = await app.request(documents, { method: 'POST', body: form });
  return { status: answer.status, body: await answer.json() };
}

const formOf = (name: string, bytes: string) => {
  const form = new FormData();
  form.set('file', new File([bytes], name));
  return form;
};

const countDocuments = async () => (await app.client.call('getMe')).documents;
const storedFiles = async () => {
  const folder = join(app.folder, 'blobs');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []); // made on first use
  return entries.filter((entry) => entry.isFile());
};

describe('the same bytes again', () => {
  it('are the same document, whatever they are called', async () => {
    const bytes = fresh();
    const first = await raw('one.txt', bytes);
    const second = await raw('two.txt', bytes);
    const third = await multipart(formOf('three.txt', bytes));
    for (const again of [second, third]) {
      expect(again.status).toBe(202);
      expect(again.body).toMatchObject({ duplicate: true, document: { id: first.body.document.id, name: 'one.txt' } });
    }
  });

  it('are one document when 20 come in at once, and one blob', async () => {
    const before = { documents: await countDocuments(), files: (await storedFiles()).length };
    const bytes = fresh();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => raw(`${i}.txt`, bytes)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.document.id)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    expect(await countDocuments()).toBe(before.documents + 1);
    expect(await storedFiles()).toHaveLength(before.files + 1);
  });
});

describe('Idempotency-Key', () => {
  const keyed = (key: string, bytes: string) => raw('keyed.txt', bytes, { 'idempotency-key': key });

  it('answers the same document for the same key and bytes', async () => {
    const bytes = fresh();
    const first = await keyed('once', bytes);
    const again = await keyed('once', bytes);
    expect(again).toMatchObject({ status: 202, body: { duplicate: true, document: { id: first.body.document.id } } });
  });

  it('refuses the same key for other bytes', async () => {
    await keyed('taken', fresh());
    const before = { documents: await countDocuments(), files: (await storedFiles()).length };
    expect(await keyed('taken', fresh())).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect({ documents: await countDocuments(), files: (await storedFiles()).length }).toEqual(before);
  });

  it('also holds for bytes that were there before under no key', async () => {
    const bytes = fresh();
    const first = await raw('plain.txt', bytes);
    expect((await keyed('later', bytes)).body).toMatchObject({
      duplicate: true,
      document: { id: first.body.document.id },
    });
    expect(await keyed('later', fresh())).toMatchObject({ status: 409 });
  });

  it('lets one of many different files under one key in when they come at once', async () => {
    const before = await countDocuments();
    const answers = await Promise.all(Array.from({ length: 10 }, () => keyed('race', fresh())));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(9).fill(409)]);
    expect(await countDocuments()).toBe(before + 1);
  });

  it('is one document for ten at once with the same bytes, and another tenant may use the same key', async () => {
    const bytes = fresh();
    const answers = await Promise.all(Array.from({ length: 10 }, () => keyed('crowd', bytes)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(10);
    expect(new Set(answers.map(({ body }) => body.document.id)).size).toBe(1);
    const other = await app.stranger();
    const { document, duplicate } = await other.client.upload({ name: 'a.txt', bytes, key: 'crowd' });
    expect(duplicate).toBe(false);
    expect(document.id).not.toBe(answers[0]?.body.document.id);
  });

  it('does not bring a deleted document back', async () => {
    const bytes = fresh();
    const first = await keyed('gone', bytes);
    await app.client.call('deleteDocument', { params: { id: first.body.document.id } });
    expect(await keyed('gone', bytes)).toMatchObject({ status: 409, body: { detail: /deleted/ } });
  });

  it('refuses a key of more than 255 characters', async () => {
    expect(await keyed('k'.repeat(256), fresh())).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });
});
