// Records that wait for the next commit, by stream: of each key only the last.
import { storable } from '../../spine/storable.js';
import type { Judged, StreamNow } from './judge.js';
import type { Json } from './source-told.js';

/** What waits of one stream. */
export interface Waiting {
  now: StreamNow;
  generation: string | null;
  byKey: Map<string, Judged>;
  /** Records told, also those of which a later one was told. */
  told: number;
}

const mostRecords = 1000;
const mostSize = 2 * 2 ** 20; // characters, about

export function createBatch() {
  let streams = new Map<string, Waiting>();
  let records = 0;
  let size = 0;

  return {
    /** False when what waits of this stream is of another generation: it must be committed first. */
    takes({ chosen }: StreamNow, generation: string | null): boolean {
      const own = streams.get(chosen.id);
      return own === undefined || own.generation === generation;
    },
    add(now: StreamNow, generation: string | null, judge: (data: Json) => Judged, data: Json): Judged {
      const own = streams.get(now.chosen.id) ?? { now, generation, byKey: new Map<string, Judged>(), told: 0 };
      streams.set(now.chosen.id, own);
      const judged = judge(storable(data));
      own.byKey.delete(judged.key);
      own.byKey.set(judged.key, judged);
      own.told++;
      records++;
      size += sizeOf(judged.data);
      return judged;
    },
    isFull: (): boolean => records >= mostRecords || size >= mostSize,
    isEmpty: (): boolean => records === 0,
    take(): Waiting[] {
      const taken = [...streams.values()];
      streams = new Map();
      records = 0;
      size = 0;
      return taken;
    },
  };
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 8;
  let size = 2;
  for (const key in value) size += key.length + sizeOf((value as Json)[key]);
  return size;
}
