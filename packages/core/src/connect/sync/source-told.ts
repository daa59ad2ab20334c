// What a source of rows tells, whichever dialect it speaks, and what each dialect can do.
import type { ChosenStream, OfferedStream } from '@vito/contracts/sync';
import type { Launch } from './stdio-source.js';
import type { Tail } from './tail.js';

/** What to read from, once: with what, and where words about it go. */
export interface Source {
  tenant: string;
  /** How its program is run; null where it is read in our own process. */
  launch: Launch | null;
  config: unknown;
  log: Tail;
  signal: AbortSignal;
}

/** A stream on offer, with its entry of the program's own catalog, and what its records become where nobody says otherwise. */
export interface Found extends OfferedStream {
  entry: Record<string, unknown>;
  mapping?: string;
}

export type Told =
  | { kind: 'schema'; stream: string; schema: Record<string, unknown>; keys: string[][] }
  /** `generation`: the refresh that it is part of, where the source numbers them. */
  | {
      kind: 'record';
      stream: string;
      data: Record<string, unknown>;
      generation: string | null;
      place?: Place;
      remembered?: true;
    }
  /** Of the records that stand, those for which this holds were all told, and remembered, in this run: others are gone. */
  | { kind: 'within'; stream: string; holds: (data: Record<string, unknown>) => boolean }
  /** A file takes the place of what was told before: what was held back of that is no more; `whole`: of every kind. */
  | { kind: 'anew'; stream: string; whole: boolean }
  /** Where to go on next time: covers all records before it. */
  | { kind: 'bookmark'; bookmark: unknown }
  /** All rows of the stream have been told, in this generation; null: in this run. `certain`: and none without its key. */
  | { kind: 'complete'; stream: string; generation: string | null; certain?: true }
  /** Nothing was told for a second. */
  | { kind: 'quiet' };

/** Where in a file a record stands, and what is wrong with it there. */
export interface Place {
  line: number;
  wrong?: { reason: 'misfit' | 'fields'; columns: string[] };
}

export interface Wanted {
  streams: ChosenStream[];
  bookmark: unknown;
}

export interface Dialect {
  /** JSON Schema of its configuration; null where the protocol has none. */
  spec(source: Source): Promise<Record<string, unknown> | null>;
  /** Throws Failure('invalid') for a configuration that is none, when it is saved. Without it, only the source itself knows. */
  accept?(config: unknown): void;
  check(source: Source): Promise<{ ok: boolean; message: string }>;
  discover(source: Source): Promise<Found[]>;
  /** Ends when the program ended well. Throws SourceProblem. `complete` comes last, and only where that is certain. */
  read(source: Source, wanted: Wanted): AsyncGenerator<Told>;
}

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
