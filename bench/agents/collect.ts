// Collects garbage, in a process that was not started for it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

export function collect(): void {
  for (let turn = 0; turn < 4; turn++) gc(); // what a first turn finds dead may hold more
}
