// A thread heard again: what was heard before is not gone through anew, and changes nothing of what is found.
import { extract, textToHear } from '@vito/understanding/extract';
import { livesOf } from '@vito/understanding/life';
import { expect, test } from 'vitest';
import { mail } from '../written.js';

const zone = 'Europe/Berlin';
/** A thread whose every mail moves what the first one promised. */
const thread = (name: string, size: number) =>
  Array.from({ length: size }, (_, i) =>
    mail(`I will send you the drawings of the ${name} by ${i + 5} March instead.`, {
      id: `${name}-${i}`,
      inReplyTo: i > 0 ? `${name}-${i - 1}` : null,
      sentAt: `2026-03-0${1 + (i % 3)}T10:00:00+01:00`,
    }),
  );

test('only what comes new to a thread is gone through', () => {
  const mails = thread('boathouse', 45);
  const after = (n: number) => [mails[n] as (typeof mails)[number], { zone, earlier: mails.slice(0, n) }] as const;
  const cost = mails.map((_, n) => {
    const before = textToHear(...after(n));
    extract(...after(n));
    expect(textToHear(...after(n))).toBe(0);
    return before;
  });
  const one = cost[0] as number;
  // Where the latest thirty move on, those are heard anew, every ten mails.
  expect(cost.filter((text) => text > one * 2).length).toBeLessThanOrEqual(2);
});

test('the same is found whether or not a thread was heard before', () => {
  const mails = thread('pier', 6);
  const last = mails.at(-1) as (typeof mails)[number];
  const first = extract(last, { zone, earlier: mails.slice(0, -1) });
  livesOf(mails, { zone });
  expect(extract(last, { zone, earlier: mails.slice(0, -1) })).toEqual(first);
});

test('another zone, another order or another word is heard for itself', () => {
  const mails = thread('jetty', 2) as [ReturnType<typeof mail>, ReturnType<typeof mail>];
  const [first, second] = mails;
  const at = (reading: typeof first, more: object = {}) => textToHear(reading, { zone, earlier: [first], ...more });
  extract(second, { zone, earlier: [first] });
  expect(at(second)).toBe(0);
  for (const cost of [
    at(second, { zone: 'America/New_York' }),
    at(second, { now: '2026-03-09' }),
    at({ ...second, text: `${second.text} ` }),
    textToHear(first, { zone, earlier: [second] }),
  ])
    expect(cost).toBeGreaterThan(0);
});
