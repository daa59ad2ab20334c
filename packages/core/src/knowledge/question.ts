// What kind of thing a question asks for, and whether a text holds one: a name for "who", a day for "when", money for "cost".

export type Wants = (text: string) => boolean;

const day =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight|morning|afternoon|evening|today|tonight|tomorrow|yesterday|week|weekend|eod)\b|\b(?:19|20)\d\d\b|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|ma[nñ]ana|noviembre|diciembre|octubre|septiembre)\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|uhr|oktober|dezember)\b/i;
const money = /[£€$¥]\s?\d|\d\s?[£€$¥]|\b(?:eur|usd|gbp|chf)\b|\b(?:pounds?|euros?|dollars?|cents?|pence)\b/i;
const number =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|half|third|quarter)\b/i;
const name = /[^.!?\s]\s+\p{Lu}\p{Ll}{2,}|^@?\p{Lu}\p{Ll}+(?:,|:| will\b| to\b)/mu;

const kinds: [asked: RegExp, held: RegExp][] = [
  [/\bhow (?:much|expensive|little|large)\b|\bcosts?\b|\bprice\b|\bfee\b|\bwie ?viel\b|\bcu[aá]nto\b/i, money],
  [
    /\bwhen\b|\bwhat (?:hour|time|day|date)\b|\bdate\b|\bhow (?:soon|fast|quickly)\b|\bdeadline\b|\bwann\b|\bcu[aá]ndo\b/i,
    day,
  ],
  [/\bhow (?:many|long|precise|heavy|often|far)\b/i, number],
  [/^\s*(?:who|whom|whose|wer|qui[eé]n)\b/i, name],
];

/** Null where the question does not tell. */
export function wantsOf(question: string): Wants | null {
  const held = kinds.find(([asked]) => asked.test(question))?.[1];
  return held ? (text) => held.test(text) : null;
}
