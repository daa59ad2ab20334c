// Months that the default partition holds, e.g. after a restore, get partitions of their own: only those can be put away.
import type pg from 'pg';
import { boundsOf, partitionOf } from './month.js';

/** Within a transaction of the owner, who need not see all rows. Appends wait for its end. Returns the months. */
export async function settleMonths(owner: pg.ClientBase): Promise<string[]> {
  await owner.query('alter table vito.events_rest no force row level security');
  const { rows } = await owner.query<{ month: string }>(
    "select distinct to_char(recorded_at at time zone 'UTC', 'YYYY-MM') as month from vito.events_rest order by 1",
  );
  for (const { month } of rows) {
    const { from, to } = boundsOf(month);
    const name = partitionOf(month);
    await owner.query(`create table vito.${name} (like vito.events including all)`);
    await owner.query(
      `with moved as (delete from vito.events_rest where recorded_at >= $1 and recorded_at < $2 returning *)
       insert into vito.${name} select * from moved`,
      [from, to],
    );
    await attach(owner, month);
  }
  await owner.query('alter table vito.events_rest force row level security');
  return rows.map(({ month }) => month);
}

/** Makes a table of `vito` that holds a month's events a partition of the log. */
export async function attach(owner: pg.ClientBase, month: string): Promise<void> {
  const { from, to } = boundsOf(month);
  const name = partitionOf(month);
  await owner.query(`alter table vito.events attach partition vito.${name} for values from ('${from}') to ('${to}')`);
  await owner.query(`select vito.protect('vito.${name}')`);
}
