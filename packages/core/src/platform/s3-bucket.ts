// One bucket of an object store that speaks S3 (Amazon's, MinIO, Ceph): the few calls we need of it, with our failures.
// The SDK finds credentials by its own rules: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the machine's role.
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { BucketConfig } from '@vito/runtime/blobs-config';
import { isChanged, isMissing, storeFailure } from './s3-failures.js';

interface StoredObject {
  size: number;
  /** When it was written, to the second. */
  at: Date;
  etag: string | undefined;
}

/** Keys are below the prefix of the place. Every method throws Failure('unavailable') when the store does not do it. */
export interface Bucket {
  /** Rejects when the bucket is not there or not ours, saying what to set. */
  check(): Promise<void>;
  head(key: string): Promise<StoredObject | null>;
  /** The bytes as they come; null: no such object. */
  read(key: string): Promise<AsyncIterable<Buffer> | null>;
  put(key: string, bytes: Buffer): Promise<void>;
  /** Parts of one size, 5 MB at least, but for the last. The object is there once all are; a failure leaves nothing. */
  upload(key: string, parts: AsyncIterable<Buffer>): Promise<void>;
  /** Within the bucket, by the store itself; at most 5 GB. */
  copy(from: string, to: string): Promise<void>;
  /** With an etag: only while it is that object, where the store can tell (Amazon's can). */
  remove(key: string, etag?: string): Promise<void>;
  list(below: string): AsyncIterable<{ key: string; size: number; at: Date }>;
  /** Uploads that were begun and not ended. */
  uploads(below: string): AsyncIterable<{ key: string; id: string; at: Date }>;
  endUpload(key: string, id: string): Promise<void>;
}

/** Milliseconds. The SDK tries three times. */
export interface BucketPatience {
  /** To connect. */
  connect: number;
  /** For the store to take or give anything more. */
  silence: number;
}

export function openBucket(place: BucketConfig, patience: BucketPatience = { connect: 5000, silence: 30_000 }): Bucket {
  const { bucket: Bucket, prefix } = place;
  const client = new S3Client({
    ...(place.region === null ? {} : { region: place.region }),
    ...(place.endpoint === null ? {} : { endpoint: place.endpoint }),
    // Many stores refuse the checksums that the SDK adds by itself; a request's signature covers its bytes anyway.
    ...(place.endpoint === null ? {} : { requestChecksumCalculation: 'WHEN_REQUIRED' as const }),
    ...(place.endpoint === null ? {} : { responseChecksumValidation: 'WHEN_REQUIRED' as const }),
    forcePathStyle: place.pathStyle,
    requestHandler: { connectionTimeout: patience.connect, socketTimeout: patience.silence },
  });
  const at = (key: string) => ({ Bucket, Key: prefix + key });
  const failed = (error: unknown) => storeFailure(error, Bucket);

  async function ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw failed(error);
    }
  }

  async function askFor<T>(answer: Promise<T>): Promise<T | null> {
    return ask(
      answer.catch((error) => {
        if (isMissing(error)) return null;
        throw error;
      }),
    );
  }

  async function head(key: string): Promise<StoredObject | null> {
    const found = await askFor(client.send(new HeadObjectCommand(at(key))));
    return found && { size: found.ContentLength ?? 0, at: found.LastModified ?? new Date(), etag: found.ETag };
  }

  async function read(key: string): Promise<AsyncIterable<Buffer> | null> {
    const found = await askFor(client.send(new GetObjectCommand(at(key))));
    return found && pieces(found.Body as Readable);
  }

  async function* pieces(body: Readable): AsyncIterable<Buffer> {
    try {
      yield* body;
    } catch (error) {
      throw failed(error);
    }
  }

  async function upload(key: string, parts: AsyncIterable<Buffer>): Promise<void> {
    const { UploadId } = await ask(client.send(new CreateMultipartUploadCommand(at(key))));
    const whole = { ...at(key), UploadId };
    try {
      const Parts: CompletedPart[] = [];
      for await (const Body of parts) {
        const PartNumber = Parts.length + 1;
        const taken = await ask(client.send(new UploadPartCommand({ ...whole, PartNumber, Body })));
        Parts.push({ PartNumber, ETag: taken.ETag, ChecksumCRC32: taken.ChecksumCRC32 });
      }
      await ask(client.send(new CompleteMultipartUploadCommand({ ...whole, MultipartUpload: { Parts } })));
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(whole)).catch(() => {}); // tidying finds it later
      throw error;
    }
  }

  async function copy(from: string, to: string): Promise<void> {
    const CopySource = `${Bucket}/${prefix}${from}`;
    await ask(client.send(new CopyObjectCommand({ ...at(to), CopySource })));
  }

  async function remove(key: string, etag?: string): Promise<void> {
    const removed = client.send(new DeleteObjectCommand({ ...at(key), IfMatch: etag }));
    await ask(
      removed.catch((error) => {
        if (!isChanged(error) && !isMissing(error)) throw error;
      }),
    );
  }

  async function* list(below: string) {
    let from: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket, Prefix: prefix + below, ContinuationToken: from });
      const page = await ask(client.send(command));
      for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
        yield { key: Key.slice(prefix.length), size: Size, at: LastModified ?? new Date() };
      }
      from = page.NextContinuationToken;
    } while (from !== undefined);
  }

  async function* uploads(below: string) {
    let from: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | null = {};
    while (from) {
      const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
        Bucket,
        Prefix: prefix + below,
        ...from,
      });
      const page = await ask(client.send(command));
      for (const { Key = '', UploadId = '', Initiated } of page.Uploads ?? []) {
        yield { key: Key.slice(prefix.length), id: UploadId, at: Initiated ?? new Date() };
      }
      from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null;
    }
  }

  return {
    check: async () => void (await ask(client.send(new HeadBucketCommand({ Bucket })))),
    head,
    read,
    put: async (key, Body) => void (await ask(client.send(new PutObjectCommand({ ...at(key), Body })))),
    upload,
    copy,
    remove,
    list,
    uploads,
    endUpload: async (key, UploadId) =>
      void (await askFor(client.send(new AbortMultipartUploadCommand({ ...at(key), UploadId })))),
  };
}
