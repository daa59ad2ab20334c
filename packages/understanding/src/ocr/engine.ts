// What an OCR engine is given, and what it gives back.
import type { Word } from '@vito/contracts/reading';

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
  /** Which engine's words these are. */
  engine: 'tesseract' | 'paddle';
  /** For people: the language data that would read this page better; null where nothing is missing. */
  advice: string | null;
}

/** Language data for Tesseract in a folder: `CODE.traineddata.gz`. */
export interface LanguagePack {
  /** Tesseract's code, e.g. deu. */
  code: string;
  folder: string;
}

export interface OcrEngine {
  /** Rejects with the signal's reason as soon as it is aborted, and with Unreadable('crashed') when the engine dies. */
  recognise(picture: OcrPicture, signal?: AbortSignal): Promise<OcrPage>;
  /** Ends the engine's threads. */
  close(): Promise<void>;
}

/** The job's result, unless the signal is aborted first. */
export async function unlessAborted<T>(job: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return job;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    job.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
