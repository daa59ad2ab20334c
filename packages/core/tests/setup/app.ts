// The whole server in this process, for one test file: real database, real HTTP and sockets, a data folder of its own.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@vito/contracts/client';
import type { DocumentView } from '@vito/contracts/document';
import { type Config, readConfig } from '@vito/runtime/config';
import { createLog } from '@vito/runtime/log';
import { createBell } from '@vito/runtime/wait';
import { sql } from 'kysely';
import { migratedDatabase } from '../../../../tests/setup/database.js';
import type { Tool } from '../../src/agents/tool.js';
import { type App, openApp, type Patience } from '../../src/app.js';
import type { DatabaseUrls } from '../../src/platform/database.js';
import { found } from '../../src/tenants/found.js';

export type TestApp = Awaited<ReturnType<typeof openTestApp>>;
export type Person = Awaited<ReturnType<typeof signedIn>>;

/** `config`, `patience`: what is to be set otherwise than usual; `tools`: beside ViTo's own. */
export async function openTestApp(
  config: Partial<Config> = {},
  patience: Partial<Patience> = {},
  tools: readonly Tool[] = [],
) {
  const test = await migratedDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vito-app-'));
  const as = (role: string) => ({ url: test.url, role });
  const urls: DatabaseUrls = {
    owner: { url: test.url },
    app: as('vito_app'),
    dispatch: as('vito_dispatch'),
    auth: as('vito_auth'),
  };
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const given = { ...readConfig({ PORT: '0', VITO_DATA: folder, EMBEDDINGS_URL: 'none' }), ...config };
  const master = { key: randomBytes(32), named: 'test' };
  const app = await openApp({ config: given, log, urls, master, version: '0.0.0-test', patience, tools });
  await app.startDispatch();
  const url = `http://127.0.0.1:${await app.startApi()}`;
  const owner = await app.services.access.onlyOwner();
  if (!owner) throw new Error('the application has no owner');
  const me = await signedIn(app, url, owner);

  return {
    url,
    /** The owner's connection string: sees every row of every tenant. */
    ownerUrl: test.url,
    folder,
    app,
    me,
    ...me,
    /** Every line that was logged, at any level. */
    lines,
    /** The owner of another company on the same server. */
    async stranger(): Promise<Person> {
      const { access, database, store } = app.services;
      const tenant = randomUUID();
      const account = await access.addOwner(tenant);
      await found({ database, store }, 'local', tenant);
      return signedIn(app, url, { tenant, account });
    },
    async close(): Promise<void> {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
      await test.drop();
    },
  };
}

/** A person with a session of their own, and what tests ask of it. */
async function signedIn(app: App, url: string, { tenant, account }: { tenant: string; account: string }) {
  const { access, live, database } = app.services;
  const token = await access.makeSession(account, 'cli', 1);
  const client = createClient({ baseUrl: url, token });
  const until = await watch(
    app,
    tenant,
    (await access.visitorOf(await access.makeSession(account, 'cli', 1)))?.session,
  );

  /** Any request, whatever it answers. */
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

  /** Nothing is left to sequence or to do; work that is dead does not count. */
  const settled = (): Promise<boolean> =>
    until('nothing left to do', () =>
      database.read(tenant, async (reader) => {
        // One statement: between two, work can end in the outbox.
        const outbox = reader.selectFrom('outbox').select('event_id');
        const work = reader.selectFrom('work').select('event_id').where('dead_at', 'is', null);
        const inbox = reader.selectFrom('inbox').select(sql<string>`source_id`.as('event_id'));
        return (await inbox.unionAll(outbox).unionAll(work).limit(1).execute()).length === 0;
      }),
    );

  /** Puts in a file; returns its id at once. */
  const put = async (name: string, bytes: string | Uint8Array): Promise<string> =>
    (await client.upload({ name, bytes: Buffer.from(bytes as Uint8Array) })).document.id;

  /** The document once it was read, or could not be. */
  const read = (id: string): Promise<DocumentView> =>
    until(`${id} is read`, async () => {
      const view = await client.call('getDocument', { params: { id } });
      return (view.state === 'read' || view.state === 'unreadable') && view;
    });

  return { tenant, account, token, client, request, until, settled, put, read, live };
}

/** A scan that both engines read takes half a minute where two workers share two processors. */
const longest = 80_000;

/** Waits for a condition: asked at the start, and again whenever the tenant's log moves on. */
async function watch(app: App, tenant: string, session: string | undefined) {
  const bells = new Set<ReturnType<typeof createBell>>();
  const ring = () => {
    for (const bell of bells) bell.ring();
  };
  const deaf = { reset: ring, ready: ring, progress: ring, waiting: () => 0, close: ring };
  await app.services.live.follow(tenant, session ?? '', 0, { ...deaf, entries: ring });

  return async function until<T>(what: string, asked: () => Promise<T | false> | T | false): Promise<T> {
    const bell = createBell();
    bells.add(bell);
    try {
      for (const end = Date.now() + longest; Date.now() < end; ) {
        const answer = await asked();
        if (answer !== false) return answer;
        await bell.heard(200); // work that leaves no event rings no bell
      }
    } finally {
      bells.delete(bell);
    }
    throw new Error(`waited in vain: ${what}`);
  };
}
