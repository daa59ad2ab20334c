// PLACEHOLDER so that the server compiles: whoever writes extraction replaces this file whole.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';

export const rulesVersion = 'placeholder';

export function extract(
  _reading: Reading,
  _context: { earlier: readonly Reading[]; zone: string; now?: string },
): ExtractedCommitment[] {
  return [];
}
