// The built server with its blobs in a bucket: documents come in and are read, and a bucket that cannot be is refused.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BucketConfig } from '@vito/runtime/blobs-config';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type S3Server, startS3 } from '../setup/s3-server.js';
import { cutPower, startServer } from '../setup/server-process.js';
import { until } from '../setup/until.js';

let s3: S3Server;
let place: BucketConfig;
let folder: string;
beforeAll(async () => {
  s3 = await startS3();
  place = await s3.bucket();
  folder = join(await mkdtemp(join(tmpdir(), 'vito-serve-s3-')), 'data');
});
afterAll(async () => {
  await s3.close();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const settings = (bucket: string) => ({
  ...s3.credentials,
  BLOBS_URL: `s3://${bucket}/vito?region=us-east-1&endpoint=${s3.url}`,
});
const start = (bucket: string) => startServer(folder, 0, settings(bucket));

it('refuses a bucket that is not there, and says what to do', async () => {
  const server = start('not-there');
  expect(await server.ended).toBe(1);
  expect(server.said.error).toContain('no bucket "not-there"');
  expect(server.said.error).toContain('BLOBS_URL');
}, 90_000);

it('keeps documents in the bucket, reads them there, and backs them up from there', async () => {
  const server = start(place.bucket);
  try {
    const { client } = await server.signIn();
    const text = 'I will send the drawings by Friday.';
    const { document } = await client.upload({ name: 'note.txt', bytes: Buffer.from(text) });
    await until(
      'it is read',
      async () => (await client.call('getDocument', { params: { id: document.id } })).state === 'read',
      30_000,
    );
    const keys = [...(await s3.raw(place)).keys()];
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^vito\/[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{62}$/);
    expect(await readdir(folder)).not.toContain('blobs');

    const env = { PATH: process.env.PATH, VITO_DATA: folder, ...settings(place.bucket) };
    const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
    const backup = join(folder, '..', 'backup');
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'backup', backup], { env });
    const lines = stdout.trim().split('\n'); // what is logged comes among them when it comes
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ folder: backup, blobs: 1 }));
  } finally {
    cutPower(await server.family());
    await server.ended;
  }
}, 90_000);
