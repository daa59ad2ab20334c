// The cues of WebVTT and SubRip files: who speaks and the words, without ids, times, tags, notes and styles.

export interface Cue {
  /** Null where nobody is named. */
  speaker: string | null;
  words: string;
}

export interface Cues {
  cues: Cue[];
  /** The date that a note or the header names: YYYY-MM-DD, or ISO 8601 with a time. */
  date: string | null;
  /** The file ends in the middle of a cue. */
  cutOff: boolean;
}

const clock = '(?:\\d{1,3}:)?\\d{1,2}:\\d\\d[.,]\\d{1,3}';
const timing = new RegExp(`^[ \\t]*${clock}[ \\t]*-->[ \\t]*${clock}(?:[ \\t]|$)`);
const cutTiming = new RegExp(
  `^[ \\t]*(?:\\d{1,3}:[\\d:]{1,6}(?:[.,]\\d{0,3})?|${clock}[ \\t]*-{1,2}>?[ \\t]*[\\d:.,]*)$`,
);
const skipped = /^(?:WEBVTT|NOTE|STYLE|REGION)(?=[ \t]|$)/;

/** True for text that starts like a WebVTT file or the first cue of a SubRip file. */
export function looksLikeTranscript(text: string): boolean {
  return /^WEBVTT(?:[ \t\n]|$)/.test(text) || /^(?:\d{1,6}[ \t]*\n)?\d{1,2}:\d\d:\d\d[.,]\d{1,3}[ \t]*-->/.test(text);
}

/** Reads a whole file. Blocks without a time are no cues, and left out. */
export function cuesOf(source: string): Cues {
  const lines = source.split('\n');
  const payloads: string[][] = [];
  let date: string | null = null;
  let payload: string[] | null = null;
  let passing = false;
  for (const line of lines) {
    if (line.trim() === '') {
      payload = null;
      passing = false;
    } else if (timing.test(line)) {
      if (/^\d+\s*$/.test(payload?.at(-1) ?? '')) payload?.pop(); // the number of a cue without an empty line before it
      payload = [];
      payloads.push(payload);
      passing = false;
    } else if (payload) {
      payload.push(line);
    } else if (passing || skipped.test(line)) {
      passing = true;
      date ??= dateIn(line);
    }
  }
  const voiced = payloads.some((one) => one.some((line) => /<v[ .\t]/.test(line)));
  const cues = voiced ? payloads.flatMap((one) => voices(one.join('\n'))) : labels(payloads);
  return { cues, date, cutOff: endsEarly(lines, payloads.at(-1) ?? []) };
}

function endsEarly(lines: readonly string[], last: readonly string[]): boolean {
  const end = lines.at(-1) ?? '';
  const behind = lines.findLast((line) => line.trim() !== '') ?? '';
  const number = /^\d+[ \t]*$/.test(end) && (lines.at(-2) ?? '').trim() === '' && lines.length > 2;
  const openTag = /<v[ .][^<>]*$/.test((last.at(-1) ?? '').slice(-300));
  return number || timing.test(end) || cutTiming.test(behind) || openTag;
}

/** "Date: 2026-11-03", "NOTE Recorded on 3 November 2026", "2026-11-03T10:00:00+01:00". */
function dateIn(line: string): string | null {
  if (line.length > 200) return null;
  const iso = /(?<!\d)(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?)?(?!\d)/.exec(line);
  if (iso?.[1] && isDay(iso[1])) {
    const time = iso[2] && !Number.isNaN(Date.parse(`${iso[1]}T${iso[2]}Z`)) ? iso[2] : null;
    return time ? `${iso[1]}T${time.length === 5 ? `${time}:00` : time}${iso[3] ?? ''}` : iso[1];
  }
  return wordyDay(line);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = `(${months.join('|')})[a-z]{0,6}`;
const dayThenMonth = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? ${month},? (\\d{4})\\b`, 'i');
const monthThenDay = new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'i');

/** "3 November 2026", "November 3rd, 2026". */
function wordyDay(line: string): string | null {
  const [, day, name, year] = dayThenMonth.exec(line) ?? [];
  const [, name2, day2, year2] = name ? [] : (monthThenDay.exec(line) ?? []);
  const number = months.indexOf((name ?? name2 ?? '').toLowerCase()) + 1;
  const iso = `${year ?? year2}-${String(number).padStart(2, '0')}-${(day ?? day2 ?? '').padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

export function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** A payload with voice spans; one payload can hold several. */
function voices(payload: string): Cue[] {
  const [before = '', ...spans] = payload.split(/<v(?=[ .\t])/);
  const cues: Cue[] = [{ speaker: null, words: words(before) }];
  for (const span of spans) {
    const close = span.indexOf('>');
    const annotation = close < 0 ? span : span.slice(0, close);
    const name = words(annotation.replace(/^\.[^ \t]*/, ''));
    cues.push({ speaker: name || null, words: close < 0 ? '' : words(span.slice(close + 1)) });
  }
  return cues.filter((cue) => cue.words !== '');
}

const upper = "\\p{Lu}[\\p{L}\\p{M}.'’-]{0,30}";
const particle = 'de|del|der|den|da|dos|di|du|la|le|el|al|bin|ben|van|von|vom|zu|y|e';
const name = `${upper}(?: (?:(?:${particle}) ){0,2}${upper}){0,3}(?: \\([^()\\n]{1,40}\\))?`;
const numbered = '(?:speaker|participant|guest|person|caller|unknown|sprecher|hablante|orador)[ _]?#?\\d{1,3}';
const label = new RegExp(`^(?:(?:>>|[-–—]) ?)?(${name}):(?= |$)`, 'u');
const numberedLabel = new RegExp(`^(?:(?:>>|[-–—]) ?)?(${numbered}):(?= |$)`, 'i');
/** Words that stand before a colon without being anybody's name. */
const noNames =
  /^(?:note|notes|remember|question|answer|action|actions|todo|ps|example|warning|reminder|update|summary|agenda|next|first|second|third|also|so|and|but|ok|okay|yes|no|well|now|today|tomorrow|deadline|decision|conclusion|problem|option|step|date|subject|re|important|however|because|plus|then|here|there|this|that|it|we|i|you|he|she|they)$/i;

/** Payloads with "Name: words"; who is named speaks until the next name. */
function labels(payloads: readonly string[][]): Cue[] {
  let speaker: string | null = null;
  const cues: Cue[] = [];
  for (const line of payloads.flat()) {
    const said = words(line);
    const found = numberedLabel.exec(said) ?? label.exec(said);
    const named = found?.[1] && !noNames.test(found[1]) ? found[1] : null;
    if (named) speaker = named;
    const rest = (named ? said.slice(found?.[0].length) : said).trim();
    if (rest !== '') cues.push({ speaker, words: rest });
  }
  return cues;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '', quot: '"' };

/** What is said, on one line: no tags, no positions, no sounds ("[Music]", "♪ … ♪"). */
function words(payload: string): string {
  return payload
    .replace(/<\/?[a-z][^<>\n]{0,300}>|<\/?>|<\d[\d:.]{0,15}>/gi, '')
    .replace(/\{\\[^{}\n]{0,100}\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm|quot);/g, (_, entity: string) => entities[entity] ?? '')
    .split('\n')
    .filter((line) => !/^\s*(?:\[[^[\]]{0,200}\]|♪.*)\s*$/.test(line))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
