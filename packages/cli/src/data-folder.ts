// Which data folder is meant: VITO_DATA, else `.vito` here or above within the project, else the project's own.
import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project that this command belongs to. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '');

/**
 * The data folder, absolute. Above the current folder it looks no further than the project's root: a `.vito` that
 * somebody else left in a folder above (say, in a shared temporary one) must not receive documents.
 */
export function dataFolder(env: Record<string, string | undefined>, cwd: string = process.cwd()): string {
  if (env.VITO_DATA) return resolve(cwd, env.VITO_DATA);
  const inside = cwd === projectRoot || cwd.startsWith(projectRoot + sep);
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.vito'))) return join(folder, '.vito');
    if (!inside || folder === projectRoot) return join(projectRoot, '.vito');
  }
}
