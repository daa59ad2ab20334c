// The source: who may send webhooks, how it signs, which secrets verify, and how its payloads are mapped.
import { newId } from '@vito/contracts/ids';
import type { HmacOptions, SourceKind } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate, Recorded, Rows } from '../spine/aggregate.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { checkSecret, newSecret } from './signing/secret.js';

interface Secret {
  id: string;
  /** Null once its key was destroyed. */
  value: string | null;
  /** Verifies no more from then on; null: for as long as it is not rotated. */
  until: string | null;
}

export interface Source {
  state: 'none' | 'open' | 'paused' | 'removed';
  kind: SourceKind;
  hmac: HmacOptions | null;
  name: string;
  secrets: Secret[];
  mapping: string | null;
  addedAt: string;
}

export const erased = '[erased]';

export const source: Aggregate<Source> = {
  kind: 'src',
  tables: ['source'],
  initial: { state: 'none', kind: 'standard', hmac: null, name: '', secrets: [], mapping: null, addedAt: '' },
  fold(state, event) {
    switch (event.type) {
      case 'source.added':
        return {
          state: 'open',
          kind: event.data.kind,
          hmac: event.data.hmac,
          name: event.secret?.name ?? erased,
          secrets: [{ id: event.data.id, value: event.secret?.secret ?? null, until: null }],
          mapping: event.secret?.mapping ?? null,
          addedAt: event.at,
        };
      case 'source.renamed':
        return { ...state, name: event.secret?.name ?? erased };
      case 'source.mapping-set':
        return { ...state, mapping: event.secret?.mapping ?? null };
      case 'source.signing-set':
        return { ...state, hmac: event.data.hmac };
      case 'source.secret-rotated':
        return {
          ...state,
          secrets: [
            ...state.secrets
              .map((one) => ({ ...one, until: one.until ?? event.data.until }))
              .filter((one) => one.until > event.at),
            { id: event.data.id, value: event.secret?.secret ?? null, until: null },
          ],
        };
      case 'source.paused':
        return { ...state, state: 'paused' };
      case 'source.resumed':
        return { ...state, state: 'open' };
      case 'source.removed':
        return { ...state, state: 'removed', secrets: [], mapping: null };
      default:
        return state;
    }
  },
  rows: (state, event) => ({ source: [rowOf(state, event)] }),
};

const rowOf = (state: Source, event: Recorded): Rows[string][number] => ({
  tenant_id: event.tenant,
  source_id: event.stream,
  name: state.name,
  kind: state.kind,
  hmac: state.hmac,
  secrets: state.secrets.map(({ id, value, until }) => ({ id, hint: value === null ? '' : value.slice(-4), until })),
  mapping: state.mapping,
  paused: state.state === 'paused',
  removed: state.state === 'removed',
  added_at: state.addedAt,
  version: event.version,
});

export interface AddSource {
  name: string;
  kind: SourceKind;
  secret?: string | undefined;
  hmac?: HmacOptions | undefined;
  mapping?: string | undefined;
}

export interface SourceDeps {
  store: EventStore;
  /** Makes the source's address known, before anything is sent to it. */
  announce: (tenant: string, sourceId: string) => Promise<void>;
}

/** Returns the id and the secret. Throws Failure('invalid') for a secret that its kind cannot use. */
export async function addSource(
  { store, announce }: SourceDeps,
  ctx: Context,
  input: AddSource,
): Promise<{ id: string; secret: string }> {
  if (input.kind === 'hmac' && !input.hmac) throw new Failure('invalid', 'hmac: say in which header it signs, and how');
  const secret = input.secret ?? newSecret(input.kind);
  checkSecret(input.kind, secret);
  const id = newId('source');
  const draft: Draft = {
    type: 'source.added',
    data: { kind: input.kind, hmac: (input.kind === 'hmac' && input.hmac) || null, id: newId('key') },
    secret: { name: input.name, secret, mapping: input.mapping ?? null },
  };
  const loaded = { stream: id, version: 0, state: source.initial };
  await announce(ctx.tenant, id);
  await store.commit(ctx, [store.stage(ctx, source, loaded, [draft], { id, isNew: true })]);
  return { id, secret };
}

export interface ChangeSource {
  name?: string | undefined;
  paused?: boolean | undefined;
  mapping?: string | null | undefined;
  hmac?: HmacOptions | undefined;
}

/** Only what differs is recorded. Throws Failure('not-found' | 'invalid' | 'conflict'). */
export async function changeSource(store: EventStore, ctx: Context, id: string, wanted: ChangeSource): Promise<void> {
  await decide(store, ctx, id, (state) => {
    if (wanted.hmac && state.kind !== 'hmac')
      throw new Failure('invalid', 'hmac: only sources of the kind hmac have it');
    const drafts: Draft[] = [];
    if (wanted.name !== undefined && wanted.name !== state.name)
      drafts.push({ type: 'source.renamed', data: {}, secret: { name: wanted.name } });
    if (wanted.mapping !== undefined && wanted.mapping !== state.mapping)
      drafts.push({ type: 'source.mapping-set', data: {}, secret: { mapping: wanted.mapping } });
    if (wanted.hmac) drafts.push({ type: 'source.signing-set', data: { hmac: wanted.hmac }, secret: {} });
    if (wanted.paused !== undefined && wanted.paused !== (state.state === 'paused'))
      drafts.push({ type: wanted.paused ? 'source.paused' : 'source.resumed', data: {}, secret: {} });
    return drafts;
  });
}

/** Returns the new secret; those before it verify for `keepHours` more. */
export async function rotateSecret(
  store: EventStore,
  ctx: Context,
  id: string,
  { secret: given, keepHours }: { secret?: string | undefined; keepHours: number },
): Promise<string> {
  let secret = given ?? '';
  await decide(store, ctx, id, ({ kind }) => {
    secret = given ?? newSecret(kind);
    checkSecret(kind, secret);
    const until = new Date(Date.now() + keepHours * 3_600_000).toISOString();
    return [{ type: 'source.secret-rotated', data: { id: newId('key'), until }, secret: { secret } }];
  });
  return secret;
}

/** Nothing is taken from it any more; what came from it is erased by work. */
export async function removeSource(store: EventStore, ctx: Context, id: string): Promise<void> {
  await decide(store, ctx, id, () => [{ type: 'source.removed', data: {}, secret: {} }]);
}

async function decide(store: EventStore, ctx: Context, id: string, what: (state: Source) => Draft[]): Promise<void> {
  await change(store, ctx, {
    aggregate: source,
    stream: id,
    keyOf: () => id,
    decide: ({ state }) => {
      if (state.state === 'none' || state.state === 'removed') throw noSource();
      return what(state);
    },
  });
}

export const noSource = () => new Failure('not-found', 'there is no such source');
