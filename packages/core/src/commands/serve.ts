// `serve`: the data folder's lock, the database, the application, the address; and an orderly end.
import { Failure } from '@vito/runtime/failure';
import { createLifecycle, type Lifecycle } from '@vito/runtime/lifecycle';
import { type App, type AppOptions, openApp } from '../app.js';
import { type DataFolder, openDataFolder } from '../platform/data-folder.js';
import { masterKey } from '../platform/master-key.js';
import type { Command } from './command.js';
import { openUrls } from './open-database.js';

/** `tools`: of whoever starts it as a part of something else. */
export async function serve(
  { config, log, version }: Command,
  { tools = [] }: Pick<AppOptions, 'tools'> = {},
): Promise<void> {
  const outer = createLifecycle(log, 20_000);
  endOnSignals(outer);
  try {
    await refuseTakenPort(config.host, config.port, config.roles.api);
    const folder = await openDataFolder(config.dataFolder);
    outer.onStop('data folder', () => folder.release());
    const urls = await openUrls(config, log, outer);
    const master = await masterKey(config.masterKey, config.dataFolder);
    const app = await openApp({ config, log, urls, master, version, tools });
    outer.onStop('application', () => app.stop());
    await app.startDispatch();
    if (config.roles.api) await announce(app, folder);
    log.info('serving', { version, pid: process.pid });
  } catch (error) {
    await outer.stop();
    throw error;
  }
}

async function announce(app: App, folder: DataFolder): Promise<void> {
  const { config, access } = app.services;
  const port = await app.startApi().catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? takenPort(config.port) : error;
  });
  const owner = await access.onlyOwner();
  if (!owner) throw new Failure('unavailable', 'this install has no owner; start it again');
  const token = await access.makeSession(owner.account, 'cli', 24 * 365);
  await folder.writeServerFile({
    url: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`,
    token,
    pid: process.pid,
  });
  const address = config.publicUrl ?? `http://localhost:${port}`;
  const link = `${address}/sign-in?token=${await access.makeSignInToken(owner.account)}`;
  process.stdout.write(banner(address, link, config.dataFolder));
}

function banner(address: string, link: string, dataFolder: string): string {
  return `
  ViTo is running at ${address}

  Sign in     ${link}
              (works for 12 hours; \`npx vito status --link\` prints a new one)
  Data        ${dataFolder}
  API         ${address}/docs
  Stop        Ctrl-C

`;
}

/** The first signal ends everything in order; a second one ends it at once. */
function endOnSignals(lifecycle: Lifecycle): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked && signal !== 'SIGHUP') process.exit(1);
      asked = true;
      void lifecycle.stop().then(() => process.exit(0));
    });
  }
}

const takenPort = (port: number) =>
  new Failure(
    'conflict',
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );

/** Asked before anything starts, so that a taken port costs nothing and touches no data. */
async function refuseTakenPort(host: string, port: number, api: boolean): Promise<void> {
  if (!api || port === 0) return;
  const { createServer } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? takenPort(port) : error),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
