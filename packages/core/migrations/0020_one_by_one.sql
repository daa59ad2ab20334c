-- Tables of work, and of events on their way, are empty at one moment and hold tens of thousands of rows at the next. A session
-- keeps the plans that it made when they were empty, and a join then reads one whole table for each row of the other: a flood
-- was sequenced at a few events a second instead of thousands. What is looked for here is looked for by its key, one by one. New besides: work can be due again in the commit of its effect.
-- p: {tenant, shard,
--     streams: [{stream, expected, version}]     expected 0: a new stream
--     keys:    [{key, stream, version}]          taken keys refuse the whole call
--     datakeys:[{key_id, wrapped, master}]       new data keys, wrapped bytes in base64
--     events:  [{stream, version, event_id, type, type_version, data, vault_id, key_id, box, actor, cause, at}]   box: base64
--     rows:    [{table, rows: [row, …]}]         whole rows of inline projections
--     work:    [{subscription, event_id, lease, again}] the work that this call finishes; with `again`, it is due
--                                            again after so many seconds, as if it were new}
create or replace function vito.append(p jsonb) returns timestamptz language plpgsql as $$
declare
  v_tenant uuid := (p ->> 'tenant')::uuid;
  v_now timestamptz;
  v_moved integer;
  v_put boolean;
  v_item record;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);

  if p ? 'work' then
    v_moved := 0;
    for v_item in select * from jsonb_to_recordset(p -> 'work') as d (subscription text, event_id text, lease text, again float8)
      order by d.event_id -- as renewing does
    loop
      if v_item.again is null then
        delete from vito.work w
        where w.tenant_id = v_tenant and w.subscription = v_item.subscription and w.event_id = v_item.event_id
          and w.lease = v_item.lease;
      else
        update vito.work w set lease = null, lease_until = null, attempts = 0, error = null,
          due_at = clock_timestamp() + make_interval(secs => v_item.again)
        where w.tenant_id = v_tenant and w.subscription = v_item.subscription and w.event_id = v_item.event_id
          and w.lease = v_item.lease;
      end if;
      if found then
        v_moved := v_moved + 1;
      end if;
    end loop;
    if v_moved < jsonb_array_length(p -> 'work') then
      raise exception using errcode = 'VT003', message = 'the lease on this work is lost';
    end if;
  end if;

  if p ? 'keys' then
    insert into vito.event_key (tenant_id, key, stream, version)
    select v_tenant, k.key, k.stream, k.version
    from jsonb_to_recordset(p -> 'keys') as k (key text, stream text, version integer)
    order by k.key
    on conflict do nothing;
    get diagnostics v_moved = row_count;
    if v_moved < jsonb_array_length(p -> 'keys') then
      raise exception using errcode = 'VT001', message = 'this was done before';
    end if;
  end if;

  if jsonb_path_exists(p, '$.streams[*] ? (@.expected > 0)') then
    -- Everybody takes heads, as keys, in one order: two calls over the same streams wait for each other, never in a circle.
    v_moved := 0;
    for v_item in
      select * from jsonb_to_recordset(p -> 'streams') as s (stream text, expected integer, version integer) order by s.stream
    loop
      if v_item.expected = 0 then
        insert into vito.stream_head (tenant_id, stream, version) values (v_tenant, v_item.stream, v_item.version)
        on conflict do nothing;
      else
        update vito.stream_head h set version = v_item.version
        where h.tenant_id = v_tenant and h.stream = v_item.stream and h.version = v_item.expected;
      end if;
      if found then
        v_moved := v_moved + 1;
      end if;
    end loop;
  else
    insert into vito.stream_head (tenant_id, stream, version)
    select v_tenant, s.stream, s.version from jsonb_to_recordset(p -> 'streams') as s (stream text, version integer)
    order by s.stream
    on conflict do nothing;
    get diagnostics v_moved = row_count;
  end if;
  if v_moved < jsonb_array_length(p -> 'streams') then
    raise exception using errcode = 'VT002', message = 'a stream stands at another version';
  end if;

  if p ? 'datakeys' then
    insert into vito.data_key (tenant_id, key_id, wrapped, master)
    select v_tenant, k.key_id, decode(k.wrapped, 'base64'), k.master
    from jsonb_to_recordset(p -> 'datakeys') as k (key_id text, wrapped text, master text) order by k.key_id;
  end if;

  -- The time and the outbox positions are taken after the heads are held: within a stream they rise with the version.
  v_now := clock_timestamp();
  with given as materialized (
    select e.*, o.ordinality
    from jsonb_array_elements(p -> 'events') with ordinality as o (item, ordinality),
         jsonb_to_record(o.item) as e (stream text, version integer, event_id text, type text, type_version smallint, data jsonb,
                                       vault_id text, key_id text, box text, actor jsonb, cause text, at timestamptz)
  ), sealed as (
    insert into vito.vault (tenant_id, vault_id, key_id, box)
    select v_tenant, g.vault_id, g.key_id, decode(g.box, 'base64') from given g where g.vault_id is not null
  ), stored as (
    insert into vito.events
      (tenant_id, stream, version, event_id, type, type_version, data, vault_id, actor, cause, at, recorded_at)
    select v_tenant, g.stream, g.version, g.event_id, g.type, g.type_version, g.data, g.vault_id, g.actor, g.cause, g.at, v_now
    from given g
  )
  insert into vito.outbox (tenant_id, shard, event_id, stream, version, type, recorded_at)
  select v_tenant, coalesce((p ->> 'shard')::smallint, 0), g.event_id, g.stream, g.version, g.type, v_now
  from given g order by g.ordinality;

  for i in 0 .. coalesce(jsonb_array_length(p -> 'rows'), 0) - 1 loop
    v_put := vito.put(p #>> array['rows', i::text, 'table'], p #> array['rows', i::text, 'rows']);
  end loop;
  return v_now;
end $$;


-- A batch is all that is not beyond its last position: read once, in order. Its joins are hashed, for they grow with the batch.
-- Work of a subscription that is `watched` is given only for companies with an open endpoint: the others do not pay for it.
create or replace function vito.sequence(p_shard smallint, p_limit integer, p_subscriptions jsonb)
  returns table (tenant_id uuid, last bigint, events bigint, woken text[]) language plpgsql as $$
#variable_conflict use_column
declare
  v_row record;
begin
  if not pg_try_advisory_xact_lock(hashtext('vito.sequence'), p_shard) then
    return;
  end if;
  for v_row in
  with reach as (
    select max(f.position) as position
    from (select x.position from vito.outbox x where x.shard = p_shard order by x.position limit p_limit) f
  ), batch as (
    delete from vito.outbox o where o.shard = p_shard and o.position <= (select r.position from reach r)
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
    from numbered n join jsonb_to_recordset(p_subscriptions) as s (type text, subscription text, watched boolean) on s.type = n.type
    where s.watched is null
      or exists (select from vito.watch e where e.tenant_id = n.tenant_id and e.open)
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
alter function vito.sequence(smallint, integer, jsonb) set enable_seqscan = off set enable_nestloop = off;

-- What is claimed is chosen once and taken one by one.
drop function vito.claim(text, integer, text, double precision);
create function vito.claim(p_subscription text, p_limit integer, p_lease text, p_seconds double precision)
  returns setof vito.work language plpgsql as $$
declare
  v_due record;
  v_work vito.work;
begin
  for v_due in
    select x.tenant_id, x.event_id from vito.work x
    where x.subscription = p_subscription and x.dead_at is null and x.due_at <= clock_timestamp()
      and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.due_at limit p_limit for update skip locked
  loop
    update vito.work w
    set lease = p_lease, lease_until = clock_timestamp() + make_interval(secs => p_seconds), attempts = w.attempts + 1
    where w.tenant_id = v_due.tenant_id and w.subscription = p_subscription and w.event_id = v_due.event_id
    returning w.* into v_work;
    return next v_work;
  end loop;
end $$;
revoke all on function vito.claim(text, integer, text, double precision) from public;
grant execute on function vito.claim(text, integer, text, double precision) to vito_dispatch;

-- Renews claims by the database's clock; returns "lease event" of each that is still held. In the order in which commits finish
-- work, so that the two never wait for each other in a circle.
create function vito.renew(p_subscription text, p_leases text[], p_seconds double precision)
  returns setof text language plpgsql as $$
declare
  v_held record;
begin
  for v_held in
    select x.tenant_id, x.event_id, x.lease from vito.work x
    where x.subscription = p_subscription and x.lease = any (p_leases) and x.dead_at is null order by x.event_id for update
  loop
    update vito.work w set lease_until = clock_timestamp() + make_interval(secs => p_seconds)
    where w.tenant_id = v_held.tenant_id and w.subscription = p_subscription and w.event_id = v_held.event_id;
    return next v_held.lease || ' ' || v_held.event_id;
  end loop;
end $$;
revoke all on function vito.renew(text, text[], double precision) from public;
grant execute on function vito.renew(text, text[], double precision) to vito_dispatch;
