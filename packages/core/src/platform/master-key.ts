// The master key, which wraps every data key: from the environment, or a file of the data folder that only we may read.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { writeDurably } from './durable-file.js';

export interface MasterKey {
  key: Buffer;
  /** What tells this key from another without giving it away. */
  named: string;
}

/** `given`: base64 of 32 bytes, or null for `keys/master.key` in the folder, made on first use. Throws Failure('invalid'). */
export async function masterKey(given: string | null, folder: string): Promise<MasterKey> {
  const text = given ?? (await fileKey(join(folder, 'keys')));
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    const where = given === null ? join(folder, 'keys', 'master.key') : 'VITO_MASTER_KEY';
    throw new Failure(
      'invalid',
      `${where} must hold 32 bytes in base64, as \`openssl rand -base64 32\` prints. Restore it from your backup of the keys.`,
    );
  }
  return { key, named: createHash('sha256').update('vito master name').update(key).digest('hex').slice(0, 16) };
}

async function fileKey(folder: string): Promise<string> {
  const path = join(folder, 'master.key');
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) return found;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = `${randomBytes(32).toString('base64')}\n`;
  await writeDurably(path, made);
  await chmod(path, 0o600);
  return made;
}
