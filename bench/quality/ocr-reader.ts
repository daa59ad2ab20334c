// A process that reads for the bench, so that its processor time and memory can be told from the bench's own.

import { createOcr } from '@vito/understanding/ocr/recognise';
import { readFrame } from '@vito/understanding/readers/image';
import { framesOf } from '@vito/understanding/readers/picture';
import { read as readJob } from '../../packages/core/src/platform/compute-tasks.js';

/** `picture`: one page by OCR. `file`: a whole file in jobs, as the server's compute pool reads it. */
export type Asked = { picture: Uint8Array } | { file: Uint8Array; name: string };

export interface PictureAnswer {
  text: string;
  engine: string;
  confidence: number;
  rotation: number;
  /** Seconds of processor time. */
  cpu: number;
}

export interface FileAnswer {
  pages: number;
  characters: number;
  /** Seconds by the clock and of processor time of each job. */
  jobs: { wall: number; cpu: number }[];
  /** MB of resident memory at its highest. */
  memory: number;
  /** In words, where the file could not be read. */
  problem: string | null;
}

const ocr = createOcr();
process.on('message', (asked: Asked) => void answer(asked));

async function answer(asked: Asked): Promise<void> {
  if ('picture' in asked) process.send?.(await readPicture(asked.picture));
  else process.send?.(await readFile(asked.file, asked.name));
}

async function readPicture(bytes: Uint8Array): Promise<PictureAnswer> {
  const seconds = timer();
  const [frame] = await framesOf(bytes);
  if (!frame) throw new Error('a picture without a page');
  const { text, engine, confidence, rotation } = await readFrame(bytes, frame, ocr);
  return { text, engine, confidence, rotation, cpu: seconds().cpu };
}

async function readFile(bytes: Uint8Array, name: string): Promise<FileAnswer> {
  const answer: FileAnswer = { pages: 0, characters: 0, jobs: [], memory: 0, problem: null };
  let from: number | undefined = 0;
  try {
    while (from !== undefined) {
      const seconds = timer();
      const { reading, next }: Awaited<ReturnType<typeof readJob>> = await readJob(bytes, name, { from });
      answer.jobs.push(seconds());
      answer.pages += reading.pages.length;
      answer.characters += reading.text.length;
      from = next;
    }
  } catch (error) {
    answer.problem = error instanceof Error ? error.message : String(error);
  }
  return { ...answer, memory: process.resourceUsage().maxRSS / 1024 };
}

function timer(): () => { wall: number; cpu: number } {
  const [started, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
  };
}
