// The words dates are made of, in English, Spanish, German, French and Portuguese. All words are folded (see fold.ts).

export type Unit = 'minute' | 'hour' | 'day' | 'business' | 'week' | 'fortnight' | 'month' | 'quarter' | 'year';

/** One line a value, counted from `first`: "monday lunes" is 1, "tuesday martes" is 2. A `|` inside a line joins words. */
function table(lines: readonly string[], first = 1): Record<string, number> {
  const out: Record<string, number> = {};
  lines.forEach((line, i) => {
    for (const word of line.split(' ')) if (word) out[word.replaceAll('|', ' ')] = first + i;
  });
  return out;
}

export const weekdays = table([
  'monday lunes montag lundi segunda-feira',
  'tuesday martes dienstag mardi terca-feira',
  'wednesday miercoles mittwoch mercredi quarta-feira',
  'thursday jueves donnerstag jeudi quinta-feira',
  'friday viernes freitag vendredi sexta-feira',
  'saturday sabado samstag sonnabend samedi',
  'sunday domingo sonntag dimanche',
]);

/** Short forms that are words of their own too: taken only after a preposition or before a number. */
export const shortWeekdays = table([
  'mon segunda',
  'tue tues terca',
  'wed weds quarta',
  'thu thur thurs quinta',
  'fri sexta',
  'sat',
  'sun',
]);

export const months = table([
  'january jan enero ene januar janner janvier janeiro',
  'february feb febrero februar fevrier fevereiro',
  'march mar marzo marz mars marco',
  'april apr abril abr avril',
  'may mayo mai maio',
  'june jun junio juni juin junho',
  'july jul julio juli juillet julho',
  'august aug agosto ago aout',
  'september sept sep septiembre setiembre septembre setembro',
  'october oct octubre oktober okt octobre outubro',
  'november nov noviembre novembre novembro',
  'december dec diciembre dic dezember dez decembre dezembro',
]);

const ones = table(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']);
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export const numbers: Record<string, number> = {
  ...table([
    'one a an un una uno ein eine einem einer einen eines une um uma',
    'two a|couple|of dos un|par|de zwei deux dois duas',
    'three a|few few several tres drei trois',
    'four cuatro vier quatre quatro',
    'five cinco funf cinq',
    'six seis sechs',
    'seven siete sieben sept sete',
    'eight ocho acht huit oito',
    'nine nueve neun neuf nove',
    'ten diez zehn dix dez',
    'eleven elf',
    'twelve doce zwolf douze doze',
    'thirteen',
    'fourteen vierzehn',
    'fifteen quince funfzehn quinze',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
    'twenty veinte zwanzig vingt vinte',
  ]),
  ...table(['thirty treinta dreißig dreissig trente trinta'], 30),
  ...table(['sixty sesenta sechzig soixante sessenta'], 60),
  ...table(['ninety noventa neunzig'], 90),
  ...Object.assign({}, ...tens.map((ten, i) => ({ [ten]: 20 + 10 * i, ...beyond(ten, 20 + 10 * i, ones) }))),
  'one hundred': 100,
  'a hundred': 100,
};

const unitWords: Record<Exclude<Unit, 'business'>, string> = {
  minute: 'minute minutes min mins minuto minutos minuten',
  hour: 'hour hours hrs hora horas stunde stunden heure heures',
  day: 'day days dia dias tag tage tagen tages jour jours',
  week: 'week weeks wks semana semanas woche wochen semaine semaines',
  fortnight: 'fortnight fortnights quincena quinzena quinzaine',
  month: 'month months mes meses monat monate monaten monats mois',
  quarter: 'quarter quarters trimestre quartal quartals',
  year: 'year years ano anos jahr jahre jahren jahres an ans annee',
};
export const units: Record<string, Unit> = {};
for (const [unit, words] of Object.entries(unitWords)) for (const word of words.split(' ')) units[word] = unit as Unit;
/** Days of the calendar, where a text tells them apart from business days. */
const calendarDays =
  'calendar day,calendar days,dia natural,dias naturales,dias corridos,kalendertag,kalendertage,kalendertagen,jours calendaires';
for (const words of calendarDays.split(',')) units[words] = 'day';

/** Business days: two words, or one German compound. */
export const businessDays =
  '(?:(?:business|working|banking|work)[ -]days?|dias? (?:habiles?|laborables?|laborales?|uteis|util)|(?:werk|arbeits|bank)tage?n?|jours? (?:ouvres?|ouvrables?))';

const firsts = table(['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth']);
const teens = table(
  'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
  10,
);

function beyond(ten: string, base: number, words: Record<string, number>): Record<string, number> {
  const out: Record<string, number> = {};
  for (const [word, n] of Object.entries(words)) for (const gap of [' ', '-']) out[ten + gap + word] = base + n;
  return out;
}

/** "first" .. "thirty-first": days of a month in words. */
export const ordinals: Record<string, number> = {
  ...firsts,
  ...teens,
  thirtieth: 30,
  ...beyond('twenty', 20, firsts),
  ...beyond('thirty', 30, { first: 1 }),
};
/** "twenty one" .. "thirty one", and the plain words up to twenty. */
export const spoken: Record<string, number> = {
  ...beyond('twenty', 20, ones),
  ...beyond('thirty', 30, { one: 1 }),
  ...table('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(' '), 10),
};

/** An alternation of words, longest first so that "sept" never hides "september". */
export const oneOf = (words: Iterable<string>) =>
  [...words]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
