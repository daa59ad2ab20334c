-- Outbox -> per-tenant sequence -> work. The outbox row IS "not yet sequenced".
create table vito.outbox (
  tenant_id uuid not null,
  position bigint generated always as identity,
  shard smallint not null,
  event_id text not null,
  stream text not null,
  version integer not null,
  type text not null,
  recorded_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- Its only index: rows live for milliseconds, and every append pays for each index.
create unique index outbox_order on vito.outbox (shard, position);

create table vito.tenant_seq (
  tenant_id uuid primary key,
  last bigint not null
) with (fillfactor = 50);

create table vito.event_seq (
  tenant_id uuid not null,
  seq bigint not null,
  event_id text not null,
  stream text not null,
  version integer not null,
  type text not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, seq)
);
create index event_seq_event on vito.event_seq (tenant_id, event_id);

create table vito.work (
  tenant_id uuid not null,
  subscription text not null,
  event_id text not null,
  stream text not null,
  version integer not null,
  recorded_at timestamptz not null,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  lease text,
  lease_until timestamptz,
  error text,
  dead_at timestamptz,
  primary key (tenant_id, subscription, event_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index work_due on vito.work (subscription, due_at) where dead_at is null;

select vito.protect(t) from unnest(array[
  'vito.outbox', 'vito.tenant_seq', 'vito.event_seq', 'vito.work']::regclass[]) as t;
select vito.protect_dispatch(t) from unnest(array[
  'vito.outbox', 'vito.tenant_seq', 'vito.event_seq', 'vito.work']::regclass[]) as t;
grant select, insert on vito.outbox to vito_app;
grant select on vito.tenant_seq, vito.event_seq to vito_app;
grant select, update, delete on vito.work to vito_app;
grant select, delete on vito.outbox to vito_dispatch;
grant select, insert, update on vito.tenant_seq, vito.event_seq to vito_dispatch;
grant select, insert, update, delete on vito.work to vito_dispatch;

-- Moves a batch of one shard from the outbox to its tenants' sequences and to work, in one statement. Only one caller at a
-- time per shard; the others get nothing. `subscriptions`: [{"type", "subscription"}]. Returns how far each tenant stands
-- and the subscriptions that got work; tells listeners on vito_seq the same, once per tenant and batch.
create function vito.sequence(p_shard smallint, p_limit integer, p_subscriptions jsonb)
  returns table (tenant_id uuid, last bigint, events bigint, woken text[]) language plpgsql as $$
#variable_conflict use_column
declare
  v_row record;
begin
  if not pg_try_advisory_xact_lock(hashtext('vito.sequence'), p_shard) then
    return;
  end if;
  for v_row in
  with batch as (
    delete from vito.outbox o
    using (select x.position from vito.outbox x where x.shard = p_shard order by x.position limit p_limit) b
    where o.shard = p_shard and o.position = b.position
    returning o.tenant_id, o.position, o.event_id, o.stream, o.version, o.type, o.recorded_at
  ), counted as (
    select b.tenant_id, count(*) as n from batch b group by b.tenant_id
  ), moved as (
    insert into vito.tenant_seq as s (tenant_id, last)
    select c.tenant_id, c.n from counted c order by c.tenant_id
    on conflict on constraint tenant_seq_pkey do update set last = s.last + excluded.last
    returning s.tenant_id, s.last
  ), numbered as (
    select b.*, row_number() over (partition by b.tenant_id order by b.position) as rank from batch b
  ), sequenced as (
    insert into vito.event_seq (tenant_id, seq, event_id, stream, version, type, recorded_at)
    select n.tenant_id, m.last - c.n + n.rank, n.event_id, n.stream, n.version, n.type, n.recorded_at
    from numbered n join moved m on m.tenant_id = n.tenant_id join counted c on c.tenant_id = n.tenant_id
  ), given as (
    insert into vito.work (tenant_id, subscription, event_id, stream, version, recorded_at)
    select n.tenant_id, s.subscription, n.event_id, n.stream, n.version, n.recorded_at
    from numbered n join jsonb_to_recordset(p_subscriptions) as s (type text, subscription text) on s.type = n.type
    returning subscription
  )
  select m.tenant_id, m.last, c.n, (select array_agg(distinct g.subscription) from given g) as woken
  from moved m join counted c on c.tenant_id = m.tenant_id
  loop
    perform pg_notify('vito_seq', v_row.tenant_id || ' ' || v_row.last);
    tenant_id := v_row.tenant_id; last := v_row.last; events := v_row.n; woken := v_row.woken;
    return next;
  end loop;
end $$;

-- Claims due work of a subscription under a lease of `p_seconds` by the database's clock.
create function vito.claim(p_subscription text, p_limit integer, p_lease text, p_seconds double precision)
  returns setof vito.work language sql as $$
  update vito.work w
  set lease = p_lease, lease_until = clock_timestamp() + make_interval(secs => p_seconds), attempts = w.attempts + 1
  from (
    select x.tenant_id, x.event_id from vito.work x
    where x.subscription = p_subscription and x.dead_at is null and x.due_at <= clock_timestamp()
      and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.due_at limit p_limit for update skip locked
  ) c
  where w.tenant_id = c.tenant_id and w.subscription = p_subscription and w.event_id = c.event_id
  returning w.*
$$;

revoke all on function vito.sequence(smallint, integer, jsonb) from public;
revoke all on function vito.claim(text, integer, text, double precision) from public;
grant execute on function vito.sequence(smallint, integer, jsonb) to vito_dispatch;
grant execute on function vito.claim(text, integer, text, double precision) to vito_dispatch;
