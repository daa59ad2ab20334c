// `npm run bench -- NAME [--quick]`: runs bench/NAME.bench.ts; without a name, lists them.
import { dispatch } from './dispatch.mjs';

await dispatch('bench', process.argv.slice(2));
