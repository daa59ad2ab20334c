// The life of a commitment over a thread: first said, told again, moved, handed over, and how it ended, each with its evidence.
import type { CommitmentStatus, DuePrecision, ExtractedCommitment } from '@vito/contracts/commitment';
import type { Party, Reading } from '@vito/contracts/reading';
import { handedOut } from './extract/finish.js';
import { hearThread, unheardText } from './extract/hear-thread.js';
import type { ExtractContext } from './extract.js';
import { foldSpaces } from './fold.js';
import type { Life } from './life/open.js';
import { walk } from './life/walk.js';

/** What a sentence of the thread did to a commitment. Offsets are into the text of `readings[document]`. */
export interface LifeChange {
  document: number;
  start: number;
  end: number;
  quote: string;
  status: CommitmentStatus;
  due: string | null;
  /** Who owes it from then on. */
  debtor: Party | null;
  /** The rule that saw it, for "why this". */
  rule: string;
}

export interface CommitmentLife {
  /** Where it was first said, as extraction tells it there. */
  first: { document: number; item: ExtractedCommitment };
  /** Where it was told again: the same commitment, not another. */
  restatements: { document: number; item: ExtractedCommitment }[];
  /** All that changed it, oldest first. */
  changes: LifeChange[];
  /** How it stands after the last document. */
  status: CommitmentStatus;
  due: string | null;
  precision: DuePrecision;
  debtor: Party | null;
}

/**
 * The commitments of one thread after all its documents (oldest first), each once. Pure: the same readings give the same lives.
 */
export function livesOf(readings: readonly Reading[], context: Pick<ExtractContext, 'zone' | 'now'>): CommitmentLife[] {
  return walk(hearThread(readings, context)).map((life) => told(readings, life));
}

/** The characters to go through for that: of what was heard lately the findings are kept. */
export const textOfLives = (readings: readonly Reading[], context: Pick<ExtractContext, 'zone' | 'now'>): number =>
  unheardText(readings, context);

function told(readings: readonly Reading[], life: Life): CommitmentLife {
  const reading = (document: number) => readings[document] as Reading;
  const [first, ...again] = life.statements.map(({ document, found }) => ({
    document,
    item: handedOut(reading(document), found),
  }));
  return {
    first: first as CommitmentLife['first'],
    restatements: again,
    changes: life.changes.map(({ start, end, document, ...change }) => ({
      ...change,
      document,
      start,
      end,
      quote: foldSpaces(reading(document).text.slice(start, end)),
    })),
    status: life.status,
    due: life.due,
    precision: life.due === null ? 'none' : life.precision,
    debtor: life.debtor,
  };
}
