// Facts that were recorded when only payloads told them read like new ones.
import { events } from '@vito/contracts/event';
import { expect, it } from 'vitest';
import { fact } from '../../src/connect/fact.js';
import type { Recorded } from '../../src/spine/aggregate.js';
import { upcast } from '../../src/spine/upcast.js';

const [sourceId, payloadId] = [`src_${'1'.repeat(26)}`, `pay_${'2'.repeat(26)}`];
const at = '2026-11-20T08:00:00.000Z';
const secret = { type: 'invoice.paid', entity: 'in_7', title: 'Paid', data: { amount: 4 } };
const about = { type: 'fact.recorded', tenant: 't', stream: `fct_${'3'.repeat(26)}`, version: 1, at };

it.each([secret, null])('a fact of version 1 folds to the rows of its twin of version 2 (secret: %o)', (own) => {
  const old = upcast('fact.recorded', 1, { data: { sourceId, payloadId, at }, secret: own });
  expect(() => events['fact.recorded'].data.parse(old.data)).not.toThrow();
  const twin = { data: { from: { sourceId, payloadId }, at, gone: false }, secret: own };
  const rowsOf = (body: object) => {
    const event = { ...about, ...body } as unknown as Recorded;
    return fact.rows(fact.fold(null, event), event);
  };
  expect(rowsOf(old)).toEqual(rowsOf(twin));
  expect(rowsOf(old).fact?.[0]).toMatchObject({
    source_id: sourceId,
    payload_id: payloadId,
    connection_id: null,
    gone: false,
  });
});
