// OCR by Tesseract (WebAssembly, English, offline): a page's picture in; text, words with boxes, and its turn out.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Word } from '@vito/contracts/reading';
import type { Line, Page as TesseractPage, Worker } from 'tesseract.js';
import { Unreadable } from '../unreadable.js';
import { type LaidLine, readingOrder } from './layout.js';

/** Pixels of one page; one channel is grey, four are RGBA. */
export interface OcrPicture {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}

export interface OcrPage {
  text: string;
  /** Offsets into `text`; boxes as fractions of the upright page. */
  words: Word[];
  /** Mean over the words, 0..100. */
  confidence: number;
  /** Degrees by which the picture was turned clockwise to stand upright: 0, 90, 180 or 270. */
  rotation: number;
}

export interface OcrEngine {
  /** Rejects with the signal's reason as soon as it is aborted, and with Unreadable('crashed') when the engine dies. */
  recognise(picture: OcrPicture, signal?: AbortSignal): Promise<OcrPage>;
  /** Ends the engine's threads. */
  close(): Promise<void>;
}

/** Words of upright print come out above this, those of a page turned the wrong way far below. */
const plainlyUpright = 75;
/** Below this confidence a detected orientation is a guess. */
const sureOrientation = 2;

/**
 * An engine whose workers start at the first page and serve all pages until `close`. One page at a time. The
 * orientation is only detected where a page does not read well as it lies (or as the page before it lay).
 */
export function createTesseract(): OcrEngine {
  let reading: Promise<Living> | null = null;
  let orienting: Promise<Living> | null = null;
  let lastTurn = 0;
  const readTurned = async (picture: OcrPicture, rotation: number, signal?: AbortSignal): Promise<OcrPage> => {
    reading ??= startWorker('eng');
    const { worker, lost } = await reading;
    const job = worker.recognize(await toPng(picture, rotation), {}, { text: false, blocks: true });
    const { data } = await unlessAborted(Promise.race([job, lost]), signal);
    const { width, height } = picture;
    return { ...pageText(data, rotation % 180 === 0 ? { width, height } : { width: height, height: width }), rotation };
  };
  return {
    async recognise(picture, signal) {
      signal?.throwIfAborted();
      const first = await readTurned(picture, lastTurn, signal);
      if (first.confidence >= plainlyUpright) return first;
      orienting ??= startWorker('osd');
      const turn = await orientation(await orienting, await toPng(picture, 0), signal);
      if (turn === null || turn === lastTurn) return first;
      const second = await readTurned(picture, turn, signal);
      if (second.confidence <= first.confidence) return first;
      lastTurn = turn;
      return second;
    },
    async close() {
      const started = await Promise.allSettled([reading, orienting]);
      await Promise.all(
        started.map((entry) => (entry.status === 'fulfilled' ? entry.value?.worker.terminate() : null)),
      );
      reading = null;
      orienting = null;
    },
  };
}

interface Living {
  worker: Worker;
  /** Rejects when the worker's thread ends by itself. */
  lost: Promise<never>;
}

const require = createRequire(import.meta.url); // finds the language data where npm put it

async function startWorker(language: 'eng' | 'osd'): Promise<Living> {
  const { default: tesseract } = await import('tesseract.js');
  const offline = { gzip: true, cacheMethod: 'none', errorHandler: () => {} };
  const worker =
    language === 'eng'
      ? await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, {
          ...offline,
          langPath: join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int'),
        })
      : await tesseract.createWorker('osd', tesseract.OEM.TESSERACT_ONLY, {
          ...offline,
          langPath: join(dirname(require.resolve('@tesseract.js-data/osd/package.json')), '4.0.0'),
          legacyCore: true,
          legacyLang: true,
        });
  await worker.setParameters({ user_defined_dpi: '200', debug_file: '/dev/null' }); // it prints its guesses otherwise
  return { worker, lost: whenLost(worker) };
}

function whenLost(worker: Worker): Promise<never> {
  const { worker: thread } = worker as unknown as { worker: NodeJS.EventEmitter };
  const lost = new Promise<never>((_, reject) => {
    const message = 'The text recognition stopped on this page. Add the page again as a smaller picture.';
    const fail = (cause: unknown) => reject(new Unreadable('crashed', message, { cause }));
    thread.on('error', fail);
    thread.on('exit', fail);
  });
  lost.catch(() => {}); // the thread's usual end at close is nobody's failure
  return lost;
}

/** Degrees to turn the picture clockwise; null where that cannot be told. */
async function orientation({ worker, lost }: Living, png: Buffer, signal?: AbortSignal): Promise<number | null> {
  try {
    const { data } = await unlessAborted(Promise.race([worker.detect(png), lost]), signal);
    const sure = (data.orientation_confidence ?? 0) >= sureOrientation;
    return sure ? data.orientation_degrees : null;
  } catch (cause) {
    if (signal?.aborted || cause instanceof Unreadable) throw cause;
    return null; // too few characters to tell, which the engine reports as an error
  }
}

async function toPng(picture: OcrPicture, rotation: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { data, width, height, channels } = picture;
  return sharp(data, { raw: { width, height, channels } })
    .greyscale()
    .rotate(rotation)
    .withMetadata({ density: 200 })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** Words joined by spaces, lines by \n, paragraphs (as the engine saw them, where no columns were taken apart) by an empty line. */
function pageText(data: TesseractPage, size: { width: number; height: number }): Omit<OcrPage, 'rotation'> {
  const paragraphs = (data.blocks ?? []).flatMap((block) => block.paragraphs).map((each) => each.lines.map(laidLine));
  const found = paragraphs.flat().filter((line) => line.length > 0);
  const ordered = readingOrder(found);
  const kept = ordered.every((line, i) => line === found[i]);
  const starts = new Set(kept ? paragraphs.map((lines) => lines.find((line) => line.length > 0)) : []);
  const words: Word[] = [];
  let text = '';
  for (const line of ordered) {
    if (text !== '') text += starts.has(line) ? '\n\n' : '\n';
    for (const [i, word] of line.entries()) {
      if (i > 0) text += ' ';
      const box = { x: word.left / size.width, y: word.top / size.height };
      const extent = { width: (word.right - word.left) / size.width, height: (word.bottom - word.top) / size.height };
      words.push({ start: text.length, end: text.length + word.text.length, ...box, ...extent });
      text += word.text;
    }
  }
  const confidence = found.flat().reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  return { text, words, confidence: Math.round(confidence) };
}

function laidLine(line: Line): LaidLine {
  return line.words
    .filter((word) => word.text.trim() !== '')
    .map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => {
      return { text: text.trim(), confidence, left: x0, top: y0, right: x1, bottom: y1 };
    });
}

/** The job's result, unless the signal is aborted first. */
async function unlessAborted<T>(job: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return job;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    job.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
