// How connections of some kinds are read, from where their run stands to its end.
import type { SyncDialect } from '@vito/contracts/sync';
import type { Context } from '../../spine/context.js';
import type { Connection } from './connection.js';
import type { Ledger } from './ledger.js';
import type { Tail } from './tail.js';

export interface Reading {
  /** Whether connections of this kind are read so. */
  reads(dialect: SyncDialect): boolean;
  /** Throws SourceProblem and Failure where the run fails; what was committed until then stands. */
  follow(given: { ctx: Context; from: Connection; ledger: Ledger; log: Tail; signal: AbortSignal }): Promise<void>;
}
