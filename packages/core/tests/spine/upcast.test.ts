// Old events read like new ones, and events of a newer build are refused with the way out.
import { readFileSync } from 'node:fs';
import { EventType, events } from '@vito/contracts/event';
import { describe, expect, it } from 'vitest';
import { commitment } from '../../src/commitments/commitment.js';
import type { Recorded } from '../../src/spine/aggregate.js';
import { typeOf, upcast } from '../../src/spine/upcast.js';

interface Stored {
  data: Record<string, unknown>;
  secret: Record<string, unknown> | null;
}
const stored = (version: number): Stored[] =>
  JSON.parse(readFileSync(new URL(`fixtures/commitment.proposed.v${version}.json`, import.meta.url), 'utf8'));

/** What a stored proposal folds to: the state and the rows. */
function folded(body: Stored, version: number) {
  const event = {
    ...upcast('commitment.proposed', version, body),
    type: 'commitment.proposed',
    tenant: '5a3c0f62-7f0e-4f0f-9a51-0c1f6f0f8f11',
    stream: 'cmt_01jq0m7x8k3c5v9w2d4f6h8n0p',
    version: 1,
    id: 'evt_01jq0m7x8k3c5v9w2d4f6h8n0p',
    actor: { kind: 'system', id: 'extract-commitments', name: null },
    cause: null,
    at: '2026-03-02T08:00:00.000Z',
  } as Recorded;
  const state = commitment.fold(commitment.initial, event);
  return { state, rows: commitment.rows(state, event) };
}

describe('a proposal stored as version 1', () => {
  it.each([0, 1, 2])('folds to the same state and rows as its twin of version 2 (number %i)', (index) => {
    const [old, twin] = [stored(1)[index] as Stored, stored(2)[index] as Stored];
    expect(old.data).not.toHaveProperty('precision');
    expect(folded(old, 1)).toEqual(folded(twin, 2));
  });

  it('becomes what the current shape asks for, and stays what it was where it is stored', () => {
    for (const old of stored(1)) {
      const before = structuredClone(old);
      const { data, secret } = upcast('commitment.proposed', 1, old);
      expect(() => events['commitment.proposed'].data.parse(data)).not.toThrow();
      if (secret) expect(() => events['commitment.proposed'].secret.parse(secret)).not.toThrow();
      expect(old).toEqual(before);
    }
  });

  it('says how exact its due is, and that its day ended in UTC', () => {
    const rows = stored(1).map((old) => folded(old, 1).rows.commitment?.[0]);
    expect(rows.map((row) => [row?.precision, row?.due_at])).toEqual([
      ['day', '2026-03-06T23:59:59Z'],
      ['time', '2026-03-09T16:00:00Z'],
      ['none', null],
    ]);
  });
});

describe('every event', () => {
  it.each(EventType.options)('%s has a way from its first version to the current one', (type) => {
    for (let version = 1; version <= events[type].version; version++) {
      expect(() => upcast(type, version, { data: {}, secret: {} })).not.toThrow();
    }
  });

  it('of a newer version is refused, with the way out, and worth another try by a newer build', () => {
    expect(() => upcast('commitment.proposed', 3, { data: {}, secret: {} })).toThrow(
      expect.objectContaining({
        code: 'conflict',
        retry: 'later',
        message: expect.stringContaining('start the newer build'),
      }),
    );
  });

  it('of a type that this build does not know is refused in the same way', () => {
    expect(() => typeOf('commitment.auctioned')).toThrow(
      expect.objectContaining({
        code: 'conflict',
        retry: 'later',
        message: expect.stringContaining('commitment.auctioned'),
      }),
    );
  });
});
