// Talk: documents in which people answer each other line by line, rather than write to each other.
import type { Reading } from '@vito/contracts/reading';

export const isTalk = (reading: Pick<Reading, 'kind'>): boolean =>
  reading.kind === 'chat' || reading.kind === 'transcript';
