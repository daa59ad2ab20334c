// Who the PostgreSQL programs run as: PostgreSQL refuses root, so root hands them to an unprivileged system user.
import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '@vito/runtime/failure';
import type { PostgresBinaries } from './postgres-binaries.js';

const run = promisify(execFile);
const setprivPaths = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv'];

interface Account {
  uid: number;
  gid: number;
}

/** How to start a program as that user. */
export interface Launch {
  /** The user that the cluster's folder must belong to; null: our own. */
  owner: Account | null;
  /** Whether what is started ends by itself when this process is killed. */
  diesWithUs: boolean;
  /** The command line that runs `file` with `args` as the user. */
  command(file: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number };
}

export interface LaunchOptions {
  binaries: PostgresBinaries;
  /** The folder that holds, or will hold, the cluster. */
  folder: string;
  /** The cluster, if it stands: as root its owner is used, so that a folder never changes hands. */
  cluster: string;
  /** Path of util-linux's setpriv; null: do without. Left out: looked for. */
  setpriv?: string | null;
}

/**
 * Decides once per start. Throws Failure('forbidden') when the folder belongs to somebody else, and
 * Failure('unavailable') when no way was found for the unprivileged user to reach the folder or the programs.
 */
export async function chooseLaunch(options: LaunchOptions): Promise<Launch> {
  const setpriv = options.setpriv === undefined ? await findSetpriv() : options.setpriv;
  const holder = await ownerOf(options.cluster);
  if (process.getuid?.() !== 0) {
    if (holder && holder.uid !== process.getuid?.()) {
      const message = `${options.cluster} belongs to user number ${holder.uid}. Start as that user (or as root), or set VITO_DATA to another folder.`;
      throw new Failure('forbidden', message);
    }
    return setpriv ? throughSetpriv(setpriv, null, []) : plain(null);
  }
  const account = holder && holder.uid !== 0 ? holder : await systemUser();
  for (const launch of waysAs(account, setpriv)) {
    if (await reaches(launch, options)) return launch;
  }
  const way = `Put the project and VITO_DATA where other users may pass (chmod o+x on every folder above), or start as a user other than root${setpriv ? '' : ', or install setpriv (package util-linux)'}.`;
  throw new Failure('unavailable', `The user that PostgreSQL runs as cannot reach ${options.folder}. ${way}`);
}

/**
 * From the least power to the most. A folder closed to others (a clone under /root) is reached with the one capability
 * that lets a process pass and read; programs without their x bit for others need the stronger one.
 */
function waysAs(account: Account, setpriv: string | null): Launch[] {
  if (!setpriv) return [plain(account)];
  return [[], ['dac_read_search'], ['dac_read_search', 'dac_override'], ['dac_override']].map((capabilities) =>
    throughSetpriv(setpriv, account, capabilities),
  );
}

function plain(owner: Account | null): Launch {
  return { owner, diesWithUs: false, command: (file, args) => ({ file, args, ...owner }) };
}

function throughSetpriv(setpriv: string, owner: Account | null, capabilities: string[]): Launch {
  const options = ['--pdeathsig', 'INT'];
  if (owner) options.push('--reuid', `${owner.uid}`, '--regid', `${owner.gid}`, '--clear-groups');
  if (capabilities.length > 0) {
    const only = ['-all', ...capabilities.map((name) => `+${name}`)].join(',');
    // Without no_setuid_fixup access(2) would ignore the capability, and initdb would not find its own programs.
    options.push('--bounding-set', only, '--inh-caps', only, '--ambient-caps', only);
    options.push('--securebits', '+no_setuid_fixup');
  }
  return { owner, diesWithUs: true, command: (file, args) => ({ file: setpriv, args: [...options, file, ...args] }) };
}

/** Tries it for real: runs the server's program, reads a file of its package, and steps into the folder. */
async function reaches(launch: Launch, { binaries, folder }: LaunchOptions): Promise<boolean> {
  const script = '"$1" --version && test -x "$1" && test -r "$2" && cd "$3"';
  const { file, args, ...as } = launch.command('/bin/sh', [
    '-c',
    script,
    'sh',
    binaries.postgres,
    binaries.share,
    folder,
  ]);
  return run(file, args, { ...as, cwd: '/', timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** The system's own `postgres` user, made where there is none, or else `nobody`. */
async function systemUser(): Promise<Account> {
  const known = await accountOf('postgres');
  if (known) return known;
  const details = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  await run('useradd', [...details, '--shell', '/usr/sbin/nologin', 'postgres']).catch(() => undefined);
  const account = (await accountOf('postgres')) ?? (await accountOf('nobody'));
  if (account) return account;
  const message =
    'PostgreSQL does not run as root, and this system has no user `postgres` or `nobody`. Make one with useradd --system postgres.';
  throw new Failure('unavailable', message);
}

async function accountOf(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function ownerOf(path: string): Promise<Account | null> {
  return stat(path).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  );
}

async function findSetpriv(): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  for (const path of setprivPaths) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}
