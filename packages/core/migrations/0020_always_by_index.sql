-- Tables of work and of events on their way are empty at one moment and hold tens of thousands of rows at the next. A session keeps
-- the plans that it made when they were empty, and reads them whole, once for each row that it looks for: a flood was sequenced
-- at three hundred events a second instead of thousands. These functions go by the indexes, however empty a table looked.
alter function vito.append(jsonb) set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off;
alter function vito.append_new(jsonb) set enable_seqscan = off;
alter function vito.finish(uuid, text, text, text) set enable_seqscan = off;
alter function vito.claim(text, integer, text, double precision)
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off;
alter function vito.sequence(smallint, integer, jsonb) set enable_seqscan = off;
