// Playbooks of a company: every version that it published or that a run was pinned to, for ever.
import { Playbook } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import canonicalize from 'canonicalize';
import type { Aggregate } from '../spine/aggregate.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { rootKey } from '../spine/vault.js';

export interface PublishedPlaybook {
  name: string;
  number: number;
  shipped: boolean;
  withdrawn: boolean;
  /** Since when it begins by itself; null: it does not. */
  onSince: string | null;
  publishedAt: string;
  /** Null: erased. */
  playbook: Playbook | null;
}

export const playbooks: Aggregate<PublishedPlaybook> = {
  kind: 'pbk',
  tables: ['playbook', 'run_start'],
  initial: { name: '', number: 0, shipped: false, withdrawn: false, onSince: null, publishedAt: '', playbook: null },
  fold(state, event) {
    switch (event.type) {
      case 'playbook.published': {
        const { name, number, shipped } = event.data;
        const playbook = event.secret?.playbook ?? null;
        return { ...state, name, number, shipped, withdrawn: false, publishedAt: event.at, playbook };
      }
      case 'playbook.switched':
        return { ...state, onSince: event.data.on ? event.at : null };
      case 'playbook.withdrawn':
        return { ...state, withdrawn: true, onSince: null };
      default:
        return state;
    }
  },
  rows: (state, event) => ({
    playbook: [
      {
        tenant_id: event.tenant,
        name: state.name,
        number: state.number,
        title: state.playbook?.title ?? '[erased]',
        definition: state.playbook,
        shipped: state.shipped,
        withdrawn: state.withdrawn,
        published_at: state.publishedAt,
        version: event.version,
      },
    ],
    run_start: [
      {
        tenant_id: event.tenant,
        name: state.name,
        on: state.onSince !== null,
        starts: state.playbook?.starts ?? [],
        since: state.onSince ?? state.publishedAt,
        version: event.version,
      },
    ],
  }),
};

/** Begins the names of those that ViTo makes for itself, of one proposed call each: no list of a company's has them. */
export const proposalPrefix = 'propose-';

export const playbookStream = (name: string): string => `pbk_${name}`;

/** The number under which exactly this playbook stands as the newest version; published first where it is another. */
export async function publish(
  store: EventStore,
  ctx: Context,
  given: unknown,
  shipped: boolean,
): Promise<{ number: number; playbook: Playbook }> {
  const playbook = Playbook.parse(given);
  if (!shipped && playbook.name.startsWith(proposalPrefix))
    throw new Failure('invalid', `names that begin with "${proposalPrefix}" are ViTo's own: give yours another`);
  const after = await change(store, ctx, {
    aggregate: playbooks,
    stream: playbookStream(playbook.name),
    keyOf: () => rootKey,
    decide: ({ state }) => {
      if (state.shipped && !shipped)
        throw new Failure('conflict', `"${playbook.name}" comes with ViTo: give yours another name`);
      if (!state.withdrawn && state.playbook && same(state.playbook, playbook)) return [];
      const data = { name: playbook.name, number: state.number + 1, shipped };
      return [{ type: 'playbook.published', data, secret: { playbook } }];
    },
  });
  return { number: after.state.number, playbook };
}

export async function withdraw(store: EventStore, ctx: Context, name: string): Promise<void> {
  await change(store, ctx, {
    aggregate: playbooks,
    stream: playbookStream(name),
    keyOf: () => rootKey,
    decide: ({ state }) => {
      if (state.number === 0 || state.withdrawn) throw noPlaybook(name);
      if (state.shipped) throw new Failure('conflict', `"${name}" comes with ViTo and cannot be withdrawn`);
      return [{ type: 'playbook.withdrawn', data: {}, secret: {} }];
    },
  });
}

/** Lets it begin by itself, or no longer. Throws Failure('not-found' | 'conflict'). */
export async function switchPlaybook(store: EventStore, ctx: Context, name: string, on: boolean): Promise<void> {
  await change(store, ctx, {
    aggregate: playbooks,
    stream: playbookStream(name),
    keyOf: () => rootKey,
    decide: ({ state }) => {
      if (state.number === 0 || state.withdrawn) throw noPlaybook(name);
      if (on && !state.playbook?.starts.length)
        throw new Failure('conflict', `"${name}" does not say when it begins by itself: it has no \`starts\``);
      return (state.onSince !== null) === on ? [] : [{ type: 'playbook.switched', data: { on }, secret: {} }];
    },
  });
}

export const noPlaybook = (name: string) => new Failure('not-found', `there is no playbook "${name}"`);

const same = (a: Playbook, b: Playbook): boolean => canonicalize(a) === canonicalize(b);
