// Where the embedded database of a data folder runs right now, for a command beside the server.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { ownerRole, readSecret, rolePassword } from './postgres-cluster.js';

/** The connection string of a role, by default of the owner. Throws Failure('unavailable') when no database runs on this folder. */
export async function runningUrl(folder: string, role: string = ownerRole): Promise<string> {
  const note = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(note.split('\n')[3]); // the fourth line of PostgreSQL's own note
  if (!port) throw new Failure('unavailable', `no database runs on ${folder}`);
  const { secret } = await readSecret(folder);
  return `postgres://${role}:${rolePassword(secret, role)}@127.0.0.1:${port}/vito`;
}
