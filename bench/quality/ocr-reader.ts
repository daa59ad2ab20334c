// A process that reads for the bench, so that its processor time and memory can be told from the bench's own.

import { createOcr } from '@vito/understanding/ocr/recognise';
import { readFrame } from '@vito/understanding/readers/image';
import { framesOf } from '@vito/understanding/readers/picture';
import { read } from '../../packages/core/src/platform/compute-tasks.js';

/** `picture`: one page by OCR. `file`: one job of the server's compute pool, which begins at page `from` (from 0). */
export type Asked = { picture: Uint8Array } | { file: Uint8Array; name: string; from: number };

export interface PictureAnswer {
  text: string;
  engine: string;
  confidence: number;
  rotation: number;
  /** Seconds of processor time. */
  cpu: number;
}

export interface JobAnswer {
  pages: number;
  characters: number;
  /** Where the next job begins, null when the file is read to its end. */
  next: number | null;
  /** Seconds by the clock and of processor time. */
  wall: number;
  cpu: number;
  /** MB of resident memory: the most of this process so far, and what is left after the job. */
  memory: number;
  resident: number;
  /** In words, where the file could not be read. */
  problem: string | null;
}

const ocr = createOcr();
process.on('message', (asked: Asked) => void answer(asked));

async function answer(asked: Asked): Promise<void> {
  if ('picture' in asked) process.send?.(await readPicture(asked.picture));
  else process.send?.(await readJob(asked));
}

async function readPicture(bytes: Uint8Array): Promise<PictureAnswer> {
  const seconds = timer();
  const [frame] = await framesOf(bytes);
  if (!frame) throw new Error('a picture without a page');
  const { text, engine, confidence, rotation } = await readFrame(bytes, frame, ocr);
  return { text, engine, confidence, rotation, cpu: seconds().cpu };
}

async function readJob({ file, name, from }: Extract<Asked, { file: Uint8Array }>): Promise<JobAnswer> {
  const seconds = timer();
  const found = await read(file, name, { from }).then(
    ({ reading, next }) => ({
      ...{ pages: reading.pages.length, characters: reading.text.length },
      ...{ next: next ?? null, problem: null },
    }),
    (error: unknown) => ({ pages: 0, characters: 0, next: null, problem: String((error as Error).message) }),
  );
  const memory = process.resourceUsage().maxRSS / 1024;
  return { ...found, ...seconds(), memory, resident: process.memoryUsage.rss() / 2 ** 20 };
}

function timer(): () => { wall: number; cpu: number } {
  const [started, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
  };
}
