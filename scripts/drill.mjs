// `npm run drill -- NAME [--quick]`: runs bench/NAME.drill.ts; without a name, lists them.
import { dispatch } from './dispatch.mjs';

await dispatch('drill', process.argv.slice(2));
