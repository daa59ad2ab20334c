// What a source that ViTo reads by itself can do, and what it brings: documents, and word of what it could not bring.
import type { ChosenStream, HeldReason } from '@vito/contracts/sync';
import type { Found, Json } from '../source-told.js';
import type { Tail } from '../tail.js';

/** A connection to be read for a company. `signal` ends it, also in the middle of a wait. */
export interface Asked {
  tenant: string;
  config: unknown;
  log: Tail;
  signal: AbortSignal;
}

export interface File {
  name: string;
  mediaType: string;
  /** Can be called again. Throws Unfetched where only this one cannot be had, and SourceProblem where nothing more can. */
  bytes: () => AsyncIterable<Uint8Array>;
  /** Nothing else may be asked of the source until all of them came. */
  isAlone?: boolean;
}

/** `key` tells it from all others of its stream; it may hold names: only its keyed hash is kept. */
export type Brought =
  /**
   * `onceKey`: for ever the same document, whatever bytes come. `about`: what a person knows it by; `isRecord`: that is
   * remembered among the records of the stream, with its document.
   */
  | {
      kind: 'document';
      stream: string;
      key: string;
      file: File;
      onceKey: string | null;
      about: Json;
      isRecord: boolean;
    }
  /** So many were brought before, and have not changed since. */
  | { kind: 'same'; stream: string; count: number }
  | { kind: 'held'; stream: string; key: string; reason: HeldReason; data: Json }
  /** What was held back is not there any more. */
  | { kind: 'gone'; stream: string; key: string }
  /** Where to go on next time: covers all before it. */
  | { kind: 'bookmark'; bookmark: unknown }
  /** All of the stream was looked at, from its beginning: what is held back and was not told is there no more. */
  | { kind: 'complete'; stream: string };

/** What was brought earlier, for the sources that ask. */
export interface Memory {
  /** Rows of records by their keys, and whether they are of this run. */
  rows(stream: string, keys: string[]): Promise<Map<string, { row: Json; ofThisRun: boolean }>>;
  /** What is held back although the next try may bring it. */
  unfetched(stream: string): Promise<Json[]>;
}

export interface WantedDocuments {
  streams: ChosenStream[];
  bookmark: unknown;
  memory: Memory;
}

export interface OwnSource {
  /** JSON Schema of its configuration. */
  spec(): Json;
  /** Throws Failure('invalid' | 'forbidden') for a configuration that can never be read. */
  accept(tenant: string, config: unknown): Promise<void>;
  check(asked: Asked): Promise<string>;
  discover(asked: Asked): Promise<Found[]>;
  /** What is chosen before anybody chose. */
  usual: Found;
  /** Ends when all was told. Throws SourceProblem. */
  read(asked: Asked, wanted: WantedDocuments): AsyncGenerator<Brought>;
  /** Calls `changed` once it stands and whenever something may have come in. Ends only by throwing SourceProblem, or with the signal. */
  watch(asked: Asked, streams: ChosenStream[], changed: () => void): Promise<void>;
}

/** Thrown where one mail or file cannot be had, and the others can. */
export class Unfetched extends Error {}
