// The endpoint: an address that asked for events, what it asked for, and whether it takes them.
import { randomBytes } from 'node:crypto';
import type { DisabledReason } from '@vito/contracts/endpoint';
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import type { Aggregate, Recorded, Rows } from '../../spine/aggregate.js';
import { change } from '../../spine/change.js';
import type { Context } from '../../spine/context.js';
import type { Draft } from '../../spine/event.js';
import type { EventStore } from '../../spine/event-store.js';
import { checkSecret } from '../signing/secret.js';
import { erased } from '../source.js';

interface Secret {
  id: string;
  value: string | null;
  until: string | null;
}

export interface Endpoint {
  state: 'none' | 'open' | 'disabled' | 'removed';
  disabled: DisabledReason | null;
  name: string;
  url: string;
  types: string[];
  filter: string | null;
  ordered: boolean;
  secrets: Secret[];
  addedAt: string;
}

export const endpoint: Aggregate<Endpoint> = {
  kind: 'end',
  tables: ['endpoint', 'watch'],
  initial: {
    state: 'none',
    disabled: null,
    name: '',
    url: '',
    types: [],
    filter: null,
    ordered: false,
    secrets: [],
    addedAt: '',
  },
  fold(state, event) {
    switch (event.type) {
      case 'endpoint.added': {
        const { id, types, ordered } = event.data;
        const { name = erased, url = erased, filter = null, secret = null } = event.secret ?? {};
        const secrets = [{ id, value: secret, until: null }];
        return { state: 'open', disabled: null, name, url, types, filter, ordered, secrets, addedAt: event.at };
      }
      case 'endpoint.changed': {
        const known = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
        return { ...state, ...known(event.data), ...known(event.secret ?? { name: erased, url: erased }) };
      }
      case 'endpoint.secret-rotated': {
        const { id, until } = event.data;
        const before = state.secrets.map((one) => ({ ...one, until: one.until ?? until }));
        const value = event.secret?.secret ?? null;
        return { ...state, secrets: [...before.filter((one) => one.until > event.at), { id, value, until: null }] };
      }
      case 'endpoint.disabled':
        return { ...state, state: 'disabled', disabled: event.data.reason };
      case 'endpoint.enabled':
        return { ...state, state: 'open', disabled: null };
      case 'endpoint.removed':
        return { ...state, state: 'removed', secrets: [] };
      default:
        return state;
    }
  },
  rows(state, event) {
    const open = state.state === 'open';
    return {
      endpoint: [rowOf(state, event)],
      watch: [{ tenant_id: event.tenant, endpoint_id: event.stream, open }],
    };
  },
};

const rowOf = (state: Endpoint, event: Recorded): Rows[string][number] => ({
  tenant_id: event.tenant,
  endpoint_id: event.stream,
  name: state.name,
  url: state.url,
  types: state.types,
  filter: state.filter,
  ordered: state.ordered,
  secrets: state.secrets.map(({ id, value, until }) => ({ id, hint: value === null ? '' : value.slice(-4), until })),
  open: state.state === 'open',
  removed: state.state === 'removed',
  disabled: state.disabled,
  added_at: state.addedAt,
  version: event.version,
});

export interface EndpointDeps {
  store: EventStore;
  /** Throws Failure('invalid') for an address that nothing is sent to. */
  checkUrl: (url: string) => void;
}

export interface AddEndpoint {
  name: string;
  url: string;
  types: string[];
  filter?: string | undefined;
  ordered: boolean;
  secret?: string | undefined;
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Returns the id and the secret that signs. */
export async function addEndpoint(
  { store, checkUrl }: EndpointDeps,
  ctx: Context,
  input: AddEndpoint,
): Promise<{ id: string; secret: string }> {
  checkUrl(input.url);
  const secret = input.secret ?? newSecret();
  checkSigning(secret);
  const id = newId('endpoint');
  const draft: Draft = {
    type: 'endpoint.added',
    data: { types: input.types, ordered: input.ordered, id: newId('key') },
    secret: { name: input.name, url: input.url, filter: input.filter ?? null, secret },
  };
  const loaded = { stream: id, version: 0, state: endpoint.initial };
  await store.commit(ctx, [store.stage(ctx, endpoint, loaded, [draft], { id, isNew: true })]);
  return { id, secret };
}

export interface ChangeEndpoint {
  name?: string | undefined;
  url?: string | undefined;
  types?: string[] | undefined;
  filter?: string | null | undefined;
  ordered?: boolean | undefined;
  state?: 'open' | 'disabled' | undefined;
}

/** Only what is given changes. Throws Failure('not-found' | 'invalid' | 'conflict'). */
export async function changeEndpoint(
  { store, checkUrl }: EndpointDeps,
  ctx: Context,
  id: string,
  { state: wanted, types, ordered, name, url, filter }: ChangeEndpoint,
): Promise<void> {
  if (url !== undefined) checkUrl(url);
  const data = { ...(types ? { types } : {}), ...(ordered === undefined ? {} : { ordered }) };
  const secret = {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    ...(filter === undefined ? {} : { filter }),
  };
  await decide(store, ctx, id, ({ state }) => {
    const drafts: Draft[] = [];
    if (Object.keys({ ...data, ...secret }).length > 0) drafts.push({ type: 'endpoint.changed', data, secret });
    if (wanted === 'open' && state === 'disabled') drafts.push({ type: 'endpoint.enabled', data: {}, secret: {} });
    if (wanted === 'disabled' && state === 'open')
      drafts.push({ type: 'endpoint.disabled', data: { reason: 'person' }, secret: {} });
    return drafts;
  });
}

export async function rotateEndpointSecret(
  store: EventStore,
  ctx: Context,
  id: string,
  { secret: given, keepHours }: { secret?: string | undefined; keepHours: number },
): Promise<string> {
  const secret = given ?? newSecret();
  checkSigning(secret);
  const until = new Date(Date.now() + keepHours * 3_600_000).toISOString();
  await decide(store, ctx, id, () => [
    { type: 'endpoint.secret-rotated', data: { id: newId('key'), until }, secret: { secret } },
  ]);
  return secret;
}

/** One that signs: what Standard Webhooks calls a shared secret. */
function checkSigning(secret: string): void {
  checkSecret('standard', secret);
  if (secret.startsWith('whpk_'))
    throw new Failure('invalid', 'secret: a public key cannot sign; give `whsec_` and base64');
}

export async function removeEndpoint(store: EventStore, ctx: Context, id: string): Promise<void> {
  await decide(store, ctx, id, () => [{ type: 'endpoint.removed', data: {}, secret: {} }]);
}

/** Where it is, and the secrets that sign for it now. Throws Failure('not-found' | 'conflict'). */
export async function signingOf(
  store: EventStore,
  ctx: Context,
  id: string,
): Promise<{ url: string; secrets: string[] }> {
  const { state } = await store.load(ctx, endpoint, id);
  if (state.state === 'none' || state.state === 'removed') throw noEndpoint();
  if (state.state === 'disabled') throw new Failure('conflict', 'this endpoint is switched off: nothing is sent to it');
  const now = new Date().toISOString();
  const living = state.secrets.filter(({ until }) => until === null || until > now);
  return { url: state.url, secrets: living.flatMap(({ value }) => value ?? []) };
}

async function decide(store: EventStore, ctx: Context, id: string, what: (state: Endpoint) => Draft[]): Promise<void> {
  await change(store, ctx, {
    aggregate: endpoint,
    stream: id,
    keyOf: () => id,
    decide: ({ state }) => {
      if (state.state === 'none' || state.state === 'removed') throw noEndpoint();
      return what(state);
    },
  });
}

export const noEndpoint = () => new Failure('not-found', 'there is no such endpoint');

/** Whether it asked for events of this type. */
export const wants = (types: string[], type: string): boolean =>
  types.length === 0 || types.includes(type) || types.includes(`${type.split('.', 1)[0]}.*`);
