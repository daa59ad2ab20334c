// What every verb of `vito connections` is given: its options, and where it asks and writes.
import type { Client } from '@vito/contracts/client';
import { SyncDialect } from '@vito/contracts/sync';
import { type Call, serverOptions } from './command.js';
import type { Output } from './output.js';

export const options = {
  dialect: { type: 'string', value: 'NAME', about: `with add: how it is fetched: ${SyncDialect.options.join(', ')}` },
  command: { type: 'string', value: 'CMD', about: 'with add: the program, by its name or path; VITO_TAPS allows it' },
  config: {
    type: 'string',
    value: 'FILE',
    about: 'with add and configure: the configuration, a JSON object in a file; - for standard input',
  },
  fresh: { type: 'boolean', about: 'with sync: from the beginning' },
  watch: { type: 'boolean', about: 'with sync: wait until it ends; exit code 1 where it did not finish' },
  stream: { type: 'string', value: 'S', about: 'with records and quarantine: only one stream' },
  deleted: { type: 'boolean', about: 'with records: those that were deleted there' },
  limit: { type: 'string', value: 'N', about: 'with runs, records and quarantine: at most N (default 50)' },
  ...serverOptions,
} as const;
export type ConnectionValues = Call<typeof options>['values'];

export interface Where {
  /** Found when it is first asked for: wrong use is said before. */
  readonly client: Client;
  out: Output;
}
