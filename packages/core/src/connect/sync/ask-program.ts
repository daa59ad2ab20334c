// What a connection says of itself while somebody waits: whether it works, what it offers, and the choice of that.
import {
  type ChosenStream,
  isDocumentDialect,
  isProgram,
  type OfferedStream,
  type StreamChoice,
} from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import type { Programs } from '../../platform/programs.js';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { decideOn, loadConnection } from './change-connection.js';
import { chosen } from './chosen.js';
import type { Connection } from './connection.js';
import type { Dialects } from './dialects.js';
import type { OwnSources } from './documents/own-sources.js';
import { mappingDrafts } from './mapping/set-mapping.js';
import { recordsIdOf } from './records-id.js';
import { SourceProblem } from './source-problem.js';
import type { Found, Json } from './source-told.js';
import { createTail, type Tail } from './tail.js';

export interface AskDeps {
  store: EventStore;
  vault: Vault;
  programs: Programs;
  dialects: Dialects;
  sources: OwnSources;
}

interface Answering {
  spec(): Promise<Json | null>;
  check(): Promise<{ ok: boolean; message: string }>;
  discover(): Promise<Found[]>;
}

const longest = 120_000; // ms
const mostAtOnce = 4; // in a process

export function createAsking({ store, vault, programs, dialects, sources }: AskDeps) {
  let asked = 0;

  /** Whether it reaches what it is to fetch from. */
  async function check(ctx: Context, id: string): Promise<{ ok: boolean; message: string; spec: Json | null }> {
    return ask(ctx, id, async (answering) => {
      const spec = await answering.spec();
      return { ...(await answering.check()), spec };
    }).catch((error) => {
      if (error instanceof SourceProblem) return { ok: false, message: error.message, spec: null };
      throw error;
    });
  }

  async function discover(ctx: Context, id: string): Promise<OfferedStream[]> {
    const found = await discovered(ctx, id);
    return found.map(({ entry: _, mapping: __, ...offered }) => offered);
  }

  /** Throws Failure('invalid') for what it does not offer. */
  async function choose(ctx: Context, id: string, choices: StreamChoice[]): Promise<void> {
    const found = new Map((await discovered(ctx, id)).map((one) => [one.name, one]));
    if (new Set(choices.map(({ name }) => name)).size < choices.length)
      throw new Failure('invalid', 'streams: one is chosen twice');
    const streams: ChosenStream[] = [];
    for (const choice of choices)
      streams.push(chosen(await recordsIdOf(vault, ctx.tenant, id, choice.name), choice, found.get(choice.name)));
    const data = { streams: streams.map((one) => ({ id: one.id, mode: one.mode })) };
    await decideOn(store, ctx, id, (state) => [
      { type: 'connection.catalog-chosen', data, secret: { streams } },
      ...streams.flatMap((one) => {
        const usual = state.mappings[one.id] ? undefined : found.get(one.name)?.mapping;
        return usual === undefined ? [] : mappingDrafts(state, one.id, usual, 0);
      }),
    ]);
  }

  async function discovered(ctx: Context, id: string): Promise<Found[]> {
    try {
      return await ask(ctx, id, (answering) => answering.discover());
    } catch (error) {
      if (!(error instanceof SourceProblem)) throw error;
      throw new Failure('unavailable', `it tells no streams (${error.reason}): /check tells its own words`);
    }
  }

  async function ask<T>(ctx: Context, id: string, what: (answering: Answering) => Promise<T>): Promise<T> {
    const from = await loadConnection(store, ctx, id);
    if (asked >= mostAtOnce)
      throw new Failure('too-many', 'too many connections are being asked: try again', { retryAfter: 5 });
    asked++;
    const log = createTail();
    const over = new AbortController();
    const tooLong = setTimeout(() => over.abort(), longest);
    try {
      return await what(await answeringOf(ctx.tenant, from, log, over.signal));
    } catch (error) {
      // Here somebody waits for its words, who gave it its configuration.
      if (error instanceof SourceProblem)
        throw new SourceProblem(error.reason, [error.message, ...log.lines().slice(-20)].join('\n'));
      throw error;
    } finally {
      clearTimeout(tooLong);
      over.abort();
      asked--;
    }
  }

  async function answeringOf(tenant: string, from: Connection, log: Tail, signal: AbortSignal): Promise<Answering> {
    const { dialect, command, config } = from;
    if (isDocumentDialect(dialect)) {
      const [source, asking] = [sources[dialect], { tenant, config, log, signal }];
      return {
        spec: async () => source.spec(),
        check: async () => ({ ok: true, message: await source.check(asking) }),
        discover: () => source.discover(asking),
      };
    }
    const speaking = dialects[dialect];
    const launch = isProgram(dialect) ? { program: await programs.find(command), silence: longest, longest } : null;
    const source = { tenant, launch, config, log, signal };
    return {
      spec: () => speaking.spec(source),
      check: () => speaking.check(source),
      discover: () => speaking.discover(source),
    };
  }

  return { check, discover, choose };
}
