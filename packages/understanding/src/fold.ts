// Same-length views of a text for matching: lower case, plain quotes and spaces, with or without accents.
// Offsets found in a view are offsets into the text itself, so nothing has to be mapped back.

const singles: Record<string, string> = {
  '\u2019': "'",
  '\u2018': "'",
  '\u02bc': "'",
  '\u00b4': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '*': ' ',
  _: ' ',
  '`': ' ',
};

const plainOf = new Map<string, string>();
const foldOf = new Map<string, string>();

/** Lower case, straight quotes and dashes, every white space a space, markdown emphasis a space. Length is kept. */
export function plain(text: string): string {
  return mapUnits(text, plainOf, plainUnit);
}

/** `plain` without accents: "Mañana" is "manana". Length is kept. */
export function fold(text: string): string {
  return mapUnits(text, foldOf, (unit) => {
    const low = plainUnit(unit);
    const bare = low.normalize('NFD').charAt(0);
    return /[a-z]/.test(bare) ? bare : low;
  });
}

/** Runs of white space as one space, ends trimmed: how a quote is shown. */
export function foldSpaces(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A name's comparable form: no accents, no punctuation, lower case, single spaces. */
export function nameKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function plainUnit(unit: string): string {
  const single = singles[unit];
  if (single !== undefined) return single;
  if (/\s/.test(unit)) return ' ';
  const low = unit.toLowerCase();
  return low.length === 1 ? low : unit;
}

function mapUnits(text: string, known: Map<string, string>, make: (unit: string) => string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    let mapped = known.get(unit);
    if (mapped === undefined) {
      mapped = make(unit);
      known.set(unit, mapped);
    }
    out += mapped;
  }
  return out;
}
