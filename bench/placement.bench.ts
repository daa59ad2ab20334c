// Past one primary: ten thousand tenants and a billion events, placed on primaries by three policies, over three years. A simulation:
// it measures nothing but the policies, and says which of them docs/scaling.md plans with.
import { createRandom } from './crash/random.js';
import { type Policy, simulate } from './placement/simulate.js';
import { finish, parseBench, say } from './setup/report.js';

const { quick } = parseBench(
  'npm run bench -- placement [--quick]',
  'Simulates tenants placed on primaries: by hash, on the emptiest, and on the emptiest with moves.',
);
const tenants = quick ? 1000 : 10_000;
const events = quick ? 1e8 : 1e9;
const seed = 20_261_126;
const policies: Policy[] = ['hash', 'emptiest', 'emptiest, with moves'];
const results = policies.map((policy) =>
  simulate({ tenants, events, months: 36, room: 1e8, random: createRandom(seed).next }, policy),
);
for (const { policy, primaries, unevenness, worst, moved, movedShare, largest } of results)
  say(
    `${policy.padEnd(22)} ${String(primaries).padStart(3)} primaries; fullest ${unevenness.toFixed(2)} of the mean (worst ${worst.toFixed(2)}); ` +
      `${moved} moves with ${(movedShare * 100).toFixed(1)} % of all events; largest tenant ${(largest * 100).toFixed(1)} % of a primary`,
  );
const chosen = results.at(-1) as (typeof results)[0];
finish({ bench: 'placement', quick, tenants, events, seed, results }, [
  ['with moves: the fullest has at most 1.3 of the mean', chosen.unevenness <= 1.3],
  ['with moves: fewer move than by hash', chosen.moved < (results[0]?.moved ?? 0)],
]);
