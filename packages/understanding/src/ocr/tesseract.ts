// OCR by Tesseract (WebAssembly, offline): lines with words of a level page, and which way up a page lies.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Line, Worker } from 'tesseract.js';
import { Unreadable } from '../unreadable.js';
import { unlessAborted } from './engine.js';
import { type Grey, toPng } from './grey.js';
import type { LaidLine } from './layout.js';

export interface Tesseract {
  /** Lines of an upright, level page; boxes in its pixels. */
  lines(page: Grey, language: Language, signal?: AbortSignal): Promise<LaidLine[]>;
  /** How the page must be turned clockwise to stand upright, and its script; null where that cannot be told. */
  orientation(page: Grey, signal?: AbortSignal): Promise<Orientation | null>;
  close(): Promise<void>;
}

/** A language by Tesseract's code, and the folder with `CODE.traineddata.gz`; null for the English that is always there. */
export interface Language {
  code: string;
  folder: string | null;
}

export interface Orientation {
  degrees: 0 | 90 | 180 | 270;
  /** Above 2 it can be believed. */
  confidence: number;
  /** Latin, Cyrillic, Han … */
  script: string;
}

interface Living {
  worker: Worker;
  /** Rejects when the worker's thread ends by itself. */
  lost: Promise<never>;
}

const require = createRequire(import.meta.url); // finds the language data where npm put it

/** Workers start at the first page that needs them and serve all pages until `close`. One page at a time. */
export function createTesseract(): Tesseract {
  const started = new Map<string, Promise<Living>>();
  const worker = (name: string, start: () => Promise<Living>) => {
    const running = started.get(name) ?? start();
    started.set(name, running);
    return running;
  };
  return {
    async lines(page, language, signal) {
      signal?.throwIfAborted();
      const { worker: thread, lost } = await worker(language.code, () => startReader(language));
      const job = thread.recognize(await toPng(page), {}, { text: false, blocks: true });
      const { data } = await unlessAborted(Promise.race([job, lost]), signal);
      const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.lines));
      return lines.map(laidLine).filter((line) => line.length > 0);
    },
    async orientation(page, signal) {
      signal?.throwIfAborted();
      const { worker: thread, lost } = await worker('osd', startOrienter);
      try {
        const { data } = await unlessAborted(Promise.race([thread.detect(await toPng(page)), lost]), signal);
        const degrees = (data.orientation_degrees ?? 0) as Orientation['degrees'];
        return { degrees, confidence: data.orientation_confidence ?? 0, script: data.script ?? '' };
      } catch (cause) {
        if (signal?.aborted || cause instanceof Unreadable) throw cause;
        return null; // too few characters to tell, which the engine reports as an error
      }
    },
    async close() {
      const settled = await Promise.allSettled(started.values());
      started.clear();
      await Promise.all(settled.map((entry) => (entry.status === 'fulfilled' ? entry.value.worker.terminate() : null)));
    },
  };
}

const offline = { gzip: true, cacheMethod: 'none', errorHandler: () => {} };

async function startReader({ code, folder }: Language): Promise<Living> {
  const { default: tesseract } = await import('tesseract.js');
  const own = () => join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  return ready(await tesseract.createWorker(code, tesseract.OEM.LSTM_ONLY, { ...offline, langPath: folder ?? own() }));
}

async function startOrienter(): Promise<Living> {
  const { default: tesseract } = await import('tesseract.js');
  const langPath = join(dirname(require.resolve('@tesseract.js-data/osd/package.json')), '4.0.0');
  const legacy = { ...offline, langPath, legacyCore: true, legacyLang: true };
  return ready(await tesseract.createWorker('osd', tesseract.OEM.TESSERACT_ONLY, legacy));
}

async function ready(worker: Worker): Promise<Living> {
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

function laidLine(line: Line): LaidLine {
  return line.words
    .filter((word) => word.text.trim() !== '')
    .map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => {
      return { text: text.trim(), confidence, left: x0, top: y0, right: x1, bottom: y1 };
    });
}
