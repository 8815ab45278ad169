-- A long text message leaves as several parts, each with a reference of its own, and a report is about one of them.
create index dispatch_part on dispatch using gin (string_to_array(provider_reference, ' ')) where provider_reference is not null;
create or replace function dispatch_by_reference(reference text)
returns table (company_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.company_id, d.id from dispatch d
  where d.provider_reference is not null and string_to_array(d.provider_reference, ' ') @> array[reference]
$$;
