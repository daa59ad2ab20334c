// Searching a reading by the rules: long texts in a process of their own, the latest findings kept in memory for refining.
import { createHash } from 'node:crypto';
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import { extract, textToHear } from '@vito/understanding/extract';
import type { ComputePool } from '../platform/compute-pool.js';
import type { ExtractDeps } from './extract-commitments.js';

type Search = ExtractDeps['extract'];

const longText = 60_000; // characters: some tens of milliseconds
const most = 300;

/** A long text would hold up everybody else: it is searched in a process of its own. */
export function createSearching(pool: Pick<ComputePool, 'extract'>): Search {
  return async (reading, context, signal) =>
    textToHear(reading, context) > longText ? pool.extract(reading, context, signal) : extract(reading, context);
}

/** Extraction is pure: the same reading in the same context has the same findings, whoever asks. */
export function remembering(search: Search): Search {
  const known = new Map<string, ExtractedCommitment[]>();
  return async (reading, context, signal) => {
    const key = createHash('sha256')
      .update(JSON.stringify([reading, context]))
      .digest('base64');
    const before = known.get(key);
    if (before) return before;
    const found = await search(reading, context, signal);
    known.set(key, found);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(oldest);
    return found;
  };
}
