-- Who is invited has not joined yet. That an address has an account already is told to its owner and to nobody else, so an invitation
-- looks the same to whoever sent it.
alter table member add column joined_at timestamptz(3);
update member m set joined_at = m.created_at from account a
  where a.id = m.account_id and (a.password_hash <> '' or a.confirmed_at is not null);
-- One account is in one company at a time.
create unique index member_one_company on member (account_id) where joined_at is not null and left_at is null;
-- The company an invitation is to; empty for links that are about the account alone.
alter table account_token add column company_id uuid references company (id);

create or replace function membership_of(account uuid)
returns table (company_id uuid, member_id uuid, company_name text, role text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.company_id, m.id, c.name, m.role
  from member m join company c on c.id = m.company_id
  where m.account_id = account and m.left_at is null and m.joined_at is not null
$$;

-- Accepts an invitation; no row where there is none any more, or where the account is in another company.
create function join_company(joining uuid, inviting uuid, moment timestamptz) returns table (member_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  update member m set joined_at = moment
  where m.account_id = joining and m.company_id = inviting and m.left_at is null and m.joined_at is null
    and not exists (select 1 from member o where o.account_id = joining and o.joined_at is not null and o.left_at is null)
  returning m.id
$$;
revoke all on function join_company(uuid, uuid, timestamptz) from public;
grant execute on function join_company(uuid, uuid, timestamptz) to cling_app;

-- Wrong passwords are counted by address, whether it has an account or not (rate_limit).
alter table account drop column failed_attempts;
alter table account drop column locked_until;
