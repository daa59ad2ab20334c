// Which process watches which connection: taken for some seconds by the database's clock, and renewed. Whoever is killed or stands
// still is followed by another once its time is over.
import type pg from 'pg';

export interface Held {
  tenant: string;
  connection: string;
  /** Changes with each change of the connection. */
  since: string;
}

const most = 200; // sessions of one process

/** Renews what this holder has, takes what nobody has, and lets go of what is not to be watched any more. */
export async function holdWatches(pool: pg.Pool, holder: string, lease: number): Promise<Held[]> {
  const { rows } = await pool.query<{ tenant_id: string; connection_id: string; watched_since: Date }>(
    `with free as (
       select s.tenant_id, s.connection_id from vito.sync_schedule s
       left join vito.sync_watch w on w.tenant_id = s.tenant_id and w.connection_id = s.connection_id
       where s.watched_since is not null and (w.holder is null or w.holder = $1 or w.until < now())
       order by w.holder = $1 desc nulls last limit ${most}
     ), ended as (
       delete from vito.sync_watch w using vito.sync_schedule s
       where w.holder = $1 and s.tenant_id = w.tenant_id and s.connection_id = w.connection_id and s.watched_since is null
     ), held as (
       insert into vito.sync_watch (tenant_id, connection_id, holder, until)
       select f.tenant_id, f.connection_id, $1, now() + make_interval(secs => $2) from free f order by f.tenant_id, f.connection_id
       on conflict (tenant_id, connection_id) do update set holder = excluded.holder, until = excluded.until
         where sync_watch.holder = excluded.holder or sync_watch.until < now()
       returning tenant_id, connection_id
     )
     select s.tenant_id, s.connection_id, s.watched_since from held h
     join vito.sync_schedule s on s.tenant_id = h.tenant_id and s.connection_id = h.connection_id`,
    [holder, lease / 1000],
  );
  return rows.map((row) => ({
    tenant: row.tenant_id,
    connection: row.connection_id,
    since: row.watched_since.toISOString(),
  }));
}

export async function releaseWatches(pool: pg.Pool, holder: string): Promise<void> {
  await pool.query('delete from vito.sync_watch where holder = $1', [holder]);
}
