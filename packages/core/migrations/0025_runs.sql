-- Runs of playbooks and agents: definitions, runs and gates as projections, and the slots by which runs are given to workers.
create table vito.playbook (
  tenant_id uuid not null,
  name text not null,
  number integer not null,
  title text not null,
  definition jsonb, -- null: erased
  shipped boolean not null,
  withdrawn boolean not null,
  published_at timestamptz not null,
  version integer not null,
  primary key (tenant_id, name, number)
);

create table vito.run (
  tenant_id uuid not null,
  run_id text not null,
  playbook text not null,
  number integer not null,
  status text not null,
  waits_for text, -- gate, signal, time, runs; null: it is at work, or over
  priority smallint not null,
  parent text,
  steps integer not null, -- that are over
  cost_micros bigint not null,
  budget_micros bigint,
  requested_by text not null,
  requested_at timestamptz not null,
  deadline_at timestamptz,
  ended_at timestamptz,
  version integer not null,
  primary key (tenant_id, run_id)
);
create index run_status on vito.run (tenant_id, status, run_id);
create index run_parent on vito.run (tenant_id, parent) where parent is not null;

create table vito.run_gate (
  tenant_id uuid not null,
  run_id text not null,
  step text not null,
  tool text not null,
  state text not null, -- open, approved, edited, rejected, expired
  hash text not null, -- of what was asked
  summary text not null,
  args jsonb,
  policy jsonb not null,
  asked_by text not null, -- who wanted the run
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  escalated boolean not null,
  decided_at timestamptz,
  decided_by text,
  version integer not null,
  primary key (tenant_id, run_id, step)
);
create index run_gate_open on vito.run_gate (tenant_id, expires_at) where state = 'open';

-- A run that is not over: when it is due, who has it, until when, under which fence. No projection: a database that was restored or
-- rebuilt keeps it as it is. `wake_at` infinity: only somebody who rings wakes it.
create table vito.run_slot (
  tenant_id uuid not null,
  run_id text not null,
  priority smallint not null, -- 0 goes first
  wake_at timestamptz not null,
  fence bigint not null default 0,
  owner text,
  lease_until timestamptz,
  rung boolean not null default false, -- since it was claimed
  claims integer not null default 0, -- since it last got on
  queue text, -- runs with the same one share the two limits
  at_once integer,
  per_minute integer,
  begun_at timestamptz, -- when it was first claimed
  primary key (tenant_id, run_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create index run_slot_due on vito.run_slot (tenant_id, priority, wake_at);
create index run_slot_wake on vito.run_slot (wake_at);
create index run_slot_queue on vito.run_slot (tenant_id, queue) where queue is not null;

-- Beginnings of runs whose key has a limit by the minute.
create table vito.run_begun (
  tenant_id uuid not null,
  queue text not null,
  begun_at timestamptz not null
);
create index run_begun_queue on vito.run_begun (tenant_id, queue, begun_at);

-- How much of the workers a tenant has had, by its weight: start-time fair queueing.
create table vito.run_share (
  tenant_id uuid primary key,
  weight double precision not null default 1 check (weight > 0),
  at_once integer, -- runs at work at the same time; null: no limit
  had double precision not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
create table vito.run_round (only_one boolean primary key default true check (only_one), had double precision not null);
insert into vito.run_round values (true, 0);

select vito.protect(t) from unnest(array['vito.playbook', 'vito.run', 'vito.run_gate', 'vito.run_slot', 'vito.run_begun',
  'vito.run_share']::regclass[]) as t;
alter table vito.run_round enable row level security;
alter table vito.run_round force row level security;
select vito.protect_dispatch(t) from unnest(array['vito.run_slot', 'vito.run_begun', 'vito.run_share']::regclass[]) as t;
create policy dispatch_rows on vito.run_round to vito_dispatch using (true) with check (true);
grant select, insert, update on vito.playbook, vito.run, vito.run_gate to vito_app;
grant select, insert, update, delete on vito.run_slot to vito_app;
grant select, update on vito.run_share to vito_app;
grant select, update on vito.run_slot to vito_dispatch;
grant select, insert, update on vito.run_share to vito_dispatch;
grant select, insert, delete on vito.run_begun to vito_dispatch;
grant select, update on vito.run_round to vito_dispatch;
select vito.make_put(t) from unnest(array['vito.playbook', 'vito.run', 'vito.run_gate']::regclass[]) as t;

-- The clock of leases and of what is due.
create function vito.clock() returns timestamptz language sql volatile as $$ select clock_timestamp() $$;
revoke all on function vito.clock() from public;
grant execute on function vito.clock() to vito_app, vito_dispatch;

-- Part of vito.append. p: [{run, op, fence, wake, moved, priority, queue, at_once, per_minute}], one for each run:
--   new   a run begins          ring  somebody told it something: it is due
--   hold  its holder goes on    park  its holder lets it go until `wake`, or at once if it was rung    end  it is over
-- The last three raise VT003 where the fence is another one.
create function vito.move_slots(p_tenant uuid, p jsonb) returns void language plpgsql as $$
declare
  v record;
begin
  for v in
    select * from jsonb_to_recordset(p) as s (run text, op text, fence bigint, wake timestamptz, moved boolean, priority smallint,
      queue text, at_once integer, per_minute integer)
    order by s.run
  loop
    case v.op
    when 'hold' then
      if v.moved then
        update vito.run_slot s set claims = 0 where s.tenant_id = p_tenant and s.run_id = v.run and s.fence = v.fence;
      else
        perform 1 from vito.run_slot s where s.tenant_id = p_tenant and s.run_id = v.run and s.fence = v.fence for share;
      end if;
    when 'park' then
      update vito.run_slot s
      set wake_at = case when s.rung then vito.clock() else coalesce(v.wake, 'infinity') end,
          owner = null, lease_until = null, claims = 0
      where s.tenant_id = p_tenant and s.run_id = v.run and s.fence = v.fence;
    when 'end' then
      delete from vito.run_slot s where s.tenant_id = p_tenant and s.run_id = v.run and s.fence = v.fence;
    when 'ring' then
      update vito.run_slot s set rung = true, wake_at = least(s.wake_at, vito.clock())
      where s.tenant_id = p_tenant and s.run_id = v.run;
      continue;
    when 'new' then
      insert into vito.run_slot (tenant_id, run_id, priority, wake_at, queue, at_once, per_minute)
      values (p_tenant, v.run, v.priority, coalesce(v.wake, vito.clock()), v.queue, v.at_once, v.per_minute);
      continue;
    end case;
    if not found then
      raise exception using errcode = 'VT003', message = 'somebody else has this run';
    end if;
  end loop;
end $$;
revoke all on function vito.move_slots(uuid, jsonb) from public;
grant execute on function vito.move_slots(uuid, jsonb) to vito_app;

-- Gives up to p_limit due runs to a worker, under a lease by the database's clock. By priority; then to the tenant that has had least,
-- by its weight; within a tenant, those that wait longest. One claim after the other, so that what each has had is exact.
create function vito.claim_runs(p_owner text, p_limit integer, p_seconds double precision)
  returns table (tenant_id uuid, run_id text, fence bigint, claims integer, now timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_round double precision;
  v_left integer := p_limit;
  v_class smallint;
  v_tenants uuid[];
  v_had double precision[];
  v_room integer[];
  v_weight double precision[];
  v_at integer;
  v_slot record;
begin
  perform pg_advisory_xact_lock(hashtext('vito.claim_runs'), 0);
  v_now := vito.clock();
  select r.had into v_round from vito.run_round r;
  foreach v_class in array array[0, 1, 2]::smallint[] loop
    exit when v_left <= 0;
    with recursive those as (
      (select s.tenant_id from vito.run_slot s order by s.tenant_id limit 1)
      union all
      select (select s.tenant_id from vito.run_slot s where s.tenant_id > t.tenant_id order by s.tenant_id limit 1)
      from those t where t.tenant_id is not null
    )
    select array_agg(t.tenant_id), array_agg(greatest(coalesce(h.had, v_round), v_round)), array_agg(coalesce(h.weight, 1)),
           array_agg(case when h.at_once is null then p_limit else h.at_once - (
             select count(*)::integer from vito.run_slot b where b.tenant_id = t.tenant_id and b.lease_until >= v_now) end)
    into v_tenants, v_had, v_weight, v_room
    from those t left join vito.run_share h on h.tenant_id = t.tenant_id
    where t.tenant_id is not null
      and exists (select from vito.run_slot d where d.tenant_id = t.tenant_id and d.priority = v_class and d.wake_at <= v_now);
    while v_left > 0 and cardinality(v_tenants) > 0 loop
      v_at := 1;
      for i in 2 .. cardinality(v_tenants) loop
        if v_had[i] < v_had[v_at] then v_at := i; end if;
      end loop;
      v_slot := null;
      if v_room[v_at] > 0 then
        select s.run_id, s.queue, s.per_minute, s.begun_at into v_slot from vito.run_slot s
        where s.tenant_id = v_tenants[v_at] and s.priority = v_class and s.wake_at <= v_now
          and (s.lease_until is null or s.lease_until < v_now)
          and (s.queue is null or s.at_once is null or s.at_once > (
            select count(*) from vito.run_slot q
            where q.tenant_id = s.tenant_id and q.queue = s.queue and q.lease_until >= v_now))
          and (s.queue is null or s.per_minute is null or s.begun_at is not null or s.per_minute > (
            select count(*) from vito.run_begun b
            where b.tenant_id = s.tenant_id and b.queue = s.queue and b.begun_at > v_now - interval '1 minute'))
        order by s.wake_at limit 1 for update of s skip locked;
      end if;
      if v_slot.run_id is null then
        v_tenants := v_tenants[:v_at - 1] || v_tenants[v_at + 1:];
        v_had := v_had[:v_at - 1] || v_had[v_at + 1:];
        v_weight := v_weight[:v_at - 1] || v_weight[v_at + 1:];
        v_room := v_room[:v_at - 1] || v_room[v_at + 1:];
        continue;
      end if;
      if v_slot.per_minute is not null and v_slot.begun_at is null then
        insert into vito.run_begun values (v_tenants[v_at], v_slot.queue, v_now);
        delete from vito.run_begun b
        where b.tenant_id = v_tenants[v_at] and b.queue = v_slot.queue and b.begun_at < v_now - interval '1 minute';
      end if;
      update vito.run_slot s
      set fence = s.fence + 1, owner = p_owner, lease_until = v_now + make_interval(secs => p_seconds), rung = false,
          claims = s.claims + 1, begun_at = coalesce(s.begun_at, v_now)
      where s.tenant_id = v_tenants[v_at] and s.run_id = v_slot.run_id
      returning s.tenant_id, s.run_id, s.fence, s.claims, v_now into tenant_id, run_id, fence, claims, now;
      v_round := v_had[v_at];
      v_had[v_at] := v_had[v_at] + 1 / v_weight[v_at];
      v_room[v_at] := v_room[v_at] - 1;
      insert into vito.run_share as h (tenant_id, had) values (v_tenants[v_at], v_had[v_at])
      on conflict on constraint run_share_pkey do update set had = excluded.had;
      v_left := v_left - 1;
      return next;
    end loop;
  end loop;
  if v_left < p_limit then
    update vito.run_round set had = greatest(had, v_round);
  end if;
end $$;
revoke all on function vito.claim_runs(text, integer, double precision) from public;
grant execute on function vito.claim_runs(text, integer, double precision) to vito_dispatch;

-- Renews leases; returns those that are still held, and whether somebody has rung meanwhile.
create function vito.renew_runs(p_tenants uuid[], p_runs text[], p_fences bigint[], p_seconds double precision)
  returns table (run_id text, rung boolean) language plpgsql as $$
#variable_conflict use_column
declare
  v record;
begin
  for v in select * from unnest(p_tenants, p_runs, p_fences) as g (tenant, run, fence) order by g.run loop
    update vito.run_slot s set lease_until = vito.clock() + make_interval(secs => p_seconds)
    where s.tenant_id = v.tenant and s.run_id = v.run and s.fence = v.fence and s.lease_until is not null -- not one just parked
    returning s.run_id, s.rung into run_id, rung;
    if found then
      return next;
    end if;
  end loop;
end $$;
revoke all on function vito.renew_runs(uuid[], text[], bigint[], double precision) from public;
grant execute on function vito.renew_runs(uuid[], text[], bigint[], double precision) to vito_dispatch;

-- Gives runs back untouched, for a process that stops.
create function vito.release_runs(p_tenants uuid[], p_runs text[], p_fences bigint[]) returns void language sql as $$
  update vito.run_slot s set owner = null, lease_until = null, claims = greatest(s.claims - 1, 0)
  from unnest(p_tenants, p_runs, p_fences) as g (tenant, run, fence)
  where s.tenant_id = g.tenant and s.run_id = g.run and s.fence = g.fence
$$;
revoke all on function vito.release_runs(uuid[], text[], bigint[]) from public;
grant execute on function vito.release_runs(uuid[], text[], bigint[]) to vito_dispatch;

-- Seconds until the next run is due, at most p_most.
create function vito.next_run(p_most double precision) returns double precision language sql as $$
  select least(p_most, greatest(0, extract(epoch from min(s.wake_at) - vito.clock())))::double precision
  from vito.run_slot s where s.wake_at > vito.clock() and s.wake_at < 'infinity'
$$;
revoke all on function vito.next_run(double precision) from public;
grant execute on function vito.next_run(double precision) to vito_dispatch;

-- As in 0020; new: `slots` and `budgets`.
-- p: {tenant, shard,
--     streams: [{stream, expected, version}]     expected 0: a new stream
--     keys:    [{key, stream, version}]          taken keys refuse the whole call
--     datakeys:[{key_id, wrapped, master}]       new data keys, wrapped bytes in base64
--     events:  [{stream, version, event_id, type, type_version, data, vault_id, key_id, box, actor, cause, at}]   box: base64
--     rows:    [{table, rows: [row, …]}]         whole rows of inline projections
--     work:    [{subscription, event_id, lease, again}] the work that this call finishes; with `again`, it is due
--                                            again after so many seconds, as if it were new
--     slots:   see vito.move_slots               budgets: see vito.budget_move}
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

  if p ? 'slots' then
    perform vito.move_slots(v_tenant, p -> 'slots');
  end if;
  if p ? 'budgets' then
    perform vito.budget_move(v_tenant, p -> 'budgets');
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
