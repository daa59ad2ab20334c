// A crew on a database of its own, for one test file.
import type { Playbook } from '@vito/contracts/playbook';
import { crewOn } from './run-crew.js';
import { openSpine } from './spine.js';

export const openCrew = async (playbooks: Playbook[], leaseSeconds = 1) =>
  crewOn(await openSpine(), playbooks, leaseSeconds);
