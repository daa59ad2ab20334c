// Everything that can be set from outside, read once at start and handed down. Nothing else reads the environment but the
// AWS SDK, which finds its credentials (and region) by its own rules where BLOBS_URL is s3:, and OpenTelemetry's exporter, which
// looks up certificates and compression.
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { type BlobsConfig, blobsOf } from './blobs-config.js';
import { Failure } from './failure.js';
import { type ModelConfig, ModelEnvironment, modelOf } from './model-config.js';
import { type ToolsConfig, ToolsEnvironment, toolsOf } from './tools-config.js';
import { type TracesConfig, TracesEnvironment, tracesOf } from './traces-config.js';

const port = z.coerce.number().int().min(0).max(65535);
const Environment = z.object({
  PORT: port.default(7400),
  HOST: z.string().min(1).default('127.0.0.1'),
  VITO_DATA: z.string().min(1).default('.vito'),
  VITO_ROLES: z.string().default('api,worker'),
  VITO_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  VITO_PUBLIC_URL: z.url().optional(),
  VITO_MASTER_KEY: z.string().optional(),
  VITO_READERS: z.coerce.number().int().min(1).max(64).default(1),
  DATABASE_URL: z.string().optional(),
  DATABASE_DIRECT_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  BLOBS_URL: z.string().optional(),
  VITO_ALLOW_PRIVATE_ADDRESSES: z.enum(['0', '1']).default('0'),
  VITO_HOOKS_PER_SECOND: z.coerce.number().positive().max(1_000_000).default(20_000),
  VITO_TAPS: z.string().optional(),
  VITO_FOLDERS: z.string().optional(),
  VITO_TAP_SILENCE_MINUTES: z.coerce.number().positive().max(1440).default(10),
  VITO_LOG_MONTHS: z.coerce.number().int().min(1).max(1200).optional(),
  EMBEDDINGS_URL: z.union([z.literal('none'), z.url({ protocol: /^https?$/ })]).optional(),
  EMBEDDINGS_MODEL: z.string().optional(),
  EMBEDDINGS_KEY: z.string().optional(),
  ...ModelEnvironment.shape,
  ...ToolsEnvironment.shape,
  ...TracesEnvironment.shape,
});

export interface Config {
  port: number;
  host: string;
  dataFolder: string;
  roles: { api: boolean; worker: boolean };
  logLevel: string;
  /** How people reach the server from outside, without a trailing slash; null: http://localhost:port. */
  publicUrl: string | null;
  /** Base64 of 32 bytes; null: a key file in the data folder. */
  masterKey: string | null;
  /** Processes in the compute pool. */
  readers: number;
  databaseUrl: string | null;
  databaseDirectUrl: string | null;
  redisUrl: string | null;
  /** Webhooks that one tenant may send to one process. */
  hooksPerSecond: number;
  /** Programs that connections may run: their absolute paths, or folders that hold them. */
  taps: string[];
  /** Folders that connections may read: absolute paths, where `{tenant}` stands for the id of the company. */
  folders: string[];
  /** Minutes without a line after which such a program is taken to hang. */
  tapSilence: number;
  /** Months of events before this one that stay in the database; null: all of them. */
  logMonths: number | null;
  blobs: BlobsConfig;
  /** Where vectors of texts come from: an endpoint that speaks as OpenAI's does; null: the model of the install; none: words only. */
  embeddings: { url: string; model: string; key: string | null } | null | 'none';
  /** The model that is asked about commitments; null: none is. */
  model: ModelConfig | null;
  /** What tools of runs may reach. */
  tools: ToolsConfig;
  /** Where spans of runs are sent; null: nowhere. */
  traces: TracesConfig | null;
  /** Addresses that a tenant chose may lie in the install's own network, and be called over http. */
  allowPrivateAddresses: boolean;
}

/** Reads the environment. Throws Failure('invalid') naming each variable that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    throw new Failure('invalid', issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'), { issues });
  }
  const e = parsed.data;
  const roles = e.VITO_ROLES.split(',').map((role) => role.trim());
  const unknown = roles.filter((role) => role !== 'api' && role !== 'worker');
  if (unknown.length > 0) {
    throw new Failure('invalid', `VITO_ROLES: ${unknown.join(', ')} is no role; use api, worker, or api,worker`);
  }
  const dataFolder = resolve(e.VITO_DATA);
  return {
    port: e.PORT,
    host: e.HOST,
    dataFolder,
    roles: { api: roles.includes('api'), worker: roles.includes('worker') },
    logLevel: e.VITO_LOG,
    publicUrl: e.VITO_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    masterKey: e.VITO_MASTER_KEY ?? null,
    readers: e.VITO_READERS,
    databaseUrl: e.DATABASE_URL ?? null,
    databaseDirectUrl: e.DATABASE_DIRECT_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    hooksPerSecond: e.VITO_HOOKS_PER_SECOND,
    taps: pathsOf('VITO_TAPS', 'of a program or of a folder of programs', e.VITO_TAPS),
    folders: pathsOf('VITO_FOLDERS', 'of a folder', e.VITO_FOLDERS),
    tapSilence: e.VITO_TAP_SILENCE_MINUTES,
    logMonths: e.VITO_LOG_MONTHS ?? null,
    blobs: blobsOf(e.BLOBS_URL, dataFolder),
    embeddings: embeddingsOf(e),
    model: modelOf(e),
    tools: toolsOf(e),
    traces: tracesOf(e),
    allowPrivateAddresses: e.VITO_ALLOW_PRIVATE_ADDRESSES === '1',
  };
}

function pathsOf(name: string, of: string, given = ''): string[] {
  const paths = given.split(':').filter((path) => path !== '');
  const wrong = paths.find((path) => !isAbsolute(path) || resolve(path) === '/');
  if (wrong) throw new Failure('invalid', `${name}: ${wrong} is no absolute path ${of}`);
  return paths;
}

function embeddingsOf(e: z.infer<typeof Environment>): Config['embeddings'] {
  if (!e.EMBEDDINGS_URL) return null;
  if (e.EMBEDDINGS_URL === 'none') return 'none';
  if (!e.EMBEDDINGS_MODEL)
    throw new Failure(
      'invalid',
      'EMBEDDINGS_MODEL: say which model of EMBEDDINGS_URL to use, e.g. text-embedding-3-small',
    );
  return { url: e.EMBEDDINGS_URL, model: e.EMBEDDINGS_MODEL, key: e.EMBEDDINGS_KEY ?? null };
}
