// Adding, changing and removing a connection.
import { newId } from '@vito/contracts/ids';
import { isDocumentDialect, isProgram, type SyncDialect } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import type { Programs } from '../../platform/programs.js';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { chosen } from './chosen.js';
import { type Connection, connection, noConnection } from './connection.js';
import type { Dialects } from './dialects.js';
import type { OwnSources } from './documents/own-sources.js';
import { recordsIdOf } from './records-id.js';

export interface ConnectionDeps {
  store: EventStore;
  programs: Programs;
  dialects: Dialects;
  sources: OwnSources;
  vault: Vault;
}

export interface AddConnection {
  name: string;
  dialect: SyncDialect;
  /** Of those that run a program, and of no others. */
  command?: string | undefined;
  config: Record<string, unknown>;
}

/** Returns its id. Throws Failure('invalid' | 'forbidden') for a program or a configuration that may not be here. */
export async function addConnection(
  deps: ConnectionDeps,
  ctx: Context,
  { dialect, command = '', ...rest }: AddConnection,
): Promise<string> {
  await accept(deps, ctx.tenant, dialect, { ...rest, command });
  const id = newId('connection');
  const drafts: Draft[] = [{ type: 'connection.added', data: { dialect }, secret: { ...rest, command } }];
  if (isDocumentDialect(dialect)) drafts.push(await usualChoice(deps, ctx.tenant, id, dialect));
  const loaded = { stream: id, version: 0, state: connection.initial };
  await deps.store.commit(ctx, [deps.store.stage(ctx, connection, loaded, drafts, { id, isNew: true })]);
  return id;
}

async function accept(
  { programs, dialects, sources }: ConnectionDeps,
  tenant: string,
  dialect: SyncDialect,
  { command, config }: { command?: string | undefined; config?: unknown },
): Promise<void> {
  if (isProgram(dialect)) {
    if (command === '') throw new Failure('invalid', `command: say which program ${dialect} is read by`);
    if (command !== undefined) await programs.find(command);
  } else if (command) throw new Failure('invalid', `command: no program is run for ${dialect}: leave it out`);
  if (config === undefined) return;
  if (isDocumentDialect(dialect)) await sources[dialect].accept(tenant, config);
  else dialects[dialect].accept?.(config);
}

async function usualChoice(
  { sources, vault }: ConnectionDeps,
  tenant: string,
  id: string,
  dialect: keyof OwnSources,
): Promise<Draft> {
  const { usual } = sources[dialect];
  const stream = chosen(
    await recordsIdOf(vault, tenant, id, usual.name),
    { name: usual.name, mode: 'incremental' },
    usual,
  );
  const data = { streams: [{ id: stream.id, mode: stream.mode }] };
  return { type: 'connection.catalog-chosen', data, secret: { streams: [stream] } };
}

export interface ChangeConnection {
  name?: string | undefined;
  command?: string | undefined;
  config?: Record<string, unknown> | undefined;
  paused?: boolean | undefined;
  everyMinutes?: number | null | undefined;
  live?: boolean | undefined;
}

/** Only what differs is recorded. Throws Failure('not-found' | 'invalid' | 'forbidden' | 'conflict'). */
export async function changeConnection(
  deps: ConnectionDeps,
  ctx: Context,
  id: string,
  { name, command, config, paused, everyMinutes, live }: ChangeConnection,
): Promise<void> {
  const { dialect } = await loadConnection(deps.store, ctx, id); // before anything is said about programs
  await accept(deps, ctx.tenant, dialect, { command, config });
  if (live && !isDocumentDialect(dialect))
    throw new Failure('invalid', 'live: only mailboxes and folders can be watched');
  await decideOn(deps.store, ctx, id, (state) => {
    const secret = {
      ...(name === undefined || name === state.name ? {} : { name }),
      ...(command === undefined || command === state.command ? {} : { command }),
      ...(config === undefined ? {} : { config }),
    };
    const drafts: Draft[] = [];
    if (Object.keys(secret).length > 0) drafts.push({ type: 'connection.changed', data: {}, secret });
    if (everyMinutes !== undefined && everyMinutes !== state.minutes)
      drafts.push({ type: 'connection.scheduled', data: { minutes: everyMinutes }, secret: {} });
    if (live !== undefined && live !== state.live)
      drafts.push({ type: 'connection.live-set', data: { live }, secret: {} });
    if (paused !== undefined && paused !== (state.state === 'paused'))
      drafts.push({ type: paused ? 'connection.paused' : 'connection.resumed', data: {}, secret: {} });
    return drafts;
  });
}

/** It runs no more; what it brought is erased by work. */
export function removeConnection(store: EventStore, ctx: Context, id: string): Promise<void> {
  return decideOn(store, ctx, id, () => [{ type: 'connection.removed', data: {}, secret: {} }]);
}

/** Throws Failure('not-found') for one that never was, or is no more. */
export async function loadConnection(store: EventStore, ctx: Context, id: string): Promise<Connection> {
  const { state } = await store.load(ctx, connection, id);
  if (state.state === 'none' || state.state === 'removed') throw noConnection();
  return state;
}

export async function decideOn(
  store: EventStore,
  ctx: Context,
  id: string,
  what: (state: Connection) => Draft[],
): Promise<void> {
  await change(store, ctx, {
    aggregate: connection,
    stream: id,
    keyOf: () => id,
    decide: ({ state }) => {
      if (state.state === 'none' || state.state === 'removed') throw noConnection();
      return what(state);
    },
  });
}
