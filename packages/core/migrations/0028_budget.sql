-- What calls of models may cost, and what they cost so far. The limits are what events say; the sums are moved with the steps
-- that cost something, in the same call of vito.append.
create table vito.budget_limit (
  tenant_id uuid primary key,
  day_micros bigint, -- millionths of a US dollar; null: no limit
  month_micros bigint,
  version integer not null
);

-- No projection: a sum of what many streams set aside and spent.
create table vito.budget (
  tenant_id uuid not null,
  scope text not null, -- day, month
  day date not null, -- of a month its first
  limit_micros bigint, -- as it was when something was last set aside
  reserved bigint not null default 0 check (reserved >= 0),
  spent bigint not null default 0 check (spent >= 0),
  primary key (tenant_id, scope, day)
);

select vito.protect(t) from unnest(array['vito.budget_limit', 'vito.budget']::regclass[]) as t;
grant select, insert, update on vito.budget_limit, vito.budget to vito_app;
select vito.make_put('vito.budget_limit');

-- p_moves: [{scope, day, reserve, settle, spent}]: sets aside, gives back what was set aside, and spends. Whoever sets aside
-- more than there is left is refused, with the scope as detail; giving back and spending never are.
create function vito.budget_move(p_tenant uuid, p_moves jsonb) returns void language plpgsql as $$
declare
  v_move record;
  v_row record;
  v_limit bigint;
begin
  perform set_config('app.tenant', p_tenant::text, true);
  -- Moves of one scope and day are one, and all take their rows in one order: nobody waits in a circle.
  for v_move in
    select g.scope, g.day, coalesce(sum(g.reserve), 0)::bigint as reserve, coalesce(sum(g.settle), 0)::bigint as settle,
           coalesce(sum(g.spent), 0)::bigint as spent
    from jsonb_to_recordset(p_moves) as g (scope text, day date, reserve bigint, settle bigint, spent bigint)
    group by g.scope, g.day order by g.scope collate "C", g.day
  loop
    insert into vito.budget as b (tenant_id, scope, day, reserved, spent)
    values (p_tenant, v_move.scope, v_move.day, v_move.reserve, v_move.spent)
    on conflict (tenant_id, scope, day) do update
      set reserved = greatest(0, b.reserved - v_move.settle) + v_move.reserve, spent = b.spent + v_move.spent
    returning b.limit_micros, b.reserved, b.spent into v_row;
    continue when v_move.reserve = 0;

    -- Looked up now that the row is held: a limit that was changed while this waited is seen.
    v_limit := (select case v_move.scope when 'day' then l.day_micros when 'month' then l.month_micros end
                from vito.budget_limit l where l.tenant_id = p_tenant);
    if v_row.spent + v_row.reserved > v_limit then
      raise exception using errcode = 'VT004', message = 'the budget for calls of models is used up', detail = v_move.scope;
    end if;
    if v_row.limit_micros is distinct from v_limit then
      update vito.budget b set limit_micros = v_limit
      where b.tenant_id = p_tenant and b.scope = v_move.scope and b.day = v_move.day;
    end if;
  end loop;
end $$;
revoke all on function vito.budget_move(uuid, jsonb) from public;
grant execute on function vito.budget_move(uuid, jsonb) to vito_app;
