-- As before, but what is claimed is chosen once. As a part of the join the choice could be made again for each row that was
-- looked at, each time without those it had just locked: more was claimed than asked for.
create or replace function vito.claim(p_subscription text, p_limit integer, p_lease text, p_seconds double precision)
  returns setof vito.work language sql as $$
  with c as materialized (
    select x.tenant_id, x.event_id from vito.work x
    where x.subscription = p_subscription and x.dead_at is null and x.due_at <= clock_timestamp()
      and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.due_at limit p_limit for update skip locked
  )
  update vito.work w
  set lease = p_lease, lease_until = clock_timestamp() + make_interval(secs => p_seconds), attempts = w.attempts + 1
  from c
  where w.tenant_id = c.tenant_id and w.subscription = p_subscription and w.event_id = c.event_id
  returning w.*
$$;
