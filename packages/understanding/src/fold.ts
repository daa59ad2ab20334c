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

const foldOf = new Map<string, string>();
/** All that is neither a small ASCII letter, a figure nor common punctuation. */
const special = /[^ !-)+-^a-~]|[A-Z]/g;

/** Lower case, straight quotes and dashes, every white space a space, markdown emphasis a space. Length is kept. */
export function plain(text: string): string {
  return lower(text).replace(special, plainUnit);
}

/** `plain` without accents: "Mañana" is "manana". Length is kept. */
export function fold(text: string): string {
  return lower(text).replace(special, (unit) => {
    let folded = foldOf.get(unit);
    if (folded === undefined) {
      const low = plainUnit(unit);
      const bare = low.normalize('NFD').charAt(0);
      folded = /[a-z]/.test(bare) ? bare : low;
      foldOf.set(unit, folded);
    }
    return folded;
  });
}

/** Lower case where that keeps the length; a few letters grow, and then the units are taken one by one. */
function lower(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text;
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
