-- Attempts are remembered one by one for as long as they count: no moment lets through twice as many as are allowed.
drop table rate_limit;
create unlogged table rate_limit (
  key bytea not null primary key,
  attempts timestamptz[] not null,
  until timestamptz(3) not null
);
create index rate_limit_until on rate_limit (until);
grant select, insert, update, delete on rate_limit to cling_app;

-- Counts one attempt unless as many as are allowed were made within the seconds before it, and tells how many there are with it. What is
-- refused is not counted: knocking on does not prolong the wait. Attempts of a clock that was moved back since count for nothing.
create function count_attempt(who bytea, at timestamptz, seconds int, allowed int) returns int
language plpgsql set search_path = public, pg_temp as $$
declare counted timestamptz[];
begin
  insert into rate_limit (key, attempts, until) values (who, '{}', at) on conflict (key) do nothing;
  select array(select a from unnest(attempts) as a where a > at - make_interval(secs => seconds) and a <= at order by a)
    into counted from rate_limit where key = who for update;
  if cardinality(counted) >= allowed then
    return allowed + 1;
  end if;
  update rate_limit set attempts = counted || at, until = at + make_interval(secs => seconds) where key = who;
  return coalesce(cardinality(counted), 0) + 1;
end
$$;
