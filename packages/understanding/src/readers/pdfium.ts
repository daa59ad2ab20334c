// A narrow door to PDFium (WebAssembly): open a document, a page's characters with their boxes, a page's picture.
import { Unreadable } from '../unreadable.js';
import type { Pdfium } from './pdfium-functions.js';

/** A character as the page shows it. Boxes are fractions of the turned page, origin at its top left. */
export interface PdfCharacter {
  code: number;
  /** A hyphen that only breaks a word at a line's end. */
  hyphen: boolean;
  /** PDFium does not know which character the glyph stands for. */
  unmapped: boolean;
  /** Degrees by which the character is turned clockwise on the untouched page. */
  angle: number;
  box: { left: number; top: number; right: number; bottom: number } | null;
}

export interface PdfPage {
  /** Points, as a viewer shows the page (its own /Rotate applied). */
  width: number;
  height: number;
  images: number;
  paths: number;
  /** Share (0..1) of the page that its largest picture covers. */
  pictured: number;
  /** Characters in the document's order; boxes on the page turned by `rotation` degrees clockwise (0, 90, 180, 270). */
  characters(rotation: number): PdfCharacter[];
  /** The page turned by `rotation` and drawn on white; `width` is that of the turned page. */
  render(options: { width: number; rotation: number }): PdfPicture;
}

export interface PdfPicture {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 4;
}

export interface PdfDocument {
  pageCount: number;
  /** Runs `use` on page `index` (from 0); null where PDFium cannot load that page. */
  page<T>(index: number, use: (page: PdfPage) => T): T | null;
  close(): void;
}

const errorPassword = 4;
const errorSecurity = 5;
const objectTypes = { path: 2, image: 3, form: 5 };
/** PDFium's number for four bytes a pixel. */
const bgra = 4;
const renderFlags = { annotations: 0x01, rgbaOrder: 0x10 };
/** Places are asked for on a page of this many pixels a side, at points this far apart: seven digits of each fraction. */
const grid = 10_000_000;
const unit = 500;
/** WebAssembly memory never shrinks; an instance that grew beyond this (bytes) is not used again. */
const largestKept = 256 * 1024 * 1024;

let kept: Pdfium | null = null;

/** Opens a PDF; an empty user password is tried. Throws Unreadable ('encrypted', 'truncated', 'malformed', 'no-pages'). */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const pdfium = kept ?? (await loadPdfium());
  kept = null;
  let broken = false; // a failure inside WebAssembly leaves an instance that nobody should use again
  const pointer = pdfium.wasmExports.malloc(Math.max(1, bytes.length));
  if (pointer === 0)
    throw new Unreadable('out-of-memory', 'This PDF is too large to be opened. Split it and add the parts.');
  pdfium.HEAPU8.set(bytes, pointer);
  const document = pdfium._FPDF_LoadMemDocument(pointer, bytes.length, 0);
  const pageCount = document ? pdfium._FPDF_GetPageCount(document) : 0;
  const close = () => {
    if (broken) return;
    if (document) pdfium._FPDF_CloseDocument(document);
    pdfium.wasmExports.free(pointer);
    if (pdfium.HEAPU8.length <= largestKept) kept = pdfium;
  };
  if (!document || pageCount === 0) {
    const code = pdfium._FPDF_GetLastError();
    close();
    throw document ? noPages() : cannotOpen(code, bytes);
  }
  const page: PdfDocument['page'] = (index, use) => {
    broken = true;
    const result = withPage(pdfium, document, index, use);
    broken = false;
    return result;
  };
  return { pageCount, page, close };
}

async function loadPdfium(): Promise<Pdfium> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library: unknown = await PDFiumLibrary.init();
  return (library as { module: Pdfium }).module;
}

function withPage<T>(pdfium: Pdfium, document: number, index: number, use: (page: PdfPage) => T): T | null {
  const handle = pdfium._FPDF_LoadPage(document, index);
  if (!handle) return null;
  try {
    return use({
      width: pdfium._FPDF_GetPageWidth(handle),
      height: pdfium._FPDF_GetPageHeight(handle),
      ...countObjects(pdfium, handle),
      characters: (rotation) => charactersOf(pdfium, handle, rotation),
      render: (options) => renderPage(pdfium, handle, options),
    });
  } finally {
    pdfium._FPDF_ClosePage(handle);
  }
}

/** Pictures and drawn paths on the page, also those inside form objects, and how much the largest picture covers. */
function countObjects(pdfium: Pdfium, page: number): { images: number; paths: number; pictured: number } {
  const found = { images: 0, paths: 0, pictured: 0 };
  const area = pdfium._FPDF_GetPageWidth(page) * pdfium._FPDF_GetPageHeight(page);
  const visit = (object: number, depth: number) => {
    const type = pdfium._FPDFPageObj_GetType(object);
    if (type === objectTypes.image) found.images++;
    if (type === objectTypes.image && depth === 0)
      found.pictured = Math.max(found.pictured, Math.min(1, areaOf(pdfium, object) / area));
    if (type === objectTypes.path) found.paths++;
    if (type !== objectTypes.form || depth > 4) return;
    const inner = pdfium._FPDFFormObj_CountObjects(object);
    for (let i = 0; i < inner; i++) visit(pdfium._FPDFFormObj_GetObject(object, i), depth + 1);
  };
  const count = pdfium._FPDFPage_CountObjects(page);
  for (let i = 0; i < count; i++) visit(pdfium._FPDFPage_GetObject(page, i), 0);
  return found;
}

/** Square points that an object covers. */
function areaOf(pdfium: Pdfium, object: number): number {
  const scratch = pdfium.wasmExports.malloc(16);
  try {
    if (!pdfium._FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return 0;
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.HEAPF32.subarray(scratch / 4, scratch / 4 + 4);
    return Math.max(0, right - left) * Math.max(0, top - bottom);
  } finally {
    pdfium.wasmExports.free(scratch);
  }
}

function charactersOf(pdfium: Pdfium, page: number, rotation: number): PdfCharacter[] {
  const text = pdfium._FPDFText_LoadPage(page);
  if (!text) return [];
  const scratch = pdfium.wasmExports.malloc(40);
  try {
    const pageTurn = pdfium._FPDFPage_GetRotation(page) * 90;
    const place = placing(pdfium, page, rotation, scratch);
    return Array.from({ length: Math.max(0, pdfium._FPDFText_CountChars(text)) }, (_, i) => {
      const generated = pdfium._FPDFText_IsGenerated(text, i) === 1;
      const angle = (pdfium._FPDFText_GetCharAngle(text, i) * 180) / Math.PI + pageTurn;
      return {
        code: pdfium._FPDFText_GetUnicode(text, i),
        hyphen: pdfium._FPDFText_IsHyphen(text, i) === 1,
        unmapped: pdfium._FPDFText_HasUnicodeMapError(text, i) === 1,
        angle: Math.round(angle) % 360,
        box: generated ? null : characterBox(pdfium, text, i, scratch, place),
      };
    });
  } finally {
    pdfium.wasmExports.free(scratch);
    pdfium._FPDFText_ClosePage(text);
  }
}

/** From a page's points to fractions of it as it is shown: three corners tell, and asking for each character is slow. */
function placing(pdfium: Pdfium, page: number, rotation: number, scratch: number) {
  const place = (x: number, y: number): [number, number] => {
    pdfium._FPDF_PageToDevice(page, 0, 0, grid, grid, rotation / 90, x, y, scratch + 32, scratch + 36);
    const at = scratch / 4 + 8;
    return [(pdfium.HEAP32[at] ?? 0) / grid, (pdfium.HEAP32[at + 1] ?? 0) / grid];
  };
  const [x0, y0] = place(0, 0);
  const [xx, xy] = place(unit, 0);
  const [yx, yy] = place(0, unit);
  const [a, b, c, d] = [(xx - x0) / unit, (xy - y0) / unit, (yx - x0) / unit, (yy - y0) / unit];
  return (x: number, y: number): [number, number] => [x0 + a * x + c * y, y0 + b * x + d * y];
}

function characterBox(
  pdfium: Pdfium,
  text: number,
  i: number,
  scratch: number,
  place: (x: number, y: number) => [number, number],
) {
  if (!pdfium._FPDFText_GetCharBox(text, i, scratch, scratch + 8, scratch + 16, scratch + 24)) return null;
  const [heap, at] = [pdfium.HEAPF64, scratch / 8];
  const [x1, y1] = place(heap[at] ?? 0, heap[at + 3] ?? 0);
  const [x2, y2] = place(heap[at + 1] ?? 0, heap[at + 2] ?? 0);
  return { left: Math.min(x1, x2), right: Math.max(x1, x2), top: Math.min(y1, y2), bottom: Math.max(y1, y2) };
}

function renderPage(
  pdfium: Pdfium,
  page: number,
  { width, rotation }: { width: number; rotation: number },
): PdfPicture {
  const turned = rotation % 180 !== 0;
  const ratio = pdfium._FPDF_GetPageHeight(page) / pdfium._FPDF_GetPageWidth(page);
  const height = Math.max(1, Math.round(width * (turned ? 1 / ratio : ratio)));
  const channels = 4;
  const pixels = pdfium.wasmExports.malloc(width * height * channels);
  if (pixels === 0)
    throw new Unreadable('out-of-memory', 'A page of this PDF is too large to be drawn. Print it smaller.');
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, bgra, pixels, width * channels);
  try {
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    const flags = renderFlags.annotations | renderFlags.rgbaOrder;
    pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, rotation / 90, flags);
    return { data: pdfium.HEAPU8.slice(pixels, pixels + width * height * channels), width, height, channels };
  } finally {
    pdfium._FPDFBitmap_Destroy(bitmap);
    pdfium.wasmExports.free(pixels);
  }
}

function noPages(): Unreadable {
  return new Unreadable('no-pages', 'This PDF has no pages. Create it again from its program and add that.');
}

function cannotOpen(code: number, bytes: Uint8Array): Unreadable {
  if (code === errorPassword || code === errorSecurity) {
    return new Unreadable('encrypted', 'This PDF needs a password. Save a copy without it and add that.');
  }
  if (!endsProperly(bytes)) {
    return new Unreadable('truncated', 'This PDF is cut off: its end is missing. Download or send it again.');
  }
  return new Unreadable('malformed', 'This PDF is damaged. Open it in a PDF program, save it again, and add that.');
}

/** A complete PDF ends in %%EOF, give or take a kilobyte of what servers append. */
export function endsProperly(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-2048)).includes('%%EOF');
}
