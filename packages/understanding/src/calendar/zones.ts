// When a calendar's time is: by the zone that the feed describes, by an IANA zone of that name, or by the calendar's own.
import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';

export interface Clock {
  /** The zone that a time is told in, by name; null: none. */
  zoneOf(time: ICAL.Time): string | null;
  /** ISO in UTC. A day begins where the calendar is. */
  instant(time: ICAL.Time): string;
  /** As it is written there: a day, or a time with its offset. */
  local(time: ICAL.Time): string;
}

/** For all that the parser reads until the next call. `fallback`: the zone of times that name none. */
export function registerZones(described: string[], events: string[], fallback: string | null): Clock {
  const home = fallback !== null && IANAZone.isValidZone(fallback) ? fallback : 'UTC';
  ICAL.TimezoneService.reset();
  for (const text of described) {
    try {
      const root = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`));
      const zone = new ICAL.Timezone(root.getFirstSubcomponent('vtimezone') as ICAL.Component);
      if (zone.tzid) ICAL.TimezoneService.register(zone, zone.tzid);
    } catch {
      // Its name may still be one that everybody knows.
    }
  }
  for (const text of events)
    for (const [, quoted, bare] of text.matchAll(/;TZID=(?:"([^"\r\n]{1,200})"|([^:;\r\n]{1,200}))/gi)) {
      const name = quoted ?? bare ?? '';
      if (!ICAL.TimezoneService.has(name))
        ICAL.TimezoneService.register(new NamedZone(name, knownZone(name) ?? home), name);
    }
  return {
    zoneOf: ({ zone }) => (isNone(zone) ? null : zone.tzid),
    instant: (time) => momentOf(time, home).toUTC().toISO({ suppressMilliseconds: true }) ?? '',
    local(time) {
      const at = momentOf(time, home);
      return (time.isDate ? at.toISODate() : at.toISO({ suppressMilliseconds: true })) ?? '';
    },
  };
}

const isNone = (zone: ICAL.Timezone | null): zone is null => !zone || zone === ICAL.Timezone.localTimezone;

function momentOf(time: ICAL.Time, home: string): DateTime {
  const { year, month, day, hour, minute, second, zone } = time;
  if (time.isDate) return DateTime.fromObject({ year, month, day }, { zone: home });
  const fields = { year, month, day, hour, minute, second: Math.min(second, 59) };
  if (isNone(zone)) return DateTime.fromObject(fields, { zone: home });
  const offset = Math.round(zone.utcOffset(time) / 60); // minutes
  return DateTime.fromObject(fields, { zone: 'UTC' }).minus({ minutes: offset }).setZone(fixed(offset));
}

const fixed = (offset: number): string => {
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return offset === 0 ? 'UTC' : `UTC${offset < 0 ? '-' : '+'}${hours}:${String(minutes).padStart(2, '0')}`;
};

/** A zone that the feed only names. */
class NamedZone extends ICAL.Timezone {
  readonly #zone: string;

  constructor(tzid: string, zone: string) {
    super(new ICAL.Component('vtimezone'));
    this.tzid = tzid;
    this.#zone = zone;
  }

  override utcOffset({ year, month, day, hour, minute }: ICAL.Time): number {
    return DateTime.fromObject({ year, month, day, hour, minute }, { zone: this.#zone }).offset * 60;
  }
}

/** `/freeassociation.sourceforge.net/Europe/Berlin` is Berlin as well. */
function knownZone(tzid: string): string | null {
  const parts = tzid.split('/');
  for (let from = 0; from < parts.length; from++) {
    const name = parts.slice(from).join('/');
    if (IANAZone.isValidZone(name)) return name;
  }
  return null;
}
