// Text that PostgreSQL cannot hold (NUL, halves of surrogate pairs) becomes U+FFFD, one for one, so that offsets stay true.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const unstorable = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// How such text looks in JSON. Escaped backslashes can look like it too: those are only looked at more closely.
const suspicious = /\\u(?:0000|d[89a-f])/;

/** The value with every string storable; the same object where nothing had to change. */
export function storable<T>(value: T): T {
  return suspicious.test(JSON.stringify(value)) ? (clean(value) as T) : value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unstorable, '\ufffd');
  if (Array.isArray(value)) {
    const cleaned = value.map(clean);
    return cleaned.every((item, index) => item === value[index]) ? value : cleaned;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, clean(item)] as const);
  return entries.every(([key, item]) => item === (value as Record<string, unknown>)[key])
    ? value
    : Object.fromEntries(entries);
}
