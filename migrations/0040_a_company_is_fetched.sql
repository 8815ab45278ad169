-- An export that an owner asked for: made by the worker, in pieces that lie encrypted among the company's files, fetched within a day.
create table company_export (
  company_id uuid not null references company (id),
  id uuid not null,
  member_id uuid not null,
  state text not null check (state in ('making', 'ready', 'failed', 'gone')),
  asked_at timestamptz(3) not null,
  done integer not null default 0,
  total integer not null default 0,
  bytes bigint not null default 0,
  -- Of each piece the imprint, in order.
  parts text[] not null default '{}',
  made_at timestamptz(3),
  expires_at timestamptz(3) not null,
  fetched integer not null default 0,
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
-- One at a time: a second press shows the one that is being made.
create unique index company_export_making on company_export (company_id) where state = 'making';
alter table company_export enable row level security;
create policy of_company on company_export using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update on company_export to cling_app;

create function exports_over(now timestamptz) returns table (company_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select company_id, id from company_export where state <> 'gone' and expires_at <= now
$$;
revoke all on function exports_over(timestamptz) from public;
grant execute on function exports_over(timestamptz) to cling_app;
