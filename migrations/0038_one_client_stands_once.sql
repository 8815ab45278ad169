-- Two clients that are one become one, and whoever looks for the other finds it. What are not the same is remembered, so that nobody is asked twice.
create table client_merge (
  company_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  -- Of no row any more.
  gone_id uuid not null,
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, client_id) references client (company_id, id) on delete cascade,
  foreign key (company_id, member_id) references member (company_id, id)
);
create unique index client_merge_gone on client_merge (company_id, gone_id);
create index client_merge_client on client_merge (company_id, client_id);
create table client_apart (
  company_id uuid not null,
  client_id uuid not null,
  other_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (company_id, client_id, other_id),
  foreign key (company_id, client_id) references client (company_id, id) on delete cascade,
  foreign key (company_id, other_id) references client (company_id, id) on delete cascade,
  constraint apart_in_order check (client_id < other_id)
);
create index client_apart_other on client_apart (company_id, other_id);
alter table client_merge enable row level security;
alter table client_apart enable row level security;
create policy of_company on client_merge using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
create policy of_company on client_apart using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select on client_merge to cling_app;
grant select, insert on client_apart to cling_app;
-- Whose names are alike at one address.
create index client_at_address on client (company_id, postcode, lower(street)) where archived_at is null and street is not null;
