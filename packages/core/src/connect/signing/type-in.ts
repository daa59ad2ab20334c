// The type that a payload gives itself, found without reading all of it as JSON.

/** `type` or `event` of the outermost object, as it is usually written; empty where it is not there. */
export function typeIn(raw: Buffer): string {
  const start = raw.subarray(0, 4096).toString('utf8');
  return /^\s*\{[^{}[\]]*?"(?:type|event|event_type)"\s*:\s*"([^"\\]{1,100})"/.exec(start)?.[1] ?? '';
}
