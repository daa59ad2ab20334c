// Where documents' bytes are kept, by BLOBS_URL: a folder (file:), or a bucket of an object store (s3:).
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.js';

export interface BucketConfig {
  kind: 'bucket';
  bucket: string;
  /** What all keys begin with: nothing, or ending in a slash. */
  prefix: string;
  /** Null: as the SDK's own settings say (AWS_REGION, a profile). */
  region: string | null;
  /** Null: Amazon's own. */
  endpoint: string | null;
  /** Whether the bucket stands in the path of an address instead of its host. */
  pathStyle: boolean;
}

export type BlobsConfig = { kind: 'folder'; folder: string } | BucketConfig;

const example = 's3://my-bucket/prefix?region=eu-central-1';

/** Throws Failure('invalid') when the address is neither. It never repeats the address: somebody may put a key there. */
export function blobsOf(url: string | undefined, dataFolder: string): BlobsConfig {
  if (url === undefined) return { kind: 'folder', folder: join(dataFolder, 'blobs') };
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'file:') return { kind: 'folder', folder: folderOf(address) };
  if (address?.protocol === 's3:') return bucketOf(address);
  throw wrong(`it has to begin with file: or s3:, e.g. file:///var/lib/vito/blobs or ${example}`);
}

function folderOf(address: URL): string {
  try {
    return fileURLToPath(address);
  } catch {
    throw wrong('a file: address names a folder of this machine, e.g. file:///var/lib/vito/blobs');
  }
}

function bucketOf({ host: bucket, pathname, searchParams, username, password }: URL): BucketConfig {
  if (username !== '' || password !== '') {
    throw wrong('put the credentials into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead');
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw wrong(`name a bucket of 3 to 63 small letters, digits, dots and hyphens, e.g. ${example}`);
  }
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  if (!/^[\w.-]*(\/[\w.-]+)*$/.test(prefix) || /(^|\/)\.\.?(\/|$)/.test(prefix)) {
    throw wrong('what stands after the bucket may have letters, digits, dots, hyphens and single slashes');
  }
  const unknown = [...searchParams.keys()].filter((name) => !['region', 'endpoint', 'path-style'].includes(name));
  if (unknown.length > 0) throw wrong('after the question mark it understands region, endpoint and path-style only');
  const endpoint = searchParams.get('endpoint') || null;
  if (endpoint !== null && !isPlain(endpoint)) {
    throw wrong(
      'endpoint has to be an http(s) address without a name or password, e.g. endpoint=http://127.0.0.1:9000',
    );
  }
  const style = searchParams.get('path-style');
  if (style !== null && style !== 'true' && style !== 'false') throw wrong('path-style is true or false');
  return {
    kind: 'bucket',
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: searchParams.get('region') || null,
    endpoint,
    // Few stores besides Amazon's have a host name for each bucket.
    pathStyle: style === null ? endpoint !== null : style === 'true',
  };
}

function isPlain(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password } = new URL(endpoint);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

const wrong = (message: string) =>
  new Failure('invalid', `BLOBS_URL: ${message}`, { issues: [{ path: 'BLOBS_URL', message }] });
