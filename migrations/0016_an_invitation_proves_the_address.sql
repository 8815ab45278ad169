-- Accepts an invitation; no row where there is none any more, or where the account is in another company. Whoever reads the invitation owns
-- the address. A company that was signed up with it and never confirmed may be a stranger's, and nobody has been inside: it is left.
create or replace function join_company(joining uuid, inviting uuid, moment timestamptz) returns table (member_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update member m set left_at = moment
  where m.account_id = joining and m.company_id <> inviting and m.joined_at is not null and m.left_at is null
    and exists (select 1 from account a where a.id = joining and a.confirmed_at is null)
    and exists (select 1 from member i where i.account_id = joining and i.company_id = inviting and i.left_at is null and i.joined_at is null);
  update member m set joined_at = moment
  where m.account_id = joining and m.company_id = inviting and m.left_at is null and m.joined_at is null
    and not exists (select 1 from member o where o.account_id = joining and o.joined_at is not null and o.left_at is null)
  returning m.id
$$;
