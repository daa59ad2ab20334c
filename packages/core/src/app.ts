// The one place that wires parts: pools, spine, modules, worker and API become one application.

import type { Profile } from '@vito/contracts/tenant';
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import { createLifecycle } from '@vito/runtime/lifecycle';
import type { Log } from '@vito/runtime/log';
import { createBell } from '@vito/runtime/wait';
import { livesOf, textOfLives } from '@vito/understanding/life';
import { createAgents } from './agents/agents.js';
import { createCompanyTools } from './agents/company/company-tools.js';
import { shipped } from './agents/shipped.js';
import type { Tool } from './agents/tool.js';
import { runNames } from './agents/view.js';
import { createMetrics } from './api/metrics.js';
import { createServer } from './api/server.js';
import type { Services } from './api/services.js';
import { wireApprovals } from './approvals.js';
import { act } from './commitments/act.js';
import type { Viewer } from './commitments/filter.js';
import { createSearching, remembering } from './commitments/searching.js';
import {
  commitmentRows,
  commitmentsIn,
  commitmentsOfDocument,
  commitmentsOfDocuments,
  commitmentViews,
} from './commitments/view.js';
import { createViewers } from './commitments/viewers.js';
import { wireCompany } from './company.js';
import { sendOut } from './connect/out/send-out.js';
import { createWebhooksOut } from './connect/out/webhooks-out.js';
import { createSyncing } from './connect/sync/syncing.js';
import { factsById } from './connect/view.js';
import { createWebhooks } from './connect/webhooks.js';
import { createDirectories } from './directory/directories.js';
import { startDispatch } from './dispatch.js';
import { document } from './intake/document.js';
import { placesIn, readingsOf, threadOf } from './intake/document-thread.js';
import { loadSample, sampleProfile } from './intake/load-sample.js';
import { createPageImages } from './intake/page-images.js';
import { createProgress } from './intake/progress.js';
import { receive } from './intake/receive.js';
import { addressInUse } from './intake/sweep-blobs.js';
import { documentRows, summary } from './intake/view.js';
import { createKnowledge } from './knowledge/knowledge.js';
import { answerBefore, stageCall } from './metering/model-call.js';
import { openBlobs } from './platform/blobs-place.js';
import { createChat } from './platform/chat.js';
import { createComputePool } from './platform/compute-pool.js';
import { type Database, type DatabaseUrls, openDatabase } from './platform/database.js';
import type { MasterKey } from './platform/master-key.js';
import { migrationsApplied } from './platform/migrate.js';
import { createModel } from './platform/model.js';
import { createNotifier } from './platform/notice.js';
import { createOtlp } from './platform/otlp.js';
import { createOutgoing } from './platform/outgoing.js';
import { createWakeUps, type QueuePlace } from './platform/queue.js';
import { createArchive } from './spine/archive/archive.js';
import type { Context } from './spine/context.js';
import type { Draft } from './spine/event.js';
import { createEventStore } from './spine/event-store.js';
import { createFeed } from './spine/feed.js';
import { createLull } from './spine/lull.js';
import { createVault } from './spine/vault.js';
import { isSuperseded, unbegunOf } from './spine/work.js';
import { createWorker } from './spine/worker.js';
import { extractWork, indexWork, readWork, refineWork, subscriptionsOf, traceWork } from './subscriptions.js';
import { createAccess } from './tenants/access.js';
import { found } from './tenants/found.js';
import { companyRow, markSample, profileAndZone, setProfile } from './tenants/profile.js';
import { shownTypes } from './timeline/describe.js';
import { createLive } from './timeline/live.js';
import { createTimeline } from './timeline/view.js';
import { wireTools } from './tools.js';

export interface AppOptions {
  config: Config;
  version: string;
  log: Log;
  urls: DatabaseUrls;
  master: MasterKey;
  patience?: Partial<Patience>;
  /** Tools of runs beside ViTo's own. */
  tools?: readonly Tool[];
}

/** Milliseconds that live readers, and writers of files, are waited for. */
export interface Patience {
  /** For a socket's first frame. */
  hello: number;
  /** For a reader to take what was sent to it. */
  reading: number;
  /** From one look at a new file to the next. */
  writing: number;
}

export async function openApp(options: AppOptions) {
  const { config, log, urls, version, tools: more = [] } = options;
  const sends = () => config.tools.mail !== null || more.some(({ name }) => name === 'send-mail');
  const patience: Patience = { hello: 10_000, reading: 5000, writing: 1000, ...options.patience };
  const lifecycle = createLifecycle(log);
  const database = await openDatabase(urls, log);
  lifecycle.onStop('database', () => database.close());
  const metrics = createMetrics();
  const bell = createBell();
  const notifier = createNotifier(database.app, 'vito_outbox', 5);
  lifecycle.onStop('notifier', () => notifier.stop());
  const vault = createVault({ database, master: options.master.key, named: options.master.named });
  const inboxBell = createBell();
  const inboxNotifier = createNotifier(database.app, 'vito_inbox', 5);
  lifecycle.onStop('inbox notifier', () => inboxNotifier.stop());
  const filled = () => {
    inboxBell.ring();
    if (!config.roles.worker) inboxNotifier.notify();
  };
  const committed = () => {
    metrics.appended.inc();
    bell.ring();
    if (!config.roles.worker) notifier.notify(); // a process without a sequencer tells those that have one
  };
  const blobs = await openBlobs(config.blobs, vault);
  const archive = createArchive({ database, blobs });
  const store = createEventStore({ database, vault, archive, clock: () => new Date(), committed });
  const access = createAccess(database);
  const tenant = await theCompany(database, store, access);
  const pool = createComputePool({ size: config.readers, log });
  lifecycle.onStop('compute pool', () => pool.close());

  const feed = createFeed();
  const viewers = createViewers(async (of) => profileAndZone(await database.read(of, companyRow)));
  const directories = createDirectories({ database, vault });
  /** Who looks: by the profile, and by all that the directory knows of "me" and "us". */
  const viewer = async (of: string): Promise<Viewer> => {
    const [{ keys, zone }, directory] = [await viewers.of(of), await directories.of(of)];
    return {
      keys: [...new Set([...keys, ...directory.mine])],
      zone,
      idOf: (documentId, key) => directory.whoOf(documentId, key)?.id ?? null,
    };
  };
  const personName = async (of: string) => (await database.read(of, companyRow))?.name ?? null;
  const outgoing = createOutgoing({ allowPrivate: config.allowPrivateAddresses });
  lifecycle.onStop('outgoing', () => outgoing.stop());
  const progress = createProgress();
  const timeline = createTimeline({
    database,
    store,
    documentsById: async (of, ids) => {
      const rows = await database.read(of, (reader) =>
        documentRows(reader).where('d.document_id', 'in', ids).execute(),
      );
      return rows.map((row) => summary({ ...row, commitments: row.counted ?? 0 }, progress.of));
    },
    commitmentsById: async (of, ids) => {
      const looking = await viewer(of);
      return database.read(of, async (reader) => {
        const rows = await commitmentRows(reader).where('c.commitment_id', 'in', ids).execute();
        return commitmentViews(reader, rows, looking);
      });
    },
    factsById: (of, ids) => database.read(of, (reader) => factsById(reader, ids)),
    runNames: (of, ids) => database.read(of, (reader) => runNames(reader, ids)),
    // Whoever decides by the link of a mail is told by the decision, not by a name here.
    actorName: async (of, id) => (id.startsWith('link:') ? 'an approver' : personName(of)),
  });
  const live = createLive({ timeline, feed, endedAmong: access.endedAmong, log, patience: patience.reading });
  lifecycle.onStop('live readers', () => live.stop());

  const reading = async (of: string, id: string) => (await readingsOf(database, of, [id])).get(id) ?? null;
  const { search, catchUp, ask } = createKnowledge({
    database,
    pool,
    log,
    lull: createLull(database, [readWork, extractWork, indexWork]),
    ownerUrl: urls.owner.url,
    embeddings: config.embeddings,
    readingOf: reading,
    commitmentsIn: async (of, ids) => {
      const looking = await viewer(of);
      return database.read(of, async (reader) => {
        const rows = await commitmentRows(reader)
          .where('c.document_id', 'in', ids)
          .where('c.hidden', 'is', null)
          .execute();
        return commitmentViews(reader, rows, looking);
      });
    },
  });
  catchUp.ring(tenant);

  const receiving = { database, store, vault, blobs };
  /** What mappings make of others' data, taken in as if it had been posted. */
  const takeIn =
    (source: 'webhook' | 'connection') =>
    async (ctx: Context, { bytes, ...file }: { name: string; mediaType: string; bytes: Buffer }) => {
      const whole = (async function* () {
        yield bytes;
      })();
      return (await receive(receiving, ctx, { ...file, bytes: whole, source })).documentId;
    };
  const webhooks = createWebhooks({
    database,
    store,
    vault,
    blobs,
    pool,
    log,
    bell: inboxBell,
    filled,
    committed,
    rate: { perSecond: config.hooksPerSecond, burst: config.hooksPerSecond * 2 },
    addresses: { tenantOf: access.tenantOfSource, announce: access.addSource, silence: access.removeSource },
    receive: takeIn('webhook'),
    addressInUse: (of, address) => addressInUse(database, of, address),
  });
  const webhooksOut = createWebhooksOut({
    database,
    store,
    vault,
    pool,
    committed,
    send: (request) => sendOut(outgoing, request),
    checkUrl: outgoing.checkUrl,
    entriesOf: timeline.entriesById,
  });
  const syncing = createSyncing({
    database,
    store,
    vault,
    log,
    pool,
    outgoing,
    blobs,
    addressInUse: (of, address) => addressInUse(database, of, address),
    receive: takeIn('connection'),
    receiveDocument: (ctx, file, source) => receive(receiving, ctx, { ...file, source, unlessDeleted: true }),
    taps: config.taps,
    silence: config.tapSilence,
    folders: config.folders,
    isAlone: access.isAlone,
    settled: patience.writing,
  });
  const company = wireCompany({ database, store, viewer, directories, reading, personName, sends });
  const { tools, toolServers } = wireTools({
    config,
    outgoing,
    ...receiving,
    ask,
    directories,
    search,
    viewer,
    more: [...createCompanyTools(company), ...more],
    runs: {
      requestRun: async (call, { playbook, input, at }) => ({
        run: await agents.request(call.ctx, { playbook, input, key: call.key }, at),
      }),
      cancelRun: async (call, run) => {
        await agents.cancel(call.ctx, run, 'what asked for it was undone').catch((error) => {
          if (!(error instanceof Failure) || error.code !== 'conflict') throw error; // it is over
        });
      },
    },
  });

  const runNotifier = createNotifier(database.app, 'vito_run', 5);
  lifecycle.onStop('run notifier', () => runNotifier.stop());
  const zoneOf = async (of: string) => (await viewers.of(of)).zone;
  const agents = createAgents({
    database,
    store,
    log,
    tools,
    shipped,
    chat: config.model && createChat(config.model),
    evaluateThere: (expression, inputs) => pool.evaluate(expression, inputs),
    announce: () => runNotifier.notify(),
    zoneOf,
    atOnce: 64,
  });
  const { ask: asking, ...approvals } = wireApprovals({
    ...{ config, database, store, vault, access, agents, zoneOf },
    master: options.master.key,
  });
  const searching = createSearching(pool);
  const extracting = {
    store,
    threadOf: (of: string, id: string) => threadOf(database, of, id),
    zoneOf,
    extract: config.model ? remembering(searching) : searching,
    commitmentsOf: (of: string, id: string) => commitmentsOfDocument(database, of, id),
  };
  const isAwaited = (subscription: string) => (of: string, streams: string[], event: string) =>
    isSuperseded(database, of, { subscription, before: extractWork, streams, event });
  const subscriptions = subscriptionsOf({
    readers: config.readers,
    read: {
      database,
      store,
      blobs,
      pool,
      dataFolder: config.dataFolder,
      onProgress(of, documentId, done, total) {
        progress.set(documentId, done, total);
        live.progress(of, documentId, done, total);
      },
    },
    extract: {
      ...extracting,
      awaiting: (of, ids) => unbegunOf(database, of, extractWork, ids),
      onDocument: async (ctx, id) => {
        const loaded = await store.load(ctx, document, id);
        const isDraft = loaded.state.received?.source === 'run'; // nobody has said what stands in it
        return loaded.state.state === 'deleted' || isDraft
          ? null
          : (draft) => store.stage(ctx, document, loaded, [draft], { id });
      },
    },
    follow: {
      store,
      placesIn: (of, id) => placesIn(database, of, id),
      readingsOf: (of, ids) => readingsOf(database, of, ids),
      zoneOf: async (of) => (await viewer(of)).zone,
      lives: async (readings, context, signal) =>
        textOfLives(readings, context) > longText ? pool.lives(readings, context, signal) : livesOf(readings, context),
      commitmentsIn: (of, ids) => commitmentsIn({ database, store }, of, ids),
      isAwaited: isAwaited('follow-thread'),
    },
    refine: config.model && {
      ...extracting,
      isAwaited: isAwaited(refineWork),
      lull: createLull(database, [readWork, extractWork]),
      model: createModel(config.model),
      fingerprint: (of, value) => vault.fingerprint(of, value),
      answerBefore: (of, fingerprint) => answerBefore({ database, store }, of, fingerprint),
      stageCall: (ctx, call, answer) => stageCall(store, ctx, call, answer),
      documentAt: async (ctx, id) => {
        const loaded = await store.load(ctx, document, id);
        const { state, extractedAt, check } = loaded.state;
        const stage = (draft: Draft) => store.stage(ctx, document, loaded, [draft], { id });
        return state === 'deleted' ? null : { extractedAt, check, stage };
      },
    },
    trace: config.traces && {
      database,
      store,
      log,
      playbookOf: agents.playbooks.at,
      provider: config.model?.kind ?? null, // an endpoint that speaks as OpenAI's does is told as that
      send: createOtlp(config.traces, version),
    },
    purge: { database, store, vault, blobs },
    index: { database, store, readingOf: reading, onIndexed: catchUp.ring },
    map: webhooks.map,
    erase: webhooks.erase,
    plan: webhooksOut.plan,
    deliver: webhooksOut.deliver,
    bringRows: syncing.bringRows,
    fetchDocuments: syncing.fetchDocuments,
    mapRecords: syncing.map,
    eraseConnection: syncing.erase,
    agents,
    hear: {
      database,
      store,
      rung: agents.rung,
      reading,
      me: company.me,
      commitmentsAround: async (of, id) => {
        const places = await placesIn(database, of, id);
        return commitmentsOfDocuments(
          database,
          of,
          places.map((place) => place.id),
        );
      },
    },
    ask: asking,
    sent: shownTypes.filter((type) => !type.startsWith('endpoint.')),
  });
  const place: QueuePlace = config.redisUrl
    ? { kind: 'redis', url: config.redisUrl }
    : { kind: 'postgres', access: urls.listen ?? urls.dispatch };
  const wakeUps = createWakeUps(place, log);
  lifecycle.onStop('queue', () => wakeUps.stop());
  const worker = createWorker({ database, store, subscriptions, log });

  async function profileOf(ctx: Context, profile: Profile): Promise<void> {
    await setProfile(store, ctx, profile);
    viewers.forget(ctx.tenant);
    directories.forget(ctx.tenant);
  }

  const services: Services = {
    config,
    version,
    log,
    database,
    store,
    blobs,
    pageImages: createPageImages({ blobs, pool }),
    access,
    timeline,
    live,
    helloWithin: patience.hello,
    metrics,
    progressOf: progress.of,
    receive: (ctx, input) => receive(receiving, ctx, input),
    act: (ctx, ...rest) => act(store, ctx, ...rest),
    search,
    ask,
    viewer,
    directories,
    webhooks,
    webhooksOut,
    syncing,
    agents,
    tools,
    toolServers,
    ...approvals,
    personName,
    setProfile: profileOf,
    async loadSample(ctx) {
      await profileOf(ctx, await sampleProfile());
      const count = await loadSample(receiving, ctx);
      await markSample(store, ctx, count);
      return count;
    },
    wake: (subscription) => wakeUps.wake(subscription),
    refineWork,
    traceWork,
    probeQueue: () => wakeUps.probe(),
    migrationsDone: () => migrationsApplied(database.app),
  };

  const dispatch = {
    config,
    log,
    lifecycle,
    access: urls.dispatch,
    listen: urls.listen ?? urls.dispatch,
    ownerUrl: urls.owner.url,
    database,
    blobs,
    bell,
    feed,
    metrics,
    wakeUps,
    worker,
    catchUp,
    schedule: syncing.schedule,
    watching: syncing.watching,
    unpacking: webhooks.unpacking,
    runner: agents.runner,
    starts: agents.starts,
    inboxBell,
    subscriptions,
  };

  async function startApi(): Promise<number> {
    const server = await createServer(services);
    await server.listen({ host: config.host, port: config.port });
    lifecycle.onStop('http', () => server.close());
    const address = server.server.address();
    return typeof address === 'object' && address ? address.port : config.port;
  }

  return {
    services,
    lifecycle,
    tenant,
    startDispatch: () => startDispatch(dispatch),
    startApi,
    stop: () => lifecycle.stop(),
  };
}
export type App = Awaited<ReturnType<typeof openApp>>;

const longText = 60_000; // characters: some tens of milliseconds

/** An install has one company and one owner; both are made on the first start, and being killed in between changes nothing. */
async function theCompany(
  database: Database,
  store: ReturnType<typeof createEventStore>,
  access: ReturnType<typeof createAccess>,
): Promise<string> {
  const known = await access.onlyOwner();
  const tenant = known?.tenant ?? crypto.randomUUID();
  if (!known) await access.addOwner(tenant);
  await found({ database, store }, 'local', tenant);
  return tenant;
}
