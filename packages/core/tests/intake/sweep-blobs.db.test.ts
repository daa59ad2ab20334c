// Sweeping takes the bytes that no document names, once they are old enough, and nothing else.
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepBlobs } from '../../src/intake/sweep-blobs.js';
import { openTestApp, type TestApp } from '../setup/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ roles: { api: true, worker: false } });
});
afterAll(() => app.close());

const keep = (bytes: string) => app.app.services.blobs.put(app.tenant, Readable.from([Buffer.from(bytes)]), 1000);
const has = (address: string) => app.app.services.blobs.has(app.tenant, address);

it('takes what has no document, and keeps what has one, what is young, and what another database knows', async () => {
  const { services } = app.app;
  const document = await app.put('kept.txt', 'These bytes have a document.');
  const lost = await keep('These have none.');
  const stranger = join(app.folder, 'blobs', randomUUID());
  await mkdir(stranger);
  await cp(join(app.folder, 'blobs', app.tenant), stranger, { recursive: true });
  const strangers = await readdir(stranger, { recursive: true });

  expect(await sweepBlobs(services)).toBe(0);
  expect(await has(lost.address)).toBe(true);
  expect(await sweepBlobs(services, -1)).toBe(1);
  expect(await has(lost.address)).toBe(false);
  const content = await app.request(`/v1/documents/${document}/content`);
  expect(await content.text()).toBe('These bytes have a document.');
  expect(await readdir(stranger, { recursive: true })).toEqual(strangers);
});

it('keeps what came in again meanwhile', async () => {
  const { blobs } = app.app.services;
  const { address } = await keep('Back again.');
  const since = new Date();
  expect((await keep('Back again.')).duplicate).toBe(true);
  await blobs.delete(app.tenant, address, { since });
  expect(await has(address)).toBe(true);
});
