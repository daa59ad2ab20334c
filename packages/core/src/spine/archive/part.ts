// A part of a put-away month: some of one company's events with their boxes, a line each, compressed. A line is the stream, the
// version and the row as PostgreSQL writes it, so that an event is found without reading the others.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EventRow } from '../../platform/tables.js';

/** An event as it was stored, with its box, which is still sealed. */
export interface PutAway extends EventRow {
  key_id: string | null;
  box: Buffer | null;
}

export interface Line {
  stream: string;
  version: number;
  /** JSON. */
  row: string;
}

/** Rows are kept as PostgreSQL wrote them: a time of its own has microseconds, which JavaScript's would lose. */
export async function writePart(lines: readonly Line[]): Promise<Buffer> {
  const text = lines.map(({ stream, version, row }) => `${stream} ${version} ${row}\n`).join('');
  return promisify(gzip)(Buffer.from(text), { level: 6 });
}

export async function readPart(bytes: Uint8Array): Promise<Line[]> {
  const text = (await promisify(gunzip)(bytes)).toString('utf8');
  return text.slice(0, -1).split('\n').map(lineIn);
}

function lineIn(text: string): Line {
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  return { stream: text.slice(0, first), version: Number(text.slice(first + 1, second)), row: text.slice(second + 1) };
}

/** The row of a line: the columns of `vito.events e`, and those of its box in `vito.vault v`. */
export const rowOf = `(to_jsonb(e) || jsonb_build_object('key_id', v.key_id, 'box', translate(encode(v.box, 'base64'), E'\\n', '')))::text`;

export function eventIn(line: Line): PutAway {
  const row = JSON.parse(line.row) as Omit<PutAway, 'at' | 'recorded_at' | 'box'> & {
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
