// Dates our own grammar does not read (other languages, odd formats), by chrono-node; only components it is sure of are taken.
import { type Chrono, en, it, nl, sv } from 'chrono-node';
import type { DateTime } from 'luxon';
import type { Clock } from './clock.js';
import type { Mention } from './mention.js';

const parsers: readonly { strict: Chrono }[] = [en, it, nl, sv];

/** The first date that one of the parsers is sure of, as a mention; `now` is the speaker's local time. */
export function otherMention(text: string, now: DateTime): Mention | null {
  for (const { strict } of parsers) {
    const reference = { instant: now.toJSDate(), timezone: now.offset };
    for (const found of strict.parse(text, reference, { forwardDate: true })) {
      const { start } = found;
      const [day, month] = [start.get('day'), start.get('month')];
      if (!start.isCertain('day') || !start.isCertain('month') || day === null || month === null) continue;
      const range = { start: found.index, end: found.index + found.text.length };
      const clock: Clock | null = start.isCertain('hour')
        ? {
            ...range,
            hour: start.get('hour') ?? 0,
            minute: start.get('minute') ?? 0,
            second: start.get('second') ?? 0,
            sure: true,
            fallsOn: 'today',
          }
        : null;
      const year = start.isCertain('year') ? start.get('year') : null;
      return {
        ...range,
        day: { kind: 'date', year, month, day, weekday: null },
        clock,
        zone: null,
        partOfDay: null,
        lead: 'bare',
      };
    }
  }
  return null;
}
