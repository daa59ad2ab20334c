-- Webhooks that go out: endpoints, and what is sent to each.
create table vito.endpoint (
  tenant_id uuid not null,
  endpoint_id text not null,
  name text not null,
  url text not null,
  types text[] not null,
  filter text,
  ordered boolean not null,
  secrets jsonb not null, -- [{id, hint, until}]: the secrets themselves stay in the vault
  open boolean not null,
  removed boolean not null,
  disabled text,
  added_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, endpoint_id)
);

-- Which companies send anything at all: all that the dispatching role knows of it.
create table vito.watch (
  tenant_id uuid not null,
  endpoint_id text not null,
  open boolean not null,
  primary key (tenant_id, endpoint_id)
);

create table vito.sending (
  tenant_id uuid not null,
  sending_id text not null,
  endpoint_id text not null,
  event_id text,
  seq bigint, -- of its event
  type text not null,
  about text not null, -- the stream that its event is about
  state text not null,
  attempts integer not null,
  planned_at timestamptz not null,
  first_at timestamptz,
  last_at timestamptz,
  last_status integer,
  problem text,
  next_at timestamptz,
  version integer not null,
  primary key (tenant_id, sending_id)
);
create index sending_endpoint on vito.sending (tenant_id, endpoint_id, sending_id);
create index sending_waiting on vito.sending (tenant_id, endpoint_id, about, seq) where state = 'waiting';

select vito.protect(t) from unnest(array['vito.endpoint', 'vito.watch', 'vito.sending']::regclass[]) as t;
select vito.protect_dispatch('vito.watch');
grant select, insert, update on vito.endpoint, vito.watch, vito.sending to vito_app;
grant select on vito.watch to vito_dispatch;
select vito.make_put(t) from unnest(array['vito.endpoint', 'vito.watch', 'vito.sending']::regclass[]) as t;


-- As before, but work can be made due again in the commit of its effect.
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
  v_again integer;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);

  if p ? 'work' then
    delete from vito.work w using jsonb_to_recordset(p -> 'work') as d (subscription text, event_id text, lease text, again float8)
    where w.tenant_id = v_tenant and w.subscription = d.subscription and w.event_id = d.event_id and w.lease = d.lease
      and d.again is null;
    get diagnostics v_moved = row_count;
    if jsonb_path_exists(p, '$.work[*] ? (exists (@.again))') then
      update vito.work w set lease = null, lease_until = null, attempts = 0, error = null,
        due_at = clock_timestamp() + make_interval(secs => d.again)
      from jsonb_to_recordset(p -> 'work') as d (subscription text, event_id text, lease text, again float8)
      where w.tenant_id = v_tenant and w.subscription = d.subscription and w.event_id = d.event_id and w.lease = d.lease
        and d.again is not null;
      get diagnostics v_again = row_count;
      v_moved := v_moved + v_again;
    end if;
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
    if jsonb_array_length(p -> 'streams') > 1 then
      perform 1 from vito.stream_head h join jsonb_to_recordset(p -> 'streams') as s (stream text) on s.stream = h.stream
      where h.tenant_id = v_tenant order by h.stream for update of h;
    end if;
    with want as (
      select * from jsonb_to_recordset(p -> 'streams') as s (stream text, expected integer, version integer)
    ), made as (
      insert into vito.stream_head (tenant_id, stream, version)
      select v_tenant, w.stream, w.version from want w where w.expected = 0 order by w.stream
      on conflict do nothing returning 1
    ), moved as (
      update vito.stream_head h set version = w.version from want w
      where w.expected > 0 and h.tenant_id = v_tenant and h.stream = w.stream and h.version = w.expected
      returning 1
    )
    select (select count(*) from made) + (select count(*) from moved) into v_moved;
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

-- As before, but work of a subscription that is `watched` is given only for companies with an open endpoint: the others do
-- not pay for it.
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
