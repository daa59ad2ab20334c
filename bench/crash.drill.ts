// Fifty kill -9 of server, reading processes and database while documents are posted; then every promise is checked.
import { postDocuments } from './crash/documents.js';
import { killAtRandom } from './crash/kills.js';
import { startSupervised } from './crash/supervised-server.js';
import { verify } from './crash/verify.js';
import { finish, parseBench, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run drill -- crash [--quick]',
  'Kills server, reading processes and database with kill -9 at seeded random instants while documents come in, at least a\n' +
    'fifth each inside an append, between commit and sequence, and during OCR. Then checks that nothing acknowledged was lost\n' +
    'or doubled, that each sequence is dense and that projections rebuild byte-identical. SEED=n repeats a run.',
);
const seed = Number(process.env.SEED ?? 20261125);
const kills = quick ? 6 : 50;

say(`seed ${seed}, ${kills} kills`);
const server = await startSupervised();
try {
  const posting = postDocuments(server, seed);
  const hits = await killAtRandom(server, { kills, seed, say });
  const acknowledged = await posting.end();
  say(`acknowledged ${acknowledged.size} documents; waiting until all is done`);
  const found = await verify(server, acknowledged, say);
  finish({ drill: 'crash', quick, seed, kills: hits, acknowledged: acknowledged.size, ...found }, [
    [`${kills} kills`, hits.total === kills],
    ['a fifth of them inside an append', hits.inAppend >= Math.floor(kills / 5)],
    ['a fifth of them between commit and sequence', hits.beforeSequence >= Math.floor(kills / 5)],
    ['a fifth of them during OCR', hits.inOcr >= Math.floor(kills / 5)],
    ['every acknowledged document is there', found.lost === 0],
    ['each has exactly one document.read', found.notReadOnce === 0],
    ['each has exactly one set of commitments', found.notExtractedOnce === 0],
    ['each sequence is dense', found.dense],
    ['every event is sequenced once', found.unsequenced === 0],
    ['projections rebuild byte-identical', found.identical],
    ['no work is dead', found.deadWork === 0],
  ]);
} finally {
  await server.end();
}
