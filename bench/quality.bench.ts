// How right the answers are, on data: dates, commitments and their threads, OCR and PDF, search, and a model beside the rules.
import { finish, type Part, parseBench, say } from './setup/report.js';

/** Each part loads what it needs when its turn comes. */
const parts: Record<string, (quick: boolean) => Promise<Part>> = {
  dates: async () => (await import('./quality/dates.js')).dates(),
  commitments: async () => (await import('./quality/commitments.js')).commitments(),
  ocr: async (quick) => (await import('./quality/ocr.js')).ocr(quick, say),
  dna: async () => (await import('./quality/dna.js')).dna(),
  model: async (quick) => (await import('./quality/model.js')).model(quick),
  search: async (quick) => (await import('./quality/search.js')).searchQuality({ quick }),
};

const { quick, only } = parseBench(
  'npm run bench -- quality [--quick] [--only PART]',
  'Scores what ViTo reads and understands against gold data; of data in two halves, one was tuned on and the other never looked at.',
  Object.keys(parts),
);

const figures: Record<string, unknown> = {};
const checks: [string, boolean][] = [];
for (const [name, part] of Object.entries(parts)) {
  if (only !== null && only !== name) continue;
  const done = await part(quick);
  for (const line of done.lines) say(line);
  say('');
  Object.assign(figures, done.figures);
  checks.push(...done.checks);
}
finish({ bench: 'quality', quick, ...figures }, checks);
