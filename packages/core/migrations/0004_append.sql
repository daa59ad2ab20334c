-- The one way to change anything: events, vault rows, outbox rows and whole projection rows in one call, one commit.
-- It takes jsonb and knows no types. Refusals are raised, so that nothing of the call stays:
--   VT001 a key is taken    VT002 a stream stands at another version    VT003 the work's lease is lost

-- Makes `vito.put(table, rows)` anew, which knows the projections that there are: whole rows in, by primary key, the newest
-- wins. One function with a statement each, in PL/pgSQL, so that every plan is kept and none costs a call of its own.
create table vito_meta.projection (name text primary key, statement text not null);

create function vito.make_put(target regclass) returns void language plpgsql as $$
declare
  keys text;
  changes text;
  columns text;
  cases text;
begin
  select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) into keys
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = target and i.indisprimary;
  select string_agg(format('%1$I = excluded.%1$I', a.attname), ', ' order by a.attnum),
         string_agg(quote_ident(a.attname), ', ' order by a.attnum) into changes, columns
    from pg_attribute a where a.attrelid = target and a.attnum > 0 and not a.attisdropped;
  insert into vito_meta.projection values (replace(target::text, 'vito.', ''), format(
    'insert into %s (%s) select %s from jsonb_populate_recordset(null::%s, p_rows) on conflict (%s) do update set %s',
    target, columns, columns, target, keys, changes));
  select string_agg(format('when %L then %s;', name, statement), E'\n' order by name) into cases from vito_meta.projection;
  execute format(
    'create or replace function vito.put(p_table text, p_rows jsonb) returns boolean language plpgsql as $put$
     begin
       case p_table %s else raise exception ''no projection is called %%'', p_table; end case;
       return true;
     end $put$', cases);
  revoke all on function vito.put(text, jsonb) from public;
  grant execute on function vito.put(text, jsonb) to vito_app;
end $$;
revoke all on function vito.make_put(regclass) from public;

-- p: {tenant, shard,
--     streams: [{stream, expected, version}]     expected 0: a new stream
--     keys:    [{key, stream, version}]          taken keys refuse the whole call
--     datakeys:[{key_id, wrapped, master}]       new data keys, wrapped bytes in base64
--     events:  [{stream, version, event_id, type, type_version, data, vault_id, key_id, box, actor, cause, at}]   box: base64
--     rows:    [{table, rows: [row, …]}]         whole rows of inline projections
--     work:    {subscription, event_id, lease}}  the work that this call finishes
create function vito.append(p jsonb) returns timestamptz language plpgsql as $$
declare
  v_tenant uuid := (p ->> 'tenant')::uuid;
  v_now timestamptz;
  v_moved integer;
  v_put boolean;
begin
  perform set_config('app.tenant', p ->> 'tenant', true);

  if p ? 'work' then
    delete from vito.work w
    where w.tenant_id = v_tenant and w.subscription = p #>> '{work,subscription}'
      and w.event_id = p #>> '{work,event_id}' and w.lease = p #>> '{work,lease}';
    if not found then
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
revoke all on function vito.append(jsonb) from public;
grant execute on function vito.append(jsonb) to vito_app;

-- Several appends in one commit, each as if it were alone: a refused one leaves nothing and does not touch the others.
-- They are taken in the order of their streams, so that two calls over the same ones rarely wait in a circle.
-- Returns, in the order given, null for each that was done, or the error's code and message.
create function vito.append_each(p jsonb) returns jsonb language plpgsql as $$
declare
  results jsonb[] := array_fill(null::jsonb, array[jsonb_array_length(p)]);
  v_item record;
  v_now timestamptz;
begin
  for v_item in
    select a.item, a.place::integer as place from jsonb_array_elements(p) with ordinality as a (item, place)
    order by a.item ->> 'tenant', a.item #>> '{streams,0,stream}', a.place
  loop
    begin
      v_now := vito.append(v_item.item);
    exception
      when deadlock_detected or serialization_failure then raise; -- the whole call is sent again, one by one
      when others then results[v_item.place] := jsonb_build_object('code', sqlstate, 'message', sqlerrm);
    end;
  end loop;
  return to_jsonb(results);
end $$;
revoke all on function vito.append_each(jsonb) from public;
grant execute on function vito.append_each(jsonb) to vito_app;

-- Finishes work that had nothing to append. False when the lease is lost.
create function vito.finish(p_tenant uuid, p_subscription text, p_event text, p_lease text) returns boolean
  language plpgsql as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  delete from vito.work w
  where w.tenant_id = p_tenant and w.subscription = p_subscription and w.event_id = p_event and w.lease = p_lease;
  return found;
end $$;
revoke all on function vito.finish(uuid, text, text, text) from public;
grant execute on function vito.finish(uuid, text, text, text) to vito_app;
