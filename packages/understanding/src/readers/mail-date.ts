// The Date header of a mail, as the sender's own clock showed it: RFC 5322 with its obsolete forms, and the usual mistakes.

/** `iso` carries the sender's offset; `zoneKnown` is false where the header names none (then read as UTC). */
export interface MailDate {
  iso: string;
  zoneKnown: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of UTC. RFC 5322 4.3 defines the American ones; the others are what mail programs wrote in practice. */
const zones: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, west: 60, bst: 60, ist: 330, cet: 60, cest: 120, met: 60, mest: 120 },
  ...{ mez: 60, mesz: 120, eet: 120, eest: 180, msk: 180, jst: 540, kst: 540, hkt: 480, sgt: 480, awst: 480 },
  ...{ aest: 600, aedt: 660, nzst: 720, nzdt: 780, brt: -180, nst: -210, ndt: -150, ast: -240, adt: -180 },
  ...{ est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, akst: -540, akdt: -480 },
  ...{ hst: -600 },
};

const time = String.raw`(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2}))?(?:[.,]\d{1,9})?(?:\s*(?<half>[ap]m)\b)?`;
const forms = [
  // Thu, 26 Mar 2026 18:05:30 +0100
  String.raw`^(?:[a-z]{2,9}\.?,?\s+)?(?<day>\d{1,2})[\s.-]+(?<month>[a-z]{3,9})\.?[\s-]+(?<year>\d{2,4}),?\s+(?:at\s+)?${time}(?<rest>.*)$`,
  // Thu Mar 26 18:05:30 CET 2026
  String.raw`^(?:[a-z]{2,9},?\s+)?(?<month>[a-z]{3,9})\s+(?<day>\d{1,2}),?\s+${time}(?<rest>.*?)\s(?<year>\d{4})(?<more>.*)$`,
  // March 26, 2026 at 6:05 PM
  String.raw`^(?:[a-z]{2,9},?\s+)?(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4}),?\s+(?:at\s+)?${time}(?<rest>.*)$`,
  // 2026-03-26T18:05:30+01:00
  String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[t\s]+${time}(?<rest>.*)$`,
].map((form) => new RegExp(form, 'i'));

/** The moment that a Date header tells, or null where none can be read from it. */
export function mailDate(header: string): MailDate | null {
  const value = header
    .slice(0, 200)
    .replace(/[()\s]+/g, ' ')
    .trim();
  for (const form of forms) {
    const parts = form.exec(value)?.groups;
    if (!parts) continue;
    const local = localTime(parts);
    if (!local) continue;
    const offset = offsetMinutes(`${parts.rest ?? ''} ${parts.more ?? ''}`);
    return { iso: local + offsetText(offset ?? 0), zoneKnown: offset !== null };
  }
  return null;
}

function localTime(parts: Record<string, string | undefined>): string | null {
  const number = (name: string) => Number(parts[name] ?? 0);
  const named = parts.month ?? '';
  const month = /^\d+$/.test(named) ? Number(named) : months.indexOf(named.slice(0, 3).toLowerCase()) + 1;
  const year = fullYear(parts.year ?? '');
  const half = parts.half?.toLowerCase();
  const hour = half ? (number('hour') % 12) + (half === 'pm' ? 12 : 0) : number('hour');
  const second = Math.min(number('second'), 59); // a leap second is no time that others can read
  const day = number('day');
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 23 || number('minute') > 59) return null;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(number('minute'))}:${pad(second)}`;
}

/** Minutes east of UTC of the first zone in what follows the time, or null where there is none. */
function offsetMinutes(rest: string): number | null {
  for (const token of rest.toLowerCase().split(/[\s,;]+/)) {
    const numeric = /^(?:gmt|utc|ut)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(token);
    if (numeric) {
      const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
      if (minutes <= 14 * 60) return numeric[1] === '-' ? -minutes : minutes;
    }
    const named = Object.hasOwn(zones, token) ? zones[token] : undefined;
    if (named !== undefined) return named;
  }
  return null;
}

/** RFC 5322 4.3: two digits below 50 are of this century, other short years count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
