// What a person says about people and organisations: each verb is one event that names them by keyed hashes.
import type { directoryVerbs } from '@vito/contracts/directory';
import { Failure } from '@vito/runtime/failure';
import type { z } from 'zod';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { directory as aggregate, type Corrections, directoryStream } from './corrections.js';
import type { Directory } from './directory.js';
import type { Who } from './gather.js';
import { organisationKey, personKey } from './names.js';

type Verb = Exclude<keyof typeof directoryVerbs, 'undo'>;
export type Said = { [V in Verb]: { verb: V; input: z.output<(typeof directoryVerbs)[V]> } }[Verb];

/** Corrects somebody; returns an id under which they are found afterwards. Throws Failure('not-found' | 'conflict' | 'invalid'). */
export async function correct(
  store: EventStore,
  ctx: Context,
  directory: Directory,
  id: string,
  said: Said,
): Promise<string> {
  const who = directory.byId(id);
  if (!who) throw new Failure('not-found', 'nobody in the directory has this id');
  const { draft, after } = decide(directory, who, said);
  // What a person tells of somebody is erased with that somebody's own key.
  await change(store, ctx, { aggregate, stream: directoryStream, keyOf: () => who.id, decide: () => [draft] });
  return after;
}

/** Takes back the last correction that stands. Throws Failure('conflict'). */
export async function undo(store: EventStore, ctx: Context): Promise<void> {
  const decideUndo = ({ state }: { state: Corrections }): Draft[] => {
    const last = state.list.at(-1);
    if (!last) throw new Failure('conflict', 'there is nothing to take back');
    return [{ type: 'directory.undone', data: { verb: last.verb }, secret: {} }];
  };
  await change(store, ctx, { aggregate, stream: directoryStream, keyOf: () => directoryStream, decide: decideUndo });
}

/** Pure: the event that a correction makes. */
export function decide(directory: Directory, who: Who, said: Said): { draft: Draft; after: string } {
  const { id } = who;
  switch (said.verb) {
    case 'merge': {
      const into = directory.byId(said.input.into);
      if (!into) throw new Failure('not-found', 'nobody in the directory has the other id');
      if (into === who) throw new Failure('conflict', 'these two are one already');
      return { draft: { type: 'directory.merged', data: { id, into: into.id }, secret: {} }, after: into.id };
    }
    case 'split': {
      const part = directory.byId(said.input.part);
      if (part !== who) throw new Failure('conflict', 'this address or name does not belong to them');
      if (who.keys.length < 2) throw new Failure('conflict', 'there is only one address or name: nothing to split off');
      const other = who.keys.length > 1 && said.input.part.slice(4) === id.slice(4) ? said.input.part : id;
      return { draft: { type: 'directory.split', data: { id, part: said.input.part }, secret: {} }, after: other };
    }
    case 'rename':
      return { draft: { type: 'directory.renamed', data: { id }, secret: { name: said.input.name } }, after: id };
    case 'alias': {
      const { alias } = said.input;
      if (!alias.includes('@') && personKey(alias) === '')
        throw new Failure('invalid', 'a name needs a letter or a figure');
      return { draft: { type: 'directory.alias-added', data: { id }, secret: { alias } }, after: id };
    }
    case 'organisation':
      return { draft: organisationDraft(directory, who, said.input.organisation), after: id };
    case 'us':
      if (who.kind !== 'organisation')
        throw new Failure('conflict', 'only an organisation can be us; who you are is said in the settings');
      return { draft: { type: 'directory.us-set', data: { id }, secret: {} }, after: id };
  }
}

function organisationDraft(directory: Directory, { id, kind }: Who, wanted: string | null): Draft {
  if (kind === 'organisation')
    throw new Failure('conflict', 'an organisation belongs to itself: merge it if it is another one');
  if (wanted === null) return { type: 'directory.organisation-set', data: { id, organisation: null }, secret: {} };
  const known = directory.find(wanted);
  if (known?.kind === 'organisation') {
    return { type: 'directory.organisation-set', data: { id, organisation: known.id }, secret: {} };
  }
  const key = organisationKey(wanted);
  if (key === '') throw new Failure('invalid', 'a name needs a letter or a figure');
  const organisation = `org_${directory.hash(`organisation ${key}`)}`;
  return { type: 'directory.organisation-set', data: { id, organisation }, secret: { name: wanted } };
}
