// How fast the real append is: against raw one-row commits on the same server, in batches, to the feed, and under reading.
import { type AppendFigures, appendAgainstRaw } from './append/against-raw.js';
import { commitToFeed } from './append/commit-to-feed.js';
import { readsUnderLoad } from './append/reads.js';
import { openBench } from './setup/bench-server.js';
import { finish, median, parseBench, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run bench -- append [--quick]',
  'Appends against raw commits (8 connections), batches of 50, commit to feed at 300 events/s, GETs over 100,000 events.',
);
const runs = quick ? 1 : 5;
const seconds = quick ? 2 : 5;

const bench = await openBench();
try {
  await bench.printSettings();
  const figures: AppendFigures[] = [];
  for (let run = 1; run <= runs; run++) {
    const figure = await appendAgainstRaw(bench, { connections: 8, seconds });
    say(
      `run ${run}/${runs}: raw ${figure.raw.toFixed(0)}/s, append ${figure.append.toFixed(0)}/s (ratio ${figure.ratio.toFixed(2)}), ` +
        `batches of 50 ${figure.batched.toFixed(0)} events/s (${figure.batchGain.toFixed(1)}x), sequencer behind ${figure.behindMs.toFixed(0)} ms`,
    );
    figures.push(figure);
  }
  const feed = [];
  for (let run = 1; run <= runs; run++) {
    feed.push(await commitToFeed(bench, { perSecond: 300, seconds: quick ? 3 : 10 }));
    say(
      `commit to feed, run ${run}/${runs}: p50 ${feed.at(-1)?.p50.toFixed(1)} ms, p99 ${feed.at(-1)?.p99.toFixed(1)} ms`,
    );
  }
  const reads = await readsUnderLoad(bench, {
    events: quick ? 5_000 : 100_000,
    perSecond: 50,
    seconds: quick ? 5 : 20,
    runs,
  });
  const result = {
    bench: 'append',
    quick,
    runs,
    ratio: median(figures.map((f) => f.ratio)),
    rawPerSecond: median(figures.map((f) => f.raw)),
    appendPerSecond: median(figures.map((f) => f.append)),
    appendP50Ms: median(figures.map((f) => f.p50)),
    appendP99Ms: median(figures.map((f) => f.p99)),
    batchGain: median(figures.map((f) => f.batchGain)),
    sequencerBehindMs: Math.max(...figures.map((f) => f.behindMs)),
    feedP50Ms: median(feed.map((f) => f.p50)),
    feedP99Ms: median(feed.map((f) => f.p99)),
    reads,
  };
  finish(result, [
    ['append / raw commits >= 0.35', result.ratio >= 0.35],
    ['batches of 50 >= 3x events/s', result.batchGain >= 3],
    ['sequencer under 1 s behind', result.sequencerBehindMs < 1000],
    ['commit to feed p99 < 50 ms', result.feedP99Ms < 50],
    ['every GET p99 < 200 ms', Object.values(reads).every((route) => route.p99 < 200)],
  ]);
} finally {
  await bench.close();
}
