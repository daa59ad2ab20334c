// How well pages are read: forty made and worn ones, public scans, a long scanned PDF, and the text of public PDFs.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, type Part, quantile } from '../setup/report.js';
import { errorRate } from './error-rate.js';
import { makePage, type OcrCase, pageCount } from './ocr-pages/pages.js';
import { scannedPdf } from './ocr-pages/scanned-pdf.js';
import type { Asked, JobAnswer, PictureAnswer } from './ocr-reader.js';

/** Beside the repository, where a working copy has them. */
const sharedData = join(import.meta.dirname, '../../../shared/data');
/** Characters from which a page is dense. */
const dense = 2_500;
/** MB that a process of the compute pool may have. */
const memoryLimit = 1_100;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** `quick` reads only the first eight pages and a PDF of four. `tell` hears of each page when it was read. */
export async function ocr(quick: boolean, tell: (line: string) => void): Promise<Part> {
  const made = await madePages(quick ? 8 : pageCount, tell);
  const parts = [made, await publicScans(), await longScan(made.pages, quick ? 4 : 20), await publicPdfs()];
  return {
    figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
    checks: parts.flatMap(({ checks }) => checks),
    lines: parts.flatMap(({ lines }) => lines),
  };
}

type ScoredPage = Pick<OcrCase, 'name' | 'kind' | 'half' | 'bytes'> & PictureAnswer & { rate: number; length: number };

async function madePages(count: number, tell: (line: string) => void): Promise<Part & { pages: ScoredPage[] }> {
  const reader = startReader();
  const pages: ScoredPage[] = [];
  const lines = ['made pages'];
  tell('made pages: kind, half, resolution, skew -> engine, confidence, errors, processor time');
  for (let index = 0; index < count; index++) {
    const { text, ...page } = await makePage(index);
    const found = await reader.ask<PictureAnswer>({ picture: page.bytes });
    const scored = { ...page, ...found, rate: errorRate(found.text, text), length: text.length };
    pages.push(scored);
    const where = `${page.half}, ${page.dotsPerInch} dpi, ${page.wear.skew.toFixed(1)}°`;
    const how = `${found.engine} ${found.confidence}, CER ${percent(scored.rate)}, ${found.cpu.toFixed(1)} s`;
    tell(`  ${page.name.padEnd(16)} ${where.padEnd(30)} -> ${how}${scored.length >= dense ? ', dense' : ''}`);
  }
  await reader.end();
  const rates = pages.map(({ rate }) => rate);
  const half = (which: OcrCase['half']) => mean(pages.filter((page) => page.half === which).map(({ rate }) => rate));
  const times = pages.filter(({ length }) => length >= dense).map(({ cpu }) => cpu);
  const receipts = pages.filter(({ kind }) => kind === 'receipt');
  const kinds = [...new Set(pages.map(({ kind }) => kind))];
  for (const kind of kinds) {
    const own = pages.filter((page) => page.kind === kind).map(({ rate }) => rate);
    lines.push(`  ${kind.padEnd(16)} mean CER ${percent(mean(own))} of ${own.length}`);
  }
  const figures = {
    cer: { mean: mean(rates), p90: quantile(rates, 0.9), tuned: half('tuned'), heldBack: half('held back') },
    secondEngine: pages.filter(({ engine }) => engine === 'paddle').length,
    densePage: { pages: times.length, median: median(times), most: Math.max(...times) },
  };
  lines.push(`  tuned half ${percent(figures.cer.tuned)}, half held back ${percent(figures.cer.heldBack)} mean CER`);
  lines.push(`  all ${percent(figures.cer.mean)} mean CER, 90th percentile ${percent(figures.cer.p90)}`);
  lines.push(
    `  dense pages: median ${figures.densePage.median.toFixed(1)} s, most ${figures.densePage.most.toFixed(1)} s`,
  );
  const checks: Part['checks'] = [
    ['made pages: mean CER < 6 %', figures.cer.mean < 0.06],
    ['made pages: 90th percentile of CER < 15 %', figures.cer.p90 < 0.15],
    ['every receipt goes to the second engine', receipts.every(({ engine }) => engine === 'paddle')],
    ['dense page: median <= 12 s of processor time', figures.densePage.median <= 12],
    ['dense page: none over 25 s of processor time', figures.densePage.most <= 25],
  ];
  return { figures: { madePages: figures }, checks, lines, pages };
}

async function publicScans(): Promise<Part> {
  const folder = join(sharedData, 'ocr');
  if (!existsSync(folder)) return missing('public scans', folder);
  const reader = startReader();
  const lines = ['public scans'];
  const rates: number[] = [];
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.txt'))) {
    const wanted = readFileSync(join(folder, file.replace(/\.\w+$/, '.txt')), 'utf8');
    const found = await reader.ask<PictureAnswer>({ picture: readFileSync(join(folder, file)) });
    rates.push(errorRate(found.text, wanted));
    lines.push(`  ${file.padEnd(24)} ${found.engine} ${found.confidence}, CER ${percent(rates.at(-1) ?? 1)}`);
  }
  await reader.end();
  return {
    figures: { publicScans: { cer: mean(rates) } },
    checks: [['public scans: mean CER < 3 %', mean(rates) < 0.03]],
    lines,
  };
}

/** The made pages as one PDF, read in jobs as the compute pool does: in a new process when one kept half of its memory. */
async function longScan(pages: readonly ScoredPage[], count: number): Promise<Part> {
  const sheets = pages.filter(({ kind }) => kind !== 'receipt').map(({ bytes }) => bytes);
  const bytes = await scannedPdf(Array.from({ length: count }, (_, i) => sheets[i % sheets.length] as Uint8Array));
  const jobs: JobAnswer[] = [];
  let reader = startReader();
  for (let from: number | null = 0; from !== null; ) {
    const job: JobAnswer = await reader.ask<JobAnswer>({ file: bytes, name: 'scan.pdf', from });
    jobs.push(job);
    from = job.next;
    if (job.resident < memoryLimit / 2) continue;
    await reader.end();
    reader = startReader();
  }
  await reader.end();
  const read = jobs.reduce((sum, job) => sum + job.pages, 0);
  const cpu = jobs.reduce((sum, job) => sum + job.cpu, 0);
  const longest = Math.max(...jobs.map(({ wall }) => wall));
  const memory = Math.max(...jobs.map((job) => job.memory));
  const lines = [
    `scanned PDF of ${count} pages: ${read} read in ${jobs.length} jobs, the longest ${longest.toFixed(1)} s by the clock; ${cpu.toFixed(0)} s of processor time, ${memory.toFixed(0)} MB at most`,
  ];
  const checks: Part['checks'] = [
    [`scanned PDF: all ${count} pages are read`, read === count],
    ['scanned PDF: under 1100 MB', memory < memoryLimit],
    ['scanned PDF: no job over 30 s', longest <= 30],
  ];
  return { figures: { scannedPdf: { pages: count, jobs: jobs.length, longest, cpu, memory } }, checks, lines };
}

async function publicPdfs(): Promise<Part> {
  const folder = join(sharedData, 'pdf');
  if (!existsSync(folder)) return missing('public PDFs', folder);
  const reader = startReader();
  const lines = ['public PDFs'];
  let silent = 0;
  for (const name of readdirSync(folder)) {
    const found = await reader.ask<JobAnswer>({ file: readFileSync(join(folder, name)), name, from: 0 });
    if (found.problem === null && found.characters === 0) silent++;
    lines.push(`  ${name.padEnd(28)} ${found.problem ?? `${found.pages} pages, ${found.characters} characters`}`);
  }
  const paper = readFileSync(join(folder, 'tracemonkey.pdf'));
  const speeds: number[] = [];
  for (let i = 0; i < 5; i++) {
    const found = await reader.ask<JobAnswer>({ file: paper, name: 'tracemonkey.pdf', from: 0 });
    speeds.push(found.pages / found.cpu);
  }
  await reader.end();
  const speed = median(speeds);
  lines.push(`  tracemonkey.pdf: ${speed.toFixed(0)} pages/s on one core`);
  const checks: Part['checks'] = [
    ['PDF text: at least 25 pages/s on one core', speed >= 25],
    ['every public PDF gives text or its own error', silent === 0],
  ];
  return { figures: { pdfText: { pagesPerSecond: speed } }, checks, lines };
}

const missing = (what: string, folder: string): Part => ({
  figures: {},
  checks: [],
  lines: [`${what}: left out, nothing in ${folder}`],
});

/** A process with the memory that the compute pool gives its own. */
function startReader() {
  const execArgv = ['--max-old-space-size=750', '--conditions=source', '--import', 'tsx'];
  const program = join(import.meta.dirname, 'ocr-reader.ts');
  const child: ChildProcess = fork(program, { execArgv, serialization: 'advanced' });
  const ended = once(child, 'exit');
  return {
    async ask<T>(asked: Asked): Promise<T> {
      const answered = once(child, 'message');
      child.send(asked);
      const came = await Promise.race([
        answered,
        ended.then(([code, signal]) => Promise.reject(new Error(`the reader ended: ${code ?? signal}`))),
      ]);
      return came[0] as T;
    },
    async end(): Promise<void> {
      child.kill();
      await ended;
    },
  };
}
