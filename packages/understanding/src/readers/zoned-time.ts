// A moment as the clock of a zone shows it, with that zone's offset on that day.

/** ISO 8601 such as 2026-03-04T09:10:04-05:00 for milliseconds since 1970; ends in Z where `zone` is null. */
export function localIso(milliseconds: number, zone: string | null): string | null {
  if (!(milliseconds >= 0 && milliseconds < 253_402_300_800_000)) return null; // years of four digits
  const utc = new Date(Math.floor(milliseconds / 1000) * 1000);
  if (zone === null) return `${utc.toISOString().slice(0, 19)}Z`;
  const parts = clockOf(zone).formatToParts(utc);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const year = part('year').padStart(4, '0');
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset.slice(0, 6)}`;
}

/** Making a formatter takes a thousand times longer than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    timeZoneName: 'longOffset',
  });
  clocks.set(zone, clock);
  return clock;
}
