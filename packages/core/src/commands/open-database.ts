// Opens the database that the configuration names: an external one, or the embedded one of the data folder; migrated.
import type { Config } from '@vito/runtime/config';
import type { Lifecycle } from '@vito/runtime/lifecycle';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { openDataFolder, readServerFile } from '../platform/data-folder.js';
import type { DatabaseUrls } from '../platform/database.js';
import { type EmbeddedDatabase, startEmbedded } from '../platform/embedded-database.js';
import { runningUrl } from '../platform/embedded-url.js';
import { migrate } from '../platform/migrate.js';

const roles = ['vito_app', 'vito_dispatch', 'vito_auth'] as const;

/** The stop of an embedded database is registered with the lifecycle, which must stop everything that uses it before. */
export async function openUrls(config: Config, log: Log, lifecycle: Lifecycle): Promise<DatabaseUrls> {
  const urls = config.databaseUrl
    ? externalUrls(config, config.databaseUrl)
    : await embeddedUrls(config, log, lifecycle);
  await migrate(urls.owner.url);
  return urls;
}

/** The login of DATABASE_URL takes on each role by itself; migrations and listening go through DATABASE_DIRECT_URL. */
function externalUrls(config: Config, url: string): DatabaseUrls {
  const as = (role: string) => ({ url, role });
  return {
    owner: { url: config.databaseDirectUrl ?? url },
    app: as('vito_app'),
    dispatch: as('vito_dispatch'),
    auth: as('vito_auth'),
    listen: { url: config.databaseDirectUrl ?? url }, // LISTEN needs no right, and the owner need not be one of the roles
  };
}

async function embeddedUrls(config: Config, log: Log, lifecycle: Lifecycle): Promise<DatabaseUrls> {
  const embedded = await startEmbedded({ folder: config.dataFolder, log, logins: roles });
  lifecycle.onStop('embedded database', () => embedded.stop());
  embedded.onExit(() => void standUpAgain(embedded, log, lifecycle.signal));
  const login = (role: string) => ({ url: embedded.url(role) });
  return {
    owner: { url: embedded.url() },
    app: login('vito_app'),
    dispatch: login('vito_dispatch'),
    auth: login('vito_auth'),
  };
}

/** As `openUrls`, also beside the server that runs on this data folder. Nobody else may then open the folder meanwhile. */
export async function openUrlsBeside(config: Config, log: Log, lifecycle: Lifecycle): Promise<DatabaseUrls> {
  if (config.databaseUrl) return openUrls(config, log, lifecycle);
  if ((await readServerFile(config.dataFolder)) === null) {
    const folder = await openDataFolder(config.dataFolder);
    lifecycle.onStop('data folder', () => folder.release());
    return openUrls(config, log, lifecycle);
  }
  const login = async (role?: string) => ({ url: await runningUrl(config.dataFolder, role) });
  const [app, dispatch, auth] = await Promise.all(roles.map(login));
  return { owner: await login(), app, dispatch, auth } as DatabaseUrls;
}

/** A database that died is started again, on the same port, until it stands or we stop. */
async function standUpAgain(embedded: EmbeddedDatabase, log: Log, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries++) {
    log.error('the embedded database ended by itself, starting it again', { attempts: tries });
    try {
      return await embedded.restart();
    } catch (error) {
      log.error('the embedded database does not start', { attempts: tries, error: errorKind(error) });
      await wait(Math.min(200 * 2 ** tries, 10_000), signal);
    }
  }
}
