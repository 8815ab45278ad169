-- The service agreement as it has stood, by the hash of its content, and which version each company has signed.
create table service_agreement (
  hash text primary key,
  version integer not null unique,
  content jsonb not null,
  made_at timestamptz(3) not null,
  announced_at timestamptz(3)
);
grant select, insert, update (announced_at) on service_agreement to cling_app;

create table service_acceptance (
  company_id uuid not null,
  id uuid not null,
  version integer not null,
  hash text not null,
  how text not null check (how in ('signed-up', 'pressed')),
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
create index service_acceptance_latest on service_acceptance (company_id, at desc);
alter table service_acceptance enable row level security;
create policy of_company on service_acceptance using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
-- What proves something is written once.
grant select, insert on service_acceptance to cling_app;

-- Whom to tell of a new version: companies that have signed another and not this one.
create function companies_of_older_service(newest text) returns table (company_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.company_id from service_acceptance a join company c on c.id = a.company_id
  where not c.is_sample and not exists (select from service_acceptance n where n.company_id = a.company_id and n.hash = newest)
$$;
revoke all on function companies_of_older_service(text) from public;
grant execute on function companies_of_older_service(text) to cling_app;
