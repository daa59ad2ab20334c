// One change of one stream: load, decide, stage, commit; again when the stream moved on meanwhile.
import type { Aggregate, Loaded } from './aggregate.js';
import type { Context } from './context.js';
import type { Draft } from './event.js';
import { type EventStore, MovedOn, movedOn } from './event-store.js';

export interface Change<S> {
  aggregate: Aggregate<S>;
  stream: string;
  /** The data key of its secrets. */
  keyOf: (state: S) => string;
  /** Pure: what happens, given how things stand; an empty list is "nothing to do". */
  decide: (loaded: Loaded<S>) => Draft[];
  /** The version that the caller saw; when the stream stands elsewhere, that is a conflict and nothing is written. */
  expected?: number;
}

const tries = 6;

/** Returns the stream as it stands after. Throws what `decide` throws, or Failure('conflict'). */
export async function change<S>(store: EventStore, ctx: Context, wanted: Change<S>): Promise<Loaded<S>> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await store.load(ctx, wanted.aggregate, wanted.stream);
    if (wanted.expected !== undefined && wanted.expected !== loaded.version) throw movedOn();
    const drafts = wanted.decide(loaded);
    const staged = store.stage(ctx, wanted.aggregate, loaded, drafts, { id: wanted.keyOf(loaded.state) });
    try {
      await store.commit(ctx, [staged]);
      return staged.after;
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      if (wanted.expected !== undefined || attempt >= tries) throw movedOn();
    }
  }
}
