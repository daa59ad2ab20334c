// Deliveries in words: how an endpoint stands, what became of a sending, what an attempt met.
import type { Attempt, EndpointHealth, SendingSummary } from '@vito/contracts/endpoint';
import { describe, expect, it } from 'vitest';
import { attemptWords, lastDay, sendingDetail, standing, whenWords } from '../src/format/delivery.js';

const clock = { zone: 'UTC', now: Date.parse('2026-11-26T12:00:00Z') };
const health: EndpointHealth = { delivered: 0, failed: 0, waiting: 0, lastDeliveredAt: null, failingSince: null };
const open = { state: 'open', disabled: null } as const;
const sending: SendingSummary = {
  id: 'snd_0',
  endpointId: 'end_0',
  eventId: null,
  type: 'vito.test',
  state: 'waiting',
  attempts: 0,
  plannedAt: '2026-11-26T11:00:00Z',
  lastAt: null,
  lastStatus: null,
  problem: null,
  nextAt: null,
};
const attempt: Attempt = {
  at: '2026-11-26T11:00:00Z',
  outcome: 'failed',
  status: null,
  ms: 0,
  problem: null,
  answer: '',
};

describe('an endpoint', () => {
  it('stands well, fails, is switched off by a person or by what it did', () => {
    expect(standing(open, health, clock)).toEqual({ tone: 'idle', text: 'Nothing was sent yet' });
    const well = { ...health, lastDeliveredAt: '2026-11-26T11:05:00Z' };
    expect(standing(open, well, clock)).toEqual({ tone: 'good', text: 'Delivered at 11:05' });
    const failing = { ...well, failingSince: '2026-11-24T08:00:00Z' };
    expect(standing(open, failing, clock)).toMatchObject({ tone: 'bad', text: 'Failing since Tue 24 Nov, 08:00' });
    expect(standing({ state: 'disabled', disabled: 'person' }, failing, clock).tone).toBe('off');
    expect(standing({ state: 'disabled', disabled: 'gone' }, well, clock)).toMatchObject({
      tone: 'bad',
      text: expect.stringContaining('410'),
    });
  });

  it('tells of its last day only what there was', () => {
    expect(lastDay(health)).toBe('nothing');
    expect(lastDay({ ...health, delivered: 1200, waiting: 3 })).toBe('1,200 delivered · 3 waiting');
  });
});

describe('a sending', () => {
  it('tells what became of it and when it is tried again', () => {
    expect(sendingDetail(sending, clock)).toBe('not tried yet');
    const failed = { ...sending, attempts: 2, problem: 'answered with 500', nextAt: '2026-11-26T12:30:00Z' };
    expect(sendingDetail(failed, clock)).toBe('answered with 500 · 2 tries · again at 12:30');
    expect(sendingDetail({ ...sending, state: 'delivered', attempts: 1, lastStatus: 204 }, clock)).toBe(
      '204 at the first try',
    );
    expect(sendingDetail({ ...sending, state: 'delivered', attempts: 3, lastStatus: 200 }, clock)).toBe(
      '200 after 3 tries',
    );
  });

  it('tells a moment of today by its time, another by its day', () => {
    expect(whenWords('2026-11-26T12:30:00Z', clock)).toBe('at 12:30');
    expect(whenWords('2026-11-27T12:30:00Z', clock)).toBe('on Fri 27 Nov, 12:30');
  });

  it('tells what each attempt met', () => {
    expect(attemptWords({ ...attempt, outcome: 'delivered', status: 204, ms: 1200 })).toBe(
      'Answered with 204 in 1,200 ms',
    );
    expect(attemptWords({ ...attempt, problem: 'the connection was refused', ms: 3 })).toBe(
      'The connection was refused, after 3 ms',
    );
    expect(attemptWords(attempt)).toBe('No answer came');
    expect(attemptWords({ ...attempt, problem: 'The name is not known.', ms: 4 })).toBe(
      'The name is not known, after 4 ms',
    );
  });
});
