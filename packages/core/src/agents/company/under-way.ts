// Open runs about a commitment: those of playbooks whose limit's key is the commitment, found by the slots' own index.
import { sql } from 'kysely';
import type { Reader } from '../../platform/database.js';

/** Whether any run that could be about a commitment is open: most documents come in while none is. */
export async function someRun(reader: Reader): Promise<boolean> {
  const row = await reader.selectFrom('run_slot').select('run_id').where('queue', 'is not', null).executeTakeFirst();
  return row !== undefined;
}

/** Of these playbooks, or of all that the company has: runs, with the commitment of each. */
export async function runsAbout(
  reader: Reader,
  commitments: readonly string[],
  only?: readonly string[],
): Promise<{ run: string; commitment: string }[]> {
  if (commitments.length === 0) return [];
  const playbooks = only ?? (await reader.selectFrom('playbook').select('name').distinct().execute()).map(nameOf);
  const queues = playbooks.flatMap((name) => commitments.map((id) => `${name} ${id}`));
  if (queues.length === 0) return [];
  const rows = await reader
    .selectFrom('run_slot')
    .select(['run_id', 'queue'])
    .where(sql<boolean>`queue = any(${queues}::text[])`)
    .execute();
  return rows.map(({ run_id, queue }) => ({ run: run_id, commitment: queue?.slice(queue.indexOf(' ') + 1) ?? '' }));
}

const nameOf = ({ name }: { name: string }): string => name;

/** Of these commitments those that an open run of the playbook is about. */
export async function underWay(reader: Reader, playbook: string, commitments: readonly string[]): Promise<Set<string>> {
  return new Set((await runsAbout(reader, commitments, [playbook])).map(({ commitment }) => commitment));
}
