-- Group commit moves out of the database: a group of appends is one larger append, so `work` becomes a list and a call for
-- each of several requests is not needed any more. Heads and keys are taken in one order, as before.
drop function vito.append_each(jsonb);

-- p: {tenant, shard,
--     streams: [{stream, expected, version}]     expected 0: a new stream
--     keys:    [{key, stream, version}]          taken keys refuse the whole call
--     datakeys:[{key_id, wrapped, master}]       new data keys, wrapped bytes in base64
--     events:  [{stream, version, event_id, type, type_version, data, vault_id, key_id, box, actor, cause, at}]   box: base64
--     rows:    [{table, rows: [row, …]}]         whole rows of inline projections
--     work:    [{subscription, event_id, lease}] the work that this call finishes}
create or replace function vito.append(p jsonb) returns timestamptz language plpgsql as $$
declare
  v_tenant uuid := (p ->> 'tenant')::uuid;
  v_now timestamptz;
  v_moved integer;
  v_put boolean;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);

  if p ? 'work' then
    delete from vito.work w using jsonb_to_recordset(p -> 'work') as d (subscription text, event_id text, lease text)
    where w.tenant_id = v_tenant and w.subscription = d.subscription and w.event_id = d.event_id and w.lease = d.lease;
    get diagnostics v_moved = row_count;
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
