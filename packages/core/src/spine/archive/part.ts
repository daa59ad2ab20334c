// A part of a put-away month: some of one company's events with their boxes, as PostgreSQL writes them, a line each, compressed.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EventRow } from '../../platform/tables.js';

/** An event as it was stored, with its box, which is still sealed. */
export interface PutAway extends EventRow {
  key_id: string | null;
  box: Buffer | null;
}

/** Lines are kept as PostgreSQL wrote them: a time of its own has microseconds, which JavaScript's would lose. */
export async function writePart(lines: readonly string[]): Promise<Buffer> {
  return promisify(gzip)(Buffer.from(`${lines.join('\n')}\n`), { level: 6 });
}

export async function readPart(bytes: Uint8Array): Promise<string[]> {
  const text = (await promisify(gunzip)(bytes)).toString('utf8');
  return text.slice(0, -1).split('\n');
}

/** The columns of a part's line: those of `vito.events e`, and those of its box in `vito.vault v`. */
export const lineOf = `(to_jsonb(e) || jsonb_build_object('key_id', v.key_id, 'box', translate(encode(v.box, 'base64'), E'\\n', '')))::text`;

export function parseLine(line: string): PutAway {
  const row = JSON.parse(line) as Omit<PutAway, 'at' | 'recorded_at' | 'box'> & {
    at: string;
    recorded_at: string;
    box: string | null;
  };
  return {
    ...row,
    at: new Date(row.at),
    recorded_at: new Date(row.recorded_at),
    box: row.box === null ? null : Buffer.from(row.box, 'base64'),
  };
}
