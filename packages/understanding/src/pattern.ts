// Patterns as the tables write them: a space stands for any run of spaces, and a group's name may come twice.

/** Groups that matched, by name; of a name that stands in several alternatives the one that matched. */
export type Groups = Partial<Record<string, string>>;

export function compile(source: string, flags: string): RegExp {
  return new RegExp(uniqueNames(source.replace(/ (?![+*?{])/g, ' +')), flags);
}

/** One pattern of many; of none, one that never matches. */
export function anyOf(sources: readonly string[], flags = 'u'): RegExp {
  return compile(sources.length === 0 ? '(?!)' : sources.map((source) => `(?:${source})`).join('|'), flags);
}

function uniqueNames(source: string): string {
  const seen = new Map<string, number>();
  return source.replace(/\(\?<([a-zA-Z]\w*)>/g, (_, name: string) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? `(?<${name}>` : `(?<${name}__${times}>`;
  });
}

export function groupsOf(match: RegExpMatchArray): Groups {
  const out: Groups = {};
  for (const [name, value] of Object.entries(match.groups ?? {})) {
    if (value !== undefined) out[name.replace(/__\d+$/, '')] ??= value;
  }
  return out;
}

/** Where a group starts and ends; the pattern must have the flag "d". */
export function groupRange(match: RegExpMatchArray, name: string): [number, number] | null {
  for (const [key, range] of Object.entries(match.indices?.groups ?? {})) {
    if (range && key.replace(/__\d+$/, '') === name) return range;
  }
  return null;
}
