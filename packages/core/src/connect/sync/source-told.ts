// What a source of rows tells, whichever dialect it speaks, and what each dialect can do.
import type { ChosenStream, OfferedStream } from '@vito/contracts/sync';
import type { Launch } from './stdio-source.js';
import type { Tail } from './tail.js';

/** A program to run once: with what, for how long, and where its words go. */
export interface Source {
  launch: Launch;
  config: unknown;
  log: Tail;
  signal: AbortSignal;
}

/** A stream on offer, with its entry of the program's own catalog. */
export interface Found extends OfferedStream {
  entry: Record<string, unknown>;
}

export type Told =
  | { kind: 'schema'; stream: string; schema: Record<string, unknown>; keys: string[][] }
  /** `generation`: the refresh that it is part of, where the source numbers them. */
  | { kind: 'record'; stream: string; data: Record<string, unknown>; generation: string | null }
  /** Where to go on next time: covers all records before it. */
  | { kind: 'bookmark'; bookmark: unknown }
  /** All rows of the stream have been told, in this generation; null: in this run of the program. */
  | { kind: 'complete'; stream: string; generation: string | null }
  /** Nothing was told for a second. */
  | { kind: 'quiet' };

export interface Wanted {
  streams: ChosenStream[];
  bookmark: unknown;
}

export interface Dialect {
  /** JSON Schema of its configuration; null where the protocol has none. */
  spec(source: Source): Promise<Record<string, unknown> | null>;
  check(source: Source): Promise<{ ok: boolean; message: string }>;
  discover(source: Source): Promise<Found[]>;
  /** Ends when the program ended well. Throws SourceProblem. `complete` comes last, and only where that is certain. */
  read(source: Source, wanted: Wanted): AsyncGenerator<Told>;
}

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
