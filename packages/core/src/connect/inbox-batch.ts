// Webhooks of one source as one run of bytes: what is known of each as JSON, then the bodies, one after the other.

export interface Kept {
  /** The payload that it becomes. */
  stream: string;
  /** What may come only once: its own, if it came first. */
  key: string;
  type: string;
  externalId: string;
  headers: Record<string, string>;
  /** ISO time. */
  at: string;
  size: number;
  /** Where a long body is. */
  address: string | null;
  /** A body that is kept here; empty where it has an address. */
  raw: Buffer;
}

type Known = Omit<Kept, 'raw'> & { length: number };

export function writeBatch(items: readonly Kept[]): Buffer {
  const known: Known[] = items.map(({ raw, ...rest }) => ({ ...rest, length: raw.length }));
  const head = Buffer.from(JSON.stringify(known));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...items.map(({ raw }) => raw)]);
}

export function readBatch(bytes: Buffer): Kept[] {
  let at = 4 + bytes.readUInt32BE();
  const known = JSON.parse(bytes.toString('utf8', 4, at)) as Known[];
  return known.map(({ length, ...rest }) => {
    const raw = bytes.subarray(at, at + length);
    at += length;
    return { ...rest, raw };
  });
}
