// Where blobs are kept, by BLOBS_URL: what is understood, and what is refused in words that repeat no secret.
import { resolve } from 'node:path';
import { readConfig } from '@vito/runtime/config';
import { expect, it } from 'vitest';

const blobs = (BLOBS_URL?: string) => readConfig({ VITO_DATA: 'data', BLOBS_URL }).blobs;
const amazon = {
  kind: 'bucket',
  bucket: 'my-bucket',
  prefix: '',
  region: 'eu-central-1',
  endpoint: null,
  pathStyle: false,
};

it('a folder: that of the data, or another one', () => {
  expect(blobs()).toEqual({ kind: 'folder', folder: resolve('data', 'blobs') });
  expect(blobs('')).toEqual({ kind: 'folder', folder: resolve('data', 'blobs') });
  expect(blobs('file:///srv/some%20blobs')).toEqual({ kind: 'folder', folder: '/srv/some blobs' });
});

it('a bucket of Amazon’s, or of a store that has its own address', () => {
  expect(blobs('s3://my-bucket?region=eu-central-1')).toEqual(amazon);
  expect(blobs('s3://my-bucket/')).toEqual({ ...amazon, region: null });
  expect(blobs('s3://my-bucket//vito/blobs/?region=eu-central-1')).toEqual({ ...amazon, prefix: 'vito/blobs/' });
  const endpoint = 'http://127.0.0.1:9000';
  expect(blobs(`s3://my-bucket?endpoint=${endpoint}`)).toEqual({ ...amazon, region: null, endpoint, pathStyle: true });
  expect(blobs(`s3://my-bucket?endpoint=${encodeURIComponent(endpoint)}&path-style=false`)).toMatchObject({
    endpoint,
    pathStyle: false,
  });
});

it.each([
  ['file: or s3:', '/srv/hush'],
  ['file: or s3:', 'https://my-bucket.s3.amazonaws.com/hush'],
  ['folder of this machine', 'file://hush/srv'],
  ['AWS_ACCESS_KEY_ID', 's3://me:hush@my-bucket'],
  ['bucket of 3 to 63', 's3://'],
  ['bucket of 3 to 63', 's3://Hush_Bucket'],
  ['bucket of 3 to 63', 's3://my-bucket:9000'],
  ['after the bucket', 's3://my-bucket/a//hush'],
  ['after the bucket', 's3://my-bucket/a%20hush'],
  ['region, endpoint', 's3://my-bucket?key=hush'],
  ['endpoint has to be', 's3://my-bucket?endpoint=127.0.0.1:9000'],
  ['endpoint has to be', 's3://my-bucket?endpoint=http://me:hush@127.0.0.1:9000'],
  ['true or false', 's3://my-bucket?path-style=hush'],
])('refused, naming the way out (%s): %s', (words, url) => {
  expect(() => blobs(url)).toThrow(words);
  expect(() => blobs(url)).toThrow(/^BLOBS_URL: /);
  expect(() => blobs(url)).not.toThrow(/hush/i);
});
