// What the server and a process of the compute pool say to each other (structured clones over Node's IPC).
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { ChatUser, Reading, UnreadableReason } from '@vito/contracts/reading';
import type { Calendar, Window } from '@vito/understanding/calendar/occurrences';
import type { CommitmentLife } from '@vito/understanding/life';
import type { PageImage, PageImageOptions } from '@vito/understanding/page-image';
import type { ReadOptions, ReadResult } from '@vito/understanding/read';
import type { Related } from '@vito/understanding/related';
import type { Evaluated } from './evaluate.js';

/** A job as it travels: what a function or a signal would be stays behind. */
export type Job =
  | { task: 'read'; bytes: Uint8Array; name: string; options: Omit<ReadOptions, 'onPage' | 'signal' | 'pause'> }
  | { task: 'extract'; reading: Reading; context: ExtractContext }
  | { task: 'embed'; texts: string[] }
  | { task: 'related'; question: string }
  | { task: 'evaluate'; expression: string; inputs: unknown[] }
  | { task: 'calendars'; files: Uint8Array[]; window: Window }
  | { task: 'lives'; readings: Reading[]; context: Pick<ExtractContext, 'zone'> }
  | { task: 'pageImage'; bytes: Uint8Array; kind: 'pdf' | 'image'; page: number; options: PageImageOptions };

/** What extraction knows beside the reading. */
export interface ExtractContext {
  /** The earlier documents of its thread, oldest first. */
  earlier: Reading[];
  /** The company's IANA zone. */
  zone: string;
}

export interface Refusal {
  reason: UnreadableReason;
  /** For people: what is wrong, and the way out. */
  message: string;
}

export type ToChild = { job: Job } | { cancel: true };

export type FromChild =
  | { ready: true }
  | { page: { done: number; total: number } }
  | {
      result:
        | ReadOutcome
        | PageImage
        | ExtractedCommitment[]
        | CommitmentLife[]
        | Float32Array[]
        | Related[]
        | Evaluated[]
        | (Calendar | { refused: string })[];
      rss: number;
    }
  | { refusal: Refusal; rss: number };

/** What reading gives the server: with the people where the file is their list. */
export type ReadOutcome = ReadResult & { people?: ChatUser[] };

/** What a module of tasks exports. The usual one is compute-tasks; tests bring hostile ones. */
export interface Tasks {
  read(bytes: Uint8Array, name: string, options: ReadOptions): Promise<ReadOutcome>;
  pageImage(bytes: Uint8Array, kind: 'pdf' | 'image', page: number, options: PageImageOptions): Promise<PageImage>;
  extract(reading: Reading, context: ExtractContext): Promise<ExtractedCommitment[]>;
  /** A vector of length 1 for each text. */
  embed(texts: string[]): Promise<Float32Array[]>;
  /** Words that may stand for those of a question. */
  related(question: string): Promise<Related[]>;
  /** What an expression gives for each input. */
  evaluate(expression: string, inputs: unknown[]): Promise<Evaluated[]>;
  /** Each file by itself: what is no calendar is refused, in words. */
  calendars(files: Uint8Array[], window: Window): Promise<(Calendar | { refused: string })[]>;
  lives(readings: Reading[], context: Pick<ExtractContext, 'zone'>): Promise<CommitmentLife[]>;
}

/** The signal by which a process ends itself when it takes too much memory: nothing else sends it. */
export const memorySignal = 'SIGUSR2';
