// Date and time expressions of a text, put together: a day, a time of day, a zone, and the words that lead to them.
import { fold } from '../fold.js';
import { groupsOf } from '../pattern.js';
import { calendarDates } from './calendar-dates.js';
import { type Clock, clocks } from './clock.js';
import type { Day } from './day.js';
import { english } from './english.js';
import { french, german } from './german.js';
import type { DayRule, RuleContext } from './rule.js';
import { portuguese, spanish } from './spanish.js';
import { type SaidZone, zoneBeside } from './zone.js';

export interface Mention {
  start: number;
  end: number;
  day: Day | null;
  clock: Clock | null;
  zone: SaidZone | null;
  /** Part of the day named beside the day: places a bare hour. */
  partOfDay: 'morning' | 'evening' | null;
  /** How the text leads to it: a deadline ("by"), a moment ("on"), or something that is not a due at all ("of"). */
  lead: 'deadline' | 'on' | 'bare' | 'other';
}

interface Atom {
  start: number;
  end: number;
  day: Day;
  awaits: 1 | -1 | undefined;
}

const rules: readonly DayRule[] = [...calendarDates, ...english, ...spanish, ...portuguese, ...german, ...french];
/** Nothing to look for without one of these: most sentences name no date. */
const worthwhile =
  /\d|day\b|\b(?:at|by|before|until|till) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|o'clock|christmas|xmas|new year|halloween|thanksgiving|easter|weihnacht|heiligabend|silvester|neujahr|oster|pfingst|navidad|nochebuena|nochevieja|morning|afternoon|evening|night|second\b|third\b|th\b|noche|tarde|noite|soir|abend|nacht|days?\b|week|month|quarter|year|tomorrow|tonight|noon|midnight|\b(?:eod|cob|eob|eom|eow|eoq|eoy|now|end|close|first|last|half|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|yesterday|hour|hours|minutes|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|manana|hoy|ayer|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|\bmes\b|hora|\bdias?\b|\bano\b|\bfin|trimestre|amanha|hoje|feira|segunda|terca|quarta|quinta|sexta|morgen|heute|gestern|tag|woche|monat|quartal|jahr|mittag|uhr|stunde|mittwoch|anfang|mitte|\bende\b|demain|hier|aujourd|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|mois|jour|midi|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|januar|februar|marz|juni|juli|oktober|dezember|janvier|fevrier|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|\bmars\b|\bmai\b|fevereiro|huitaine|quinzaine|veille|vespera|nachher|tantot|l'heure|janeiro|maio|junho|julho|setembro|outubro|dezembro|erstes|cierre/;

const awaited =
  /^ *(?:after|from|of|following|(?:starting|counted|counting|running|beginning) (?:from|on)|before|prior to|ahead of|despues de|tras|desde|a partir de|a contar desde|contados desde|siguientes a|antes de|nach|ab|seit|vor|apres|a compter d[eu']?|suivant|a partir d[eu']?|apos|depois d[aeo]|a contar d[aeo]|contados? d[aeo]|a partir d[aeo]|d[eu](?= (?:sa|la|leur|votre) (?:reception|livraison|signature|commande|facture))|d[aeo](?= (?:la |el )?(?:reunion|rececao|recebimento|reuniao|recepcion))|du(?= rendez-vous))l?\b/;
const connector =
  /^[ ,;(]*(?:(?:at|on|by|before|around|about|for|from|the|in|in the|um|gegen|bis|am|den|a|a las|las|para|antes de|hasta|sobre|de|por la|por|em|as|ate|o|no|na|le|avant|vers|t|and|morning|afternoon|evening|spatestens|-) *)*[ ,]*$/;

/** Every date or time expression of `text`, in order of place. */
export function mentions(text: string, context: RuleContext): Mention[] {
  // An ISO time's T stands between figures; a space there lets day and time be read apart.
  const folded = fold(text).replace(/(?<=\d)t(?=\d\d:)/g, ' ');
  if (!worthwhile.test(folded)) return [];
  const times = clocks(folded);
  const days = atoms(folded, context, times);
  return joined(
    folded,
    text,
    days,
    times.filter((time) => !isPartOfDate(time, days)),
  );
}

/** "By Sept. 18th" holds no "by seven", "April 3 in the morning" no "3 in the morning": the hour is a word of the date. */
function isPartOfDate(time: Clock, days: readonly Atom[]): boolean {
  const size = time.end - time.start;
  return days.some(
    ({ day, start, end }) =>
      day.kind === 'date' &&
      start < time.end &&
      end > time.start &&
      (time.sure ? start < time.start : end - start > size),
  );
}

function atoms(folded: string, context: RuleContext, times: readonly Clock[]): Atom[] {
  const found: Atom[] = [];
  for (const { pattern, make, awaits } of rules) {
    for (const match of folded.matchAll(pattern)) {
      const day = match[0] === '' ? null : make(groupsOf(match), context);
      if (day) found.push({ start: match.index, end: match.index + match[0].length, day, awaits });
    }
  }
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Atom[] = [];
  for (const atom of found) {
    const inTime = times.some(
      (t) => atom.start >= t.start && atom.end <= t.end && t.end - t.start >= atom.end - atom.start,
    );
    if (!inTime && kept.every((k) => atom.end <= k.start || atom.start >= k.end)) kept.push(atom);
  }
  return nested(
    folded,
    kept.sort((a, b) => a.start - b.start),
  );
}

/** "10 days after 3 March": the count takes the date that follows as its start, or else an event in words. */
function nested(folded: string, found: readonly Atom[]): Atom[] {
  const out: Atom[] = [];
  for (let i = 0; i < found.length; i++) {
    const atom = found[i] as Atom;
    const link = atom.awaits === undefined ? null : awaited.exec(folded.slice(atom.end, atom.end + 40));
    if (!link || atom.day.kind !== 'shift') {
      out.push(atom);
      continue;
    }
    const from = atom.end + link[0].length;
    const following = found[i + 1];
    if (following && /^ *(?:(?:the|el|la|le|dem|der|den|date of) *)*$/.test(folded.slice(from, following.start))) {
      out.push({ ...atom, end: following.end, day: { ...atom.day, from: following.day } });
      i++;
      continue;
    }
    const words = /^[^.,;:!?()]{0,70}/.exec(folded.slice(from))?.[0].trimEnd() ?? '';
    const event: Day = { kind: 'event', words: words.trim() };
    out.push({ ...atom, end: from + words.length, day: { ...atom.day, from: event } });
    while ((found[i + 1]?.start ?? Infinity) < from + words.length) i++;
  }
  return out;
}

function joined(folded: string, text: string, days: readonly Atom[], times: readonly Clock[]): Mention[] {
  const parts = [
    ...days.map((d) => ({ start: d.start, end: d.end, day: d.day as Day | null, clock: null as Clock | null })),
    ...times.map((t) => ({ start: t.start, end: t.end, day: null as Day | null, clock: t as Clock | null })),
  ].sort((a, b) => a.start - b.start);
  const out: Mention[] = [];
  for (const piece of parts) {
    const last = out.at(-1);
    const fits =
      last !== undefined &&
      piece.start >= last.end &&
      piece.start - last.end <= 24 &&
      !(last.day && piece.day) &&
      !(last.clock && piece.clock) &&
      connector.test(folded.slice(last.end, piece.start));
    if (fits) Object.assign(last, { end: piece.end, day: last.day ?? piece.day, clock: last.clock ?? piece.clock });
    else out.push({ ...piece, zone: null, partOfDay: null, lead: 'bare' });
    const mention = out.at(-1) as Mention;
    const zone = mention.clock && !mention.zone ? zoneBeside(text.slice(mention.end)) : null;
    if (zone) Object.assign(mention, { zone: zone.said, end: mention.end + zone.length });
  }
  for (const mention of out) finish(folded, mention);
  return out;
}

const deadlineLead =
  /(?:\b(?:by|before|until|till|til|within|latest|no later than|not later than|due|due on|due by|deadline|deadline is|ahead of|bis|spatestens|bis zum|vor dem|vor|antes de|antes del|hasta|hasta el|para|para el|a mas tardar|como muy tarde|avant|avant le|d'ici|d'ici le|au plus tard|ate|ate ao|ate a|ate o)(?: (?:the|el|la|le|am|den|dem|a|on|zum))?) *$/;
const onLead = /\b(?:on|at|for|this|next|in|am|um|im|el|los|le|em|na|no|a|al|instead|ab)(?: (?:the|el|la))? *$/;
const otherLead =
  /\b(?:of|from|between|zwischen|entre|since|dated|as of|after|vom|seit|von|nach|del|de|desde|du|depuis|da|do|'s|until now|last|per|than|rather than|not|nicht|statt|instead of|en lugar del?|au lieu d[eu]) *(?:the |el |la |le )?$/;

const evening = /\b(?:tonight|evening|night|afternoon|tarde|noche|noite|soir|apres-midi)|abend|nachmittag/;

/** "In the course of next week": the week itself is meant. */
const during =
  /\b(?:a lo largo de|en el transcurso de|durante|in the course of|over the course of|au cours de|ao longo de|no decorrer de|im laufe)(?: (?:la|el|the|der|des|do|da))? *$/;

function finish(folded: string, mention: Mention): void {
  const head = folded.slice(Math.max(0, mention.start - 30), mention.start);
  const said = folded.slice(mention.start, mention.end);
  const inside = /^(?:within|by|before|until|bis|antes de|para|avant|ate)\b/.test(said);
  const beside =
    /^ *(?:in the |at )?(?:morning|evening|afternoon|night)/.exec(folded.slice(mention.end, mention.end + 30))?.[0] ??
    '';
  mention.partOfDay = evening.test(said + beside)
    ? 'evening'
    : /morning|de la manana|vormittag/.test(said + beside)
      ? 'morning'
      : null;
  const { clock } = mention;
  if (clock?.face && mention.partOfDay === 'evening' && clock.hour > 0)
    mention.clock = { ...clock, hour: clock.hour + 12 };
  mention.lead =
    inside || deadlineLead.test(head)
      ? 'deadline'
      : during.test(head)
        ? 'on'
        : otherLead.test(head)
          ? 'other'
          : onLead.test(head)
            ? 'on'
            : 'bare';
}
