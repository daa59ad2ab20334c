// The rules' latest findings in memory: refining asks for what extraction has just found, and searching a long thread takes a while.
import { createHash } from 'node:crypto';
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { ExtractDeps } from './extract-commitments.js';

const most = 300;

/** Extraction is pure: the same reading in the same context has the same findings, whoever asks. */
export function remembering(extract: ExtractDeps['extract']): ExtractDeps['extract'] {
  const known = new Map<string, ExtractedCommitment[]>();
  return async (reading, context, signal) => {
    const key = createHash('sha256')
      .update(JSON.stringify([reading, context]))
      .digest('base64');
    const before = known.get(key);
    if (before) return before;
    const found = await extract(reading, context, signal);
    known.set(key, found);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(oldest);
    return found;
  };
}
