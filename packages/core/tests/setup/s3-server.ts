// An S3 server for one test file: buckets of their own, what lies in them, and faults.
import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BucketConfig } from '@vito/runtime/blobs-config';
import { startProcess } from './processes.js';
import type { Fault, Said } from './s3-process.js';

const accessKeyId = 'vito-test';
const secretAccessKey = 'not a secret';

export type S3Server = Awaited<ReturnType<typeof startS3>>;

/** Our own code finds its credentials as it does outside: in the environment, which is set for this process. */
export async function startS3() {
  const credentials = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  Object.assign(process.env, credentials);
  const server = startProcess(new URL('s3-process.ts', import.meta.url), { accessKey: accessKeyId });
  const url = await server.line();
  const client = new S3Client({ endpoint: url, region: 'us-east-1', forcePathStyle: true });
  const tell = (path: string, body?: unknown) =>
    fetch(`${url}/-/${path}`, { method: 'POST', body: JSON.stringify(body) });

  return {
    url,
    /** As a process of its own needs them in its environment. */
    credentials,
    port: Number(new URL(url).port),
    /** A new bucket, and how it is written in a configuration; through another address where one is given. */
    async bucket(endpoint = url): Promise<BucketConfig> {
      const Bucket = `vito-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket }));
      return { kind: 'bucket', bucket: Bucket, prefix: 'a/b/', region: 'us-east-1', endpoint, pathStyle: true };
    },
    /** Everything in a bucket, by key. */
    async raw({ bucket: Bucket }: BucketConfig): Promise<Map<string, Buffer>> {
      const page = await client.send(new ListObjectsV2Command({ Bucket }));
      const found = new Map<string, Buffer>();
      for (const { Key = '' } of page.Contents ?? []) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        found.set(Key, Buffer.from((await Body?.transformToByteArray()) ?? []));
      }
      return found;
    },
    async write({ bucket: Bucket }: BucketConfig, Key: string, Body: Buffer): Promise<void> {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async remove({ bucket: Bucket }: BucketConfig, Key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    /** Fails unless it is empty: without objects, and without an upload that was not ended. */
    async removeBucket({ bucket: Bucket }: BucketConfig): Promise<void> {
      await client.send(new DeleteBucketCommand({ Bucket }));
    },
    faults: async (...faults: Fault[]) => void (await tell('faults', faults)),
    letGo: async () => void (await tell('let-go')),
    said: async () => (await (await fetch(`${url}/-/said`)).json()) as Said,
    close: () => server.kill(),
  };
}
