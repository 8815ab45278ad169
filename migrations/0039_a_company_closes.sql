-- A company that leaves: told, fourteen days to change one's mind, thirty to fetch everything, then gone. The row outlives the company and
-- names nobody: ids, days, and the certificate, which holds counts.
create table company_closure (
  id uuid primary key,
  company_id uuid not null,
  state text not null check (state in ('regret', 'regretted', 'retrieval', 'erasing', 'erased')),
  asked_by uuid not null,
  owners text[] not null,
  asked_at timestamptz(3) not null,
  retrieval_from date not null,
  erase_on date not null,
  ended_at timestamptz(3),
  erasure_id uuid,
  erased_at timestamptz(3),
  certificate text,
  signature text,
  constraint closing_takes_its_time check (erase_on >= retrieval_from + 30)
);
create unique index company_closure_one on company_closure (company_id) where state <> 'regretted';
create index company_closure_open on company_closure (state) where state in ('regret', 'retrieval', 'erasing');
grant select, insert, update on company_closure to cling_app;

-- From when nothing but reading and taking along is possible.
alter table company add column closed_at timestamptz(3);

drop function session_by_token(bytea);
create function session_by_token(presented bytea)
returns table (id uuid, account_id uuid, company_id uuid, member_id uuid, created_at timestamptz, seen_at timestamptz, ended_at timestamptz,
  role text, language text, confirmed_at timestamptz, proved_at timestamptz, lacks_second boolean, closed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.account_id, s.company_id, s.member_id, s.created_at, s.seen_at, s.ended_at, m.role, m.language, a.confirmed_at,
    s.proved_at, s.how = 'password' and c.second_factor_since is not null, c.closed_at is not null
  from session s join member m on m.company_id = s.company_id and m.id = s.member_id join account a on a.id = s.account_id
    join company c on c.id = s.company_id
  where s.token_hash = presented and m.left_at is null
$$;
revoke all on function session_by_token(bytea) from public;
grant execute on function session_by_token(bytea) to cling_app;
