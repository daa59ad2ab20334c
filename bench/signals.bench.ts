// Fits the weights of the signals (understanding/src/extract/signals.ts) on the tuned gold sets, and says how well they do on
// sentences of files that they were not fitted with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chance } from '@vito/understanding/extract/weighed';
import { finish, parseBench, say } from './setup/report.js';
import { type Example, examplesOf } from './signals/examples.js';
import { fitted } from './signals/fit.js';

const { quick } = parseBench(
  'npm run bench -- signals [--quick]',
  'Fits what signals tell of a promise on the tuned gold sets, eight times on seven eighths and tried on the rest. WRITE=1 writes\n' +
    'the weights of the whole to packages/understanding/src/extract/signal-weights.ts.',
);
const gold = join(import.meta.dirname, '../packages/understanding/fixtures/gold');
const sets = quick ? ['tuned-4'] : ['tuned', 'tuned-2', 'tuned-3', 'tuned-4', 'tuned-5'];
/** From which chance on a sentence counts, where no rule speaks of it and where one does. */
const least = { unruled: 0.5, ruled: 0.5 };
const parts = 8;

const examples = (await Promise.all(sets.map((set) => examplesOf(join(gold, set))))).flat();
const sources = [...new Set(examples.map(({ source }) => source))].sort();
const partOf = new Map(sources.map((source, i) => [source, i % parts]));
const tried: (Example & { chance: number })[] = [];
for (let part = 0; part < parts; part++) {
  const without = fitted(examples.filter(({ source }) => partOf.get(source) !== part));
  for (const one of examples)
    if (partOf.get(one.source) === part) tried.push({ ...one, chance: chance(one.signals, without) });
}
const of = (ruled: boolean) => tried.filter((one) => one.ruled === ruled);
const figures: Record<string, unknown> = {};
for (const [name, group] of [
  ['unruled', of(false)],
  ['ruled', of(true)],
] as const) {
  const promises = group.filter(({ promise }) => promise).length;
  say(`${name}: ${group.length} sentences, ${promises} of them promises`);
  for (const from of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]) {
    const taken = group.filter(({ chance }) => chance >= from);
    const right = taken.filter(({ promise }) => promise).length;
    const [precision, recall] = [right / Math.max(1, taken.length), right / promises];
    say(
      `  from ${from.toFixed(2)}: ${taken.length} taken, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    );
    if (from === least[name])
      figures[name] = { sentences: group.length, promises, taken: taken.length, precision, recall };
  }
}
if (process.env.WRONG)
  for (const one of tried.sort((a, b) => b.chance - a.chance))
    if (one.promise !== one.chance >= least[one.ruled ? 'ruled' : 'unruled'])
      say(`${one.chance.toFixed(2)} ${one.ruled ? 'ruled' : '     '} ${one.promise ? 'missed' : 'wrong '} ${one.text}`);
if (process.env.WRITE) write();
finish({ bench: 'signals', quick, ...figures }, []);

function write(): void {
  const { bias, weights } = fitted(examples);
  const lines = Object.entries(weights)
    .map(([name, weight]) => `  ${/^[a-z]+$/.test(name) ? name : `'${name}'`}: ${Number(weight.toFixed(2))},`)
    .join('\n');
  writeFileSync(
    join(import.meta.dirname, '../packages/understanding/src/extract/signal-weights.ts'),
    `// Fitted by \`WRITE=1 npm run bench -- signals\`; not to be changed by hand.
export const bias = ${Number(bias.toFixed(2))};
/** A promise from this chance on: where no rule speaks of it, and where one does. */
export const least = { unruled: ${least.unruled}, ruled: ${least.ruled} };
export const weights: Record<string, number> = {
${lines}
};
`,
  );
}
