// Where the embedded database of a data folder runs right now, for a command beside the server.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { ownerRole, readSecret, rolePassword } from './postgres-cluster.js';

/** The owner's connection string. Throws Failure('unavailable') when no database runs on this folder. */
export async function runningUrl(folder: string): Promise<string> {
  const note = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(note.split('\n')[3]); // the fourth line of PostgreSQL's own note
  if (!port) throw new Failure('unavailable', `no database runs on ${folder}`);
  const { secret } = await readSecret(folder);
  return `postgres://${ownerRole}:${rolePassword(secret, ownerRole)}@127.0.0.1:${port}/vito`;
}
