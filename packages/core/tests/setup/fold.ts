// Streams without a database: drafts as the events they become, folded.
import type { Aggregate, Recorded } from '../../src/spine/aggregate.js';
import type { Draft, OpenEvent } from '../../src/spine/event.js';

const tenant = '5a3c0f62-7f0e-4f0f-9a51-0c1f6f0f8f11';

/** The n-th event of a stream. `erased`: as it reads after its key was destroyed. */
export function eventOf(draft: Draft, version: number, more: Partial<OpenEvent> & { erased?: boolean } = {}): Recorded {
  const { erased, ...fields } = more;
  return {
    ...draft,
    secret: erased ? null : draft.secret,
    tenant,
    stream: 'cmt_01jq0m7x8k3c5v9w2d4f6h8n0p',
    version,
    id: `evt_01jq0m7x8k3c5v9w2d4f6h8n${String(version).padStart(2, '0')}`,
    actor: { kind: 'person', id: 'act_tester', name: null },
    cause: null,
    at: '2026-03-02T08:00:00.000Z',
    ...fields,
  } as Recorded;
}

export function fold<S>(aggregate: Aggregate<S>, drafts: Draft[], options: { erased?: boolean } = {}): S {
  return drafts.reduce(
    (state, draft, index) => aggregate.fold(state, eventOf(draft, index + 1, options)),
    aggregate.initial,
  );
}
