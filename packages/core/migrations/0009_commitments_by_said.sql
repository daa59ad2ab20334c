-- The order "as it was said": without it, a page of 50 sorted all commitments of the company (230 ms over 40,000).
create index commitment_said on vito.commitment (tenant_id, (coalesce(said_time, '-infinity'::timestamptz)), commitment_id);
