// What a run does to a commitment: staged, so that it commits with the run's step; and taken back as long as nobody acted since.
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { EventStore, Staged } from '../spine/event-store.js';
import { act, type Deed, decide } from './act.js';
import { commitment } from './commitment.js';

/** `version`: of the commitment, after it. Throws Failure('not-found' | 'conflict' | 'invalid'). */
export async function stageDeed(
  store: EventStore,
  ctx: Context,
  id: string,
  deed: Deed,
): Promise<{ version: number; staged: Staged }> {
  const loaded = await store.load(ctx, commitment, id);
  const draft = decide(loaded.state, deed);
  const staged = store.stage(ctx, commitment, loaded, [draft], { id: loaded.state.found?.documentId ?? id });
  return { version: loaded.version + 1, staged };
}

/** What messages say and what is read again stands beside what was done, not on top of it. */
const besides = new Set(['commitment.followed', 'commitment.reread', 'commitment.restated']);

/** Of the deed at `version`. Done twice it is done once. Throws Failure('conflict') where somebody acted on it since. */
export async function takeBack(
  store: EventStore,
  ctx: Context,
  { commitmentId, version }: { commitmentId: string; version: number },
): Promise<void> {
  const events = await store.readStream(ctx.tenant, commitmentId);
  const since = events.filter((event) => event.version > version && !besides.has(event.type));
  if (since[0]?.type === 'commitment.undone') return;
  if (since.length > 0)
    throw new Failure('conflict', 'somebody acted on this commitment since: take the change back by hand', {
      retry: 'never',
    });
  await act(store, ctx, commitmentId, { verb: 'undo', input: {} }, events.at(-1)?.version);
}
