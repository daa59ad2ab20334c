// Events as an older, or a newer, build stored them, read from the database.
import { readFileSync } from 'node:fs';
import { newId } from '@vito/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitment } from '../../src/commitments/commitment.js';
import type { Context } from '../../src/spine/context.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { propose, receiveStory } from '../setup/stories.js';

const [old] = JSON.parse(readFileSync(new URL('fixtures/commitment.proposed.v1.json', import.meta.url), 'utf8'));
let spine: Spine;
let ctx: Context;
beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
});
afterAll(() => spine.close());

/** Stores an event as a build of another time did: no projection of it, its secret sealed under the document's key. */
async function store(type: string, version: number): Promise<string> {
  const documentId = await receiveStory(spine.store, ctx);
  const key = await spine.vault.keyFor(ctx.tenant, documentId);
  const [stream, vaultId] = [newId('commitment'), newId('vault')];
  const event = {
    stream,
    version: 1,
    event_id: newId('event'),
    type,
    type_version: version,
    data: { ...old.data, documentId },
    vault_id: vaultId,
    key_id: documentId,
    box: spine.vault.seal(ctx.tenant, key, vaultId, old.secret),
    actor: { kind: 'system', id: 'extract-commitments' },
    at: '2026-03-02T08:00:00Z',
  };
  const request = { tenant: ctx.tenant, streams: [{ stream, expected: 0, version: 1 }], events: [event] };
  await spine.database.app.query('select vito.append($1)', [JSON.stringify(request)]);
  return stream;
}

describe('an event of version 1', () => {
  it('is read as today’s, can be acted upon, and stays as it was stored', async () => {
    const stream = await store('commitment.proposed', 1);
    const { state } = await spine.store.load(ctx, commitment, stream);
    expect(state.found).toMatchObject({ precision: 'day', zone: 'UTC', due: '2026-03-06' });
    expect(state.terms.debtor?.name).toBe('Ada Quill');

    await act(spine.store, ctx, stream, { verb: 'accept', input: {} });
    const [row] = await spine.sql(
      'select status, precision, due_at, action from vito.commitment where commitment_id = $1',
      [stream],
    );
    expect(row).toEqual({
      status: 'accepted',
      precision: 'day',
      due_at: new Date('2026-03-06T23:59:59Z'),
      action: 'send you the drawings',
    });
    const events = await spine.sql('select type_version, data from vito.events where stream = $1 order by version', [
      stream,
    ]);
    expect(events[0]).toEqual({ type_version: 1, data: { ...old.data, documentId: expect.any(String) } });
    expect(events).toHaveLength(2);
  });

  it('is what is written no more: new ones have the current version', async () => {
    const stream = await propose(spine.store, ctx, await receiveStory(spine.store, ctx));
    expect(await spine.sql('select type_version from vito.events where stream = $1', [stream])).toEqual([
      { type_version: 2 },
    ]);
  });
});

it.each([
  ['commitment.proposed', 3],
  ['commitment.auctioned', 1],
])('an event %s of version %i, of a newer build, is refused with the way out', async (type, version) => {
  const stream = await store(type, version);
  await expect(spine.store.load(ctx, commitment, stream)).rejects.toMatchObject({
    code: 'conflict',
    retry: 'later',
    message: expect.stringContaining('start the newer build'),
  });
});
