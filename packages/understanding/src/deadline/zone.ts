// Which time zone a text or a header means, so that a local time gets the offset that is valid on the day meant.
import { DateTime, IANAZone } from 'luxon';
import { fold } from '../fold.js';
import { oneOf } from './lexicon.js';
import { businessZones, cityZones, countryZones, zoneLetters } from './places.js';

const letters = oneOf(zoneLetters.keys());
const cities = oneOf(cityZones.keys());
/** A zone beside a time: "PT", "Eastern time", "London time", "hora de Madrid", "(Berlin)", "America/New_York", "your time". */
const besideTime = new RegExp(
  `^[ ,]{0,2}\\(?(?:(?<side>your|our|my|su|tu|vuestra|ihrer|eurer|votre) (?:local )?(?:time|hora|zeit|heure)|(?<letters>${letters})(?![a-z])(?: time)?|(?:in )?(?<city>${cities})(?:er)?(?: time| zeit|\\))|(?:hora|heure|horario) (?:de |local de )?(?<city2>${cities}))(?![a-z])\\)?`,
);

export type SaidZone = { zone: string } | { whose: 'mine' | 'yours' };

/** The zone named right at the start of `text` (what follows a time), with the length that names it. */
export function zoneBeside(text: string): { said: SaidZone; length: number } | null {
  const area = /^[ ,]{0,2}\(?([A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?)\)?/.exec(text.slice(0, 60));
  if (area?.[1] && isZone(area[1])) return { said: { zone: area[1] }, length: area[0].length };
  const match = besideTime.exec(fold(text.slice(0, 60)));
  const groups = match?.groups;
  if (!match || !groups) return null;
  const length = match[0].length;
  const side = groups.side;
  if (side) return { said: { whose: /^(?:our|my)$/.test(side) ? 'mine' : 'yours' }, length };
  const zone = zoneLetters.get(groups.letters ?? '') ?? cityZones.get(groups.city ?? groups.city2 ?? '');
  return zone ? { said: { zone }, length } : null;
}

const placeInHead = new RegExp(`(?:[(,] ?|\\d )(?<city>${cities})(?: time)?(?= ?[),.;]|$| time)`);

/** The zone of the place a heading names after its date or time: "09:30 (New York)", "14:00 London". */
export function zoneOfHeading(line: string): string | null {
  const city = placeInHead.exec(fold(line))?.groups?.city;
  return (city && cityZones.get(city)) || null;
}

/** True where `zone` has the offset that the ISO time carries, at that time. */
function fits(zone: string, at: DateTime): boolean {
  return IANAZone.create(zone).offset(at.toMillis()) === at.offset;
}

/**
 * The zone of a sender whose header says only an offset: the known zones first, then the country of the address, then
 * the zone most business mail with that offset comes from; a fixed offset where none fits.
 * `sentAt`: ISO with offset. `known`: IANA zones to prefer, best first.
 */
export function zoneOfOffset(sentAt: string, known: readonly (string | null)[], address: string | null): string | null {
  const at = DateTime.fromISO(sentAt, { setZone: true });
  if (!at.isValid || !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(sentAt)) return null;
  const country = countryZones.get(address?.split('.').at(-1)?.toLowerCase() ?? '') ?? null;
  const places = known.filter((zone) => zone !== null && !/^(?:UTC|GMT|Etc\/.*)$/i.test(zone)); // UTC says nothing of a place
  const zones = [...places, country, ...businessZones].filter((zone) => zone !== null);
  return zones.find((zone) => fits(zone, at)) ?? at.zoneName;
}

/** True for an IANA name this runtime knows. */
export function isZone(zone: string | null): zone is string {
  return zone !== null && zone !== '' && DateTime.utc().setZone(zone).isValid;
}
