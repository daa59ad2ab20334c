// A fact as the timeline tells it.
import type { FactView } from '@vito/contracts/webhook';
import { plainDay } from './civil.js';
import { dayOf, timeOf } from './moment.js';

/** `told`: when it came in. When it happened is said only where that was another day or well before. */
export function factLine(fact: FactView, told: string, zone: string): { title: string; detail: string } {
  const { title, type, entity, at, gone } = fact;
  const parts = [
    gone ? 'no longer there' : '',
    plain(title).includes(plain(type)) ? '' : type,
    title.includes(entity) ? '' : entity,
    happened(at, told, zone),
  ];
  return { title, detail: parts.filter(Boolean).join(' · ') };
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[._-]/g, ' ');

const soon = 10 * 60_000; // ms

function happened(at: string, told: string, zone: string): string {
  if (Math.abs(Date.parse(told) - Date.parse(at)) < soon) return '';
  const day = dayOf(at, zone);
  const when = day === dayOf(told, zone) ? `at ${timeOf(at, zone)}` : `on ${plainDay(day)}, ${timeOf(at, zone)}`;
  return Date.parse(at) > Date.parse(told) ? `it is ${when}` : `it happened ${when}`;
}
