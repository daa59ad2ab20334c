// A moment as the clock of a zone shows it, with that zone's offset on that day.

/** ISO 8601 such as 2026-03-04T09:10:04-05:00 for milliseconds since 1970; ends in Z where `zone` is null. */
export function localIso(milliseconds: number, zone: string | null): string | null {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  const utc = new Date(Math.floor(milliseconds / 1000) * 1000);
  if (zone === null) return `${utc.toISOString().slice(0, 19)}Z`;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    timeZoneName: 'longOffset',
  }).formatToParts(utc);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const year = part('year').padStart(4, '0');
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset.slice(0, 6)}`;
}
