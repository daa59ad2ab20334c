// Which records a refresh has seen; and, once all rows of a stream were told, the deletion of those that it has not.
import { deleteUnseen } from './delete-unseen.js';
import type { Judged, StreamNow } from './judge.js';
import type { Ledger } from './ledger.js';

/** `mostSeen`: records of a stream that are kept in mind; each beyond that is marked in the database. */
export function createRefresh(ledger: Ledger, mostSeen: number) {
  const attempt = ledger.run().state.attempts;
  // What a program tells without numbering its refreshes counts from its start alone: an earlier attempt saw other rows.
  const ownGeneration = `${ledger.about.runId}.${attempt}`;
  const seen = new Map<string, Set<string>>();
  const unknowable = new Set<string>(); // of these a record came without its key: which row it is, nobody knows
  const whole = new Map<string, { generation: string; certain: boolean }>();

  const seenOf = ({ chosen }: StreamNow): Set<string> => {
    const own = seen.get(chosen.id) ?? new Set();
    seen.set(chosen.id, own);
    return own;
  };

  return {
    /** What a record is marked with; null: nothing. A source that numbers its refreshes may go on within one later. */
    markFor(now: StreamNow, generation: string | null): string | null {
      if (generation !== null || now.chosen.mode !== 'full') return generation;
      return seenOf(now).size < mostSeen ? null : ownGeneration;
    },

    saw(now: StreamNow, mark: string | null, judged: Judged): void {
      if (judged.what === 'held' && (judged.reason === 'no-key' || judged.reason === 'fields'))
        unknowable.add(now.chosen.name);
      if (mark === null && now.chosen.mode === 'full') seenOf(now).add(judged.key);
    },

    /** `certain`: the source vouches that it told no record without its key, in no attempt. */
    completed(stream: string, generation: string | null, certain: boolean): void {
      whole.set(stream, { generation: generation ?? ownGeneration, certain });
    },

    /** Once the source has ended well. */
    async close(streams: Map<string, StreamNow>): Promise<void> {
      for (const [stream, { generation, certain }] of whole) {
        const now = streams.get(stream);
        if (!now || now.drifted || unknowable.has(stream)) continue;
        const counts = ledger.run().state.streams.find(({ id }) => id === now.chosen.id);
        const isResumed = attempt > 1 && generation !== ownGeneration;
        if (isResumed && !certain && counts && counts.held > 0) continue; // without their keys, perhaps, in an earlier attempt
        await deleteUnseen(ledger, now.chosen, generation, seenOf(now));
      }
    },
  };
}
