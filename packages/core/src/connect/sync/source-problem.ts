// What is wrong with a program that rows are fetched by.
import type { SyncProblem } from '@vito/contracts/sync';

/** Its message may quote the program: it is kept sealed. */
export class SourceProblem extends Error {
  readonly reason: SyncProblem;

  constructor(reason: SyncProblem, message: string) {
    super(message);
    this.reason = reason;
  }
}
