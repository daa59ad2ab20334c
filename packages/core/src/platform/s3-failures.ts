// What an object store answers when it does not do what was asked, in our words. Never with what the store itself says: that
// can hold keys.
import { Failure } from '@vito/runtime/failure';

interface StoreError {
  name?: string;
  code?: unknown;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Whether there is no such object. */
export function isMissing(error: unknown): boolean {
  const { name } = error as StoreError;
  return name === 'NoSuchKey' || name === 'NotFound';
}

/** Whether the object is another one by now than the one that was named by its etag. */
export function isChanged(error: unknown): boolean {
  return statusOf(error) === 412;
}

/** Failure('unavailable'), to be tried again later, saying what to set where setting something helps. */
export function storeFailure(error: unknown, bucket: string): Failure {
  return new Failure('unavailable', saying(error as StoreError, bucket), { cause: error });
}

function saying(error: StoreError, bucket: string): string {
  const { name = '', message } = error;
  const status = statusOf(error);
  // NotFound: of the bucket itself. That an object is missing is no failure, and was told before.
  if (name === 'NoSuchBucket' || name === 'NotFound') {
    return `The object store has no bucket "${bucket}". Make it, or name another one in BLOBS_URL.`;
  }
  if (name === 'CredentialsProviderError') {
    return `There are no credentials for the bucket "${bucket}". Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role that may use it.`;
  }
  if (message === 'Region is missing') {
    return `The region of the bucket "${bucket}" is not known. Name it in BLOBS_URL: s3://${bucket}?region=…`;
  }
  if (status === 301 || name === 'AuthorizationHeaderMalformed') {
    return `The bucket "${bucket}" is in another region. Name that one in BLOBS_URL: s3://${bucket}?region=…`;
  }
  if (name === 'RequestTimeTooSkewed')
    return 'The object store refuses this machine: its clock is wrong. Set it right.';
  if (status === 401 || status === 403 || status === 400) {
    return `The object store refuses what it was asked for the bucket "${bucket}" (${wordOf(error)}). Give the credentials the rights to list the bucket and to read, write and delete its objects, or set others: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
  }
  return `The object store with documents' bytes does not do its work now (${wordOf(error)}). Look whether it runs, and whether the endpoint in BLOBS_URL is right.`;
}

function statusOf(error: unknown): number | undefined {
  return (error as StoreError).$metadata?.httpStatusCode;
}

/** A word for the kind of error: ECONNREFUSED, SlowDown, AccessDenied. */
function wordOf(error: StoreError): string {
  const word = [error.code, error.name].find((one) => typeof one === 'string' && /^[A-Za-z_]{3,60}$/.test(one));
  return `${word ?? statusOf(error) ?? 'no answer'}`;
}
