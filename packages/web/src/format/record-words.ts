// A record in one line: what tells it apart, and the beginning of what else it holds. Pure.
const longest = 60;
const most = 6;

/** By its key columns, each by its path; where it has none, by its first values. */
export function recordWords(
  data: Record<string, unknown>,
  keys: readonly (readonly string[])[],
): { name: string; rest: string } {
  const told = keys.map((path) => path.reduce<unknown>(into, data)).filter((value) => value !== undefined);
  const names = new Set(keys.map(([head]) => head));
  const others = Object.entries(data).filter(([column]) => told.length === 0 || !names.has(column));
  const rest = others.map(([column, value]) => `${column}: ${valueWords(value)}`);
  if (told.length > 0) return { name: told.map(valueWords).join(' · '), rest: rest.slice(0, most).join(' · ') };
  return { name: rest[0] ?? 'empty', rest: rest.slice(1, most).join(' · ') };
}

function into(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function valueWords(value: unknown): string {
  if (value === null) return 'none';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
