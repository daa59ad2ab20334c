// Deliveries in words: how an endpoint takes what is sent, what became of a sending, what an attempt met.
import type {
  Attempt,
  DisabledReason,
  EndpointHealth,
  EndpointView,
  SendingState,
  SendingSummary,
} from '@vito/contracts/endpoint';
import type { Clock } from './due.js';
import { shortMoment } from './moment.js';
import { count } from './words.js';

export const disabledWords: Record<DisabledReason, string> = {
  gone: 'Switched off: it answered that it is gone (410)',
  failing: 'Switched off: nothing got through for five days',
  person: 'Switched off by hand',
};

export const sendingWords: Record<SendingState, string> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  'given-up': 'Given up',
};

/** "at 14:05" of today, "on Thu 26 Mar, 14:05" of any other day. */
export function whenWords(iso: string, clock: Clock): string {
  const moment = shortMoment(iso, clock);
  return `${/^\d\d:\d\d$/.test(moment) ? 'at' : 'on'} ${moment}`;
}

export type Tone = 'good' | 'bad' | 'off' | 'idle';

/** How an endpoint stands, in one line. */
export function standing(
  endpoint: Pick<EndpointView, 'state' | 'disabled'>,
  health: EndpointHealth | undefined,
  clock: Clock,
): { tone: Tone; text: string } {
  if (endpoint.state === 'disabled') {
    const why = endpoint.disabled ?? 'person';
    return { tone: why === 'person' ? 'off' : 'bad', text: disabledWords[why] };
  }
  if (!health) return { tone: 'idle', text: '' };
  if (health.failingSince) return { tone: 'bad', text: `Failing since ${shortMoment(health.failingSince, clock)}` };
  if (health.lastDeliveredAt) return { tone: 'good', text: `Delivered ${whenWords(health.lastDeliveredAt, clock)}` };
  return { tone: 'idle', text: 'Nothing was sent yet' };
}

/** "12 delivered · 1 failed · 3 waiting": of the last day; what is none is left out. */
export function lastDay({ delivered, failed, waiting }: EndpointHealth): string {
  const parts = [
    delivered > 0 ? `${delivered.toLocaleString('en')} delivered` : '',
    failed > 0 ? `${failed.toLocaleString('en')} failed` : '',
    waiting > 0 ? `${waiting.toLocaleString('en')} waiting` : '',
  ].filter(Boolean);
  return parts.join(' · ') || 'nothing';
}

/** What became of a sending, after its state: "204 at the first try", "answered with 500 · again at 14:05". */
export function sendingDetail(one: SendingSummary, clock: Clock): string {
  if (one.state === 'delivered')
    return `${one.lastStatus ?? 'delivered'} ${one.attempts === 1 ? 'at the first try' : `after ${count(one.attempts, 'try', 'tries')}`}`;
  if (one.attempts === 0) return one.state === 'waiting' ? 'not tried yet' : (one.problem ?? '');
  const next = one.nextAt ? `again ${whenWords(one.nextAt, clock)}` : '';
  return [one.problem && plainEnd(one.problem), count(one.attempts, 'try', 'tries'), next].filter(Boolean).join(' · ');
}

/** What an attempt met: "answered with 204 in 12 ms". */
export function attemptWords({ status, ms, problem, outcome }: Attempt): string {
  if (outcome === 'delivered') return `Answered with ${status} in ${ms.toLocaleString('en')} ms`;
  const said = plainEnd(problem ?? (status === null ? 'no answer came' : `answered with ${status}`));
  const capital = said.charAt(0).toUpperCase() + said.slice(1);
  return ms > 0 ? `${capital}, after ${ms.toLocaleString('en')} ms` : capital;
}

/** More follows: a sentence of its own would end too early. */
const plainEnd = (said: string): string => said.replace(/\.$/, '');
