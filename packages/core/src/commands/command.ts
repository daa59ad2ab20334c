// What every command of the server's program is given.
import type { Config } from '@vito/runtime/config';
import type { Log } from '@vito/runtime/log';

export interface Command {
  config: Config;
  log: Log;
  version: string;
  args: string[];
}
