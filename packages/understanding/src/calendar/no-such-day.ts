// Days that a rule names and a year does not have (29 February, 31 April) are left out, as RFC 5545 says: the library moves some on.
import type ICAL from 'ical.js';

/** Whether an occurrence is where its one rule can have put it. */
export function existsBy(event: ICAL.Event): (time: ICAL.Time) => boolean {
  const rules = event.component.getAllProperties('rrule');
  const [rule] = rules.map((property) => property.getFirstValue() as ICAL.Recur);
  if (!rule || rules.length > 1 || event.component.hasProperty('rdate')) return () => true;
  const part = (name: string): number[] | null => (rule.parts as Record<string, number[]>)[name] ?? null;
  const [months, days] = [part('BYMONTH'), part('BYMONTHDAY')];
  const isPlain = !['BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYSETPOS'].some((name) => part(name));
  const first = event.startDate;
  return (time) => {
    if (time.compare(first) === 0) return true;
    if (months && !months.map(Number).includes(time.month)) return false;
    const fromEnd = time.day - new Date(Date.UTC(time.year, time.month, 0)).getUTCDate() - 1;
    if (days && !days.some((day) => Number(day) === time.day || Number(day) === fromEnd)) return false;
    return rule.freq !== 'YEARLY' || !isPlain || time.day === first.day;
  };
}
