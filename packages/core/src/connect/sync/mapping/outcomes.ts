// A mapping applied to many records at once: each gets what it yields, or the problem that it has with it.
import { Failure } from '@vito/runtime/failure';
import { type MappingDeps, type Outcome, outcomeOf } from '../../mapping/mapped.js';
import type { Json } from '../source-told.js';

/** A record as it was told in a batch; of one that is gone, the data that it last had. */
export interface RecordTold {
  key: string;
  of: number;
  data: Json;
  deleted: boolean;
  syncedAt: string;
}

const mostEnded = 3; // processes that a mapping may take down for one commit
export const stalledWords =
  'the mapping takes too long or too much memory, and was not tried on this record: change it, then map again';

/** In the order of the records. `stalled`: it took down process after process, and was not tried on the rest. */
export async function outcomesOf(
  evaluate: MappingDeps['evaluate'],
  { mapping, stream }: { mapping: string; stream: string },
  told: RecordTold[],
  signal?: AbortSignal,
): Promise<{ outcomes: Outcome[]; stalled: boolean }> {
  const inputs = told.map(({ key, data, deleted, syncedAt }) => ({ stream, key, data, deleted, syncedAt }));
  if (inputs.length === 0) return { outcomes: [], stalled: false };
  const together = await attempt(evaluate, mapping, inputs, signal);
  if (together) return { outcomes: together, stalled: false };
  const outcomes: Outcome[] = [];
  let ended = 0;
  for (const input of inputs) {
    if (ended >= mostEnded) outcomes.push({ problem: stalledWords });
    else {
      const [alone] = (await attempt(evaluate, mapping, [input], signal)) ?? [];
      if (!alone) ended++;
      outcomes.push(alone ?? { problem: 'the mapping takes too long or too much memory for this record' });
    }
  }
  return { outcomes, stalled: ended >= mostEnded };
}

/** Null where it took its process down. Throws what another time may not be. */
async function attempt(
  evaluate: MappingDeps['evaluate'],
  mapping: string,
  inputs: unknown[],
  signal?: AbortSignal,
): Promise<Outcome[] | null> {
  try {
    return (await evaluate(mapping, inputs, signal)).map(outcomeOf);
  } catch (error) {
    if (!(error instanceof Failure) || error.retry !== 'never' || signal?.aborted) throw error;
    return null;
  }
}
