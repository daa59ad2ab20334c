// Text that PostgreSQL cannot hold (NUL, halves of surrogate pairs) becomes U+FFFD, one for one, so that offsets stay true.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const unstorable = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// What may be unstorable, for a quick look: halves that have their other half are fine, but only `clean` looks that closely.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const suspicious = /[\u0000\ud800-\udfff]/;

/** The value with every string, also those that name its fields, storable; the same object where nothing had to change. */
export function storable<T>(value: T): T {
  return isSuspicious(value) ? (clean(value) as T) : value;
}

function isSuspicious(value: unknown): boolean {
  if (typeof value === 'string') return suspicious.test(value);
  if (value === null || typeof value !== 'object') return false;
  const isList = Array.isArray(value);
  for (const key in value) {
    if (!isList && suspicious.test(key)) return true;
    if (isSuspicious((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unstorable, '\ufffd');
  if (Array.isArray(value)) {
    const cleaned = value.map(clean);
    return cleaned.every((item, index) => item === value[index]) ? value : cleaned;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key.replace(unstorable, '\ufffd'), clean(item)] as const);
  return entries.every(([key, item]) => Object.hasOwn(value, key) && item === (value as Record<string, unknown>)[key])
    ? value
    : Object.fromEntries(entries);
}
