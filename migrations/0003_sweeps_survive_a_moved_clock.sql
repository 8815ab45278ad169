-- What lies in the future was written before the clock was moved back: it is due too, or it would wait until the clock has caught up.
create or replace function unsealed_versions(before timestamptz)
returns table (company_id uuid, document_id uuid, version int)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.company_id, s.document_id, s.version from signature s
  left join sealed_file f on f.company_id = s.company_id and f.document_id = s.document_id and f.version = s.version
  where f.document_id is null and (s.signed_at < before or s.signed_at > before + interval '1 hour') limit 1000
$$;
create or replace function queued_dispatches(before timestamptz)
returns table (company_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.company_id, d.id from dispatch d
  where d.state = 'queued' and (d.created_at < before or d.created_at > before + interval '1 hour') limit 1000
$$;
