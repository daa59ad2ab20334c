// The embedded database's files: made whole or not at all, and kept to one major version of PostgreSQL.
import { type SpawnOptions, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { syncFolder, writeDurably } from './durable-file.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { Launch } from './postgres-user.js';

/** The superuser that owns the cluster, the database and the migrations. */
export const ownerRole = 'vito_owner';

/** The only environment that the programs get. */
export const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Throws Failure('conflict') when the cluster was made by another major version: nothing here can read it. */
export async function checkVersion(cluster: string, binaries: PostgresBinaries): Promise<'missing' | 'fits'> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (found === `${binaries.major}`) return 'fits';
  if (found === '' && (await isEmpty(cluster))) return 'missing';
  const way = found
    ? `holds data of PostgreSQL ${found}, and this ViTo brings PostgreSQL ${binaries.major}. Run \`vito backup\` with the ViTo that wrote it, set VITO_DATA to a new folder, and run \`vito restore\` with this one.`
    : 'is not a PostgreSQL data folder. Move it away, or set VITO_DATA to another folder.';
  throw new Failure('conflict', `${cluster} ${way}`);
}

/**
 * Makes the cluster with initdb in a folder beside it and renames it into place when complete, so that being killed
 * at any moment leaves either nothing or a whole cluster. What a killed attempt left is removed.
 */
export async function createCluster(
  cluster: string,
  secret: string,
  binaries: PostgresBinaries,
  launch: Launch,
): Promise<void> {
  const folder = join(cluster, '..');
  for (const name of await readdir(folder)) {
    if (!name.startsWith('postgres.new-')) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const attempt = await mkdtemp(join(folder, 'postgres.new-'));
  const passwordFile = join(attempt, 'password');
  await writeFile(passwordFile, rolePassword(secret, ownerRole), { mode: 0o600 });
  if (launch.owner) {
    for (const path of [attempt, passwordFile]) await chown(path, launch.owner.uid, launch.owner.gid);
  }
  const options = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  options.push('--data-checksums', '--auth=scram-sha-256', `--username=${ownerRole}`, `--pwfile=${passwordFile}`);
  await runProgram(launch, binaries.initdb, ['-D', join(attempt, 'data'), ...options]);
  await rm(cluster, { recursive: true, force: true });
  await rename(join(attempt, 'data'), cluster);
  await syncFolder(folder);
  await rm(attempt, { recursive: true, force: true });
}

/** Gives the owner's role a new password without knowing the old one: single-user mode, while no server runs. */
export async function resetOwnerPassword(
  cluster: string,
  secret: string,
  binaries: PostgresBinaries,
  launch: Launch,
): Promise<void> {
  const statement = `ALTER ROLE ${ownerRole} PASSWORD '${rolePassword(secret, ownerRole)}'\n`;
  await runProgram(
    launch,
    binaries.postgres,
    ['--single', '-D', cluster, '-c', 'exit_on_error=on', 'postgres'],
    statement,
  );
}

/** The secret that all passwords of this cluster are made from, in `keys/database.json`. */
export async function readSecret(folder: string): Promise<{ secret: string; isNew: boolean }> {
  const path = join(folder, 'keys', 'database.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { secret: await writeSecret(folder, path), isNew: true };
  const secret = /"secret":\s*"([\w-]{20,})"/.exec(text)?.[1];
  if (secret) return { secret, isNew: false };
  throw new Failure('invalid', `${path} holds no secret. Remove it and start again: a new one is made.`);
}

export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('base64url');
}

async function writeSecret(folder: string, path: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 });
  await writeDurably(path, `${JSON.stringify({ secret })}\n`);
  return secret;
}

async function isEmpty(path: string): Promise<boolean> {
  return readdir(path).then(
    (names) => names.length === 0,
    () => true,
  );
}

function runProgram(launch: Launch, program: string, args: string[], input = ''): Promise<void> {
  const { file, args: line, ...as } = launch.command(program, args);
  const options: SpawnOptions = { ...as, cwd: '/', detached: true, env: cleanEnvironment };
  return new Promise((resolve, reject) => {
    const child = spawn(file, line, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => said.push(data.toString()));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const tail = said.join('').trim().split('\n').slice(-8).join('\n');
      reject(new Failure('unavailable', `${program} failed (${signal ?? `exit ${code}`}):\n${tail}`));
    });
  });
}
