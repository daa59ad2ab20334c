// What a connection's program says of itself while somebody waits: whether it works, what it offers, and the choice of that.
import { type ChosenStream, isProgram, type OfferedStream, type StreamChoice } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../../spine/context.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { erased } from '../source.js';
import { decideOn, loadConnection } from './change-connection.js';
import type { Dialects } from './dialects.js';
import { mappingDrafts } from './mapping/set-mapping.js';
import type { Programs } from './programs.js';
import { recordsIdOf } from './records-id.js';
import { SourceProblem } from './source-problem.js';
import type { Dialect, Found, Json, Source } from './source-told.js';
import { createTail } from './tail.js';

export interface AskDeps {
  store: EventStore;
  vault: Vault;
  programs: Programs;
  dialects: Dialects;
}

const longest = 120_000; // ms
const mostAtOnce = 4; // in a process

export function createAsking({ store, vault, programs, dialects }: AskDeps) {
  let asked = 0;

  /** Whether it reaches what it is to fetch from. */
  async function check(ctx: Context, id: string): Promise<{ ok: boolean; message: string; spec: Json | null }> {
    return ask(ctx, id, async (dialect, source) => {
      const spec = await dialect.spec(source);
      return { ...(await dialect.check(source)), spec };
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
      return await ask(ctx, id, (dialect, source) => dialect.discover(source));
    } catch (error) {
      if (!(error instanceof SourceProblem)) throw error;
      throw new Failure('unavailable', `it tells no streams (${error.reason}): /check tells its own words`);
    }
  }

  async function ask<T>(ctx: Context, id: string, what: (dialect: Dialect, source: Source) => Promise<T>): Promise<T> {
    const { dialect, command, config } = await loadConnection(store, ctx, id);
    const program = isProgram(dialect) ? await programs.find(command) : null;
    if (asked >= mostAtOnce)
      throw new Failure('too-many', 'too many sources are being asked: try again', { retryAfter: 5 });
    asked++;
    const log = createTail();
    try {
      const launch = program === null ? null : { program, silence: longest, longest };
      const { signal } = new AbortController();
      return await what(dialects[dialect], { tenant: ctx.tenant, launch, config, log, signal });
    } catch (error) {
      // Here somebody waits for its words, who gave it its configuration.
      if (error instanceof SourceProblem)
        throw new SourceProblem(error.reason, [error.message, ...log.lines().slice(-20)].join('\n'));
      throw error;
    } finally {
      asked--;
    }
  }

  return { check, discover, choose };
}

function chosen(id: string, { name, mode, cursor, keys }: StreamChoice, found: Found | undefined): ChosenStream {
  if (name === erased) throw new Failure('invalid', `streams: nothing can be called ${name}`);
  if (!found) throw new Failure('invalid', `streams: ${name} is not offered`);
  if (!found.modes.includes(mode)) throw new Failure('invalid', `streams: ${name} is not offered as ${mode}`);
  return {
    id,
    name,
    mode,
    keys: keys ?? found.keys,
    offeredKeys: found.keys,
    cursor: mode === 'full' ? null : (cursor ?? found.cursors[0] ?? null),
    schema: found.schema,
    entry: found.entry,
  };
}
