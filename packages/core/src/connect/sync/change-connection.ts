// Adding, changing and removing a connection.
import { newId } from '@vito/contracts/ids';
import { isProgram, type SyncDialect } from '@vito/contracts/sync';
import { Failure } from '@vito/runtime/failure';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import { type Connection, connection, noConnection } from './connection.js';
import type { Dialects } from './dialects.js';
import type { Programs } from './programs.js';

export interface ConnectionDeps {
  store: EventStore;
  programs: Programs;
  dialects: Dialects;
}

export interface AddConnection {
  name: string;
  dialect: SyncDialect;
  command: string;
  config: Record<string, unknown>;
}

/** Returns its id. Throws Failure('forbidden') for a program that may not run here. */
export async function addConnection(
  { store, programs, dialects }: ConnectionDeps,
  ctx: Context,
  { dialect, ...secret }: AddConnection,
): Promise<string> {
  dialects[dialect].accept?.(secret.config);
  await checkCommand(programs, dialect, secret.command);
  const id = newId('connection');
  const draft: Draft = { type: 'connection.added', data: { dialect }, secret };
  const loaded = { stream: id, version: 0, state: connection.initial };
  await store.commit(ctx, [store.stage(ctx, connection, loaded, [draft], { id, isNew: true })]);
  return id;
}

export interface ChangeConnection {
  name?: string | undefined;
  command?: string | undefined;
  config?: Record<string, unknown> | undefined;
  paused?: boolean | undefined;
  everyMinutes?: number | null | undefined;
}

/** Only what differs is recorded. Throws Failure('not-found' | 'forbidden' | 'conflict'). */
export async function changeConnection(
  { store, programs, dialects }: ConnectionDeps,
  ctx: Context,
  id: string,
  { name, command, config, paused, everyMinutes }: ChangeConnection,
): Promise<void> {
  const { dialect } = await loadConnection(store, ctx, id); // before anything is said about programs
  if (config !== undefined) dialects[dialect].accept?.(config);
  if (command !== undefined) await checkCommand(programs, dialect, command);
  await decideOn(store, ctx, id, (state) => {
    const secret = {
      ...(name === undefined || name === state.name ? {} : { name }),
      ...(command === undefined || command === state.command ? {} : { command }),
      ...(config === undefined ? {} : { config }),
    };
    const drafts: Draft[] = [];
    if (Object.keys(secret).length > 0) drafts.push({ type: 'connection.changed', data: {}, secret });
    if (everyMinutes !== undefined && everyMinutes !== state.minutes)
      drafts.push({ type: 'connection.scheduled', data: { minutes: everyMinutes }, secret: {} });
    if (paused !== undefined && paused !== (state.state === 'paused'))
      drafts.push({ type: paused ? 'connection.paused' : 'connection.resumed', data: {}, secret: {} });
    return drafts;
  });
}

async function checkCommand(programs: Programs, dialect: SyncDialect, command: string): Promise<void> {
  if (isProgram(dialect)) await programs.find(command);
  else if (command !== '') throw new Failure('invalid', `command: ${dialect} is read without a program, leave it out`);
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
