-- An answer is kept for a request that may be repeated, and no longer. What lies in the future was written before the clock was moved back.
create function forget_repeats(before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency where created_at < before or created_at > before + interval '2 days'
$$;
revoke all on function forget_repeats(timestamptz) from public;
grant execute on function forget_repeats(timestamptz) to cling_app;
-- Nothing ever counted here: tries of a code are counted by the limits, tries to send by the queue.
alter table signing_order drop column attempts;
alter table dispatch drop column attempts;
