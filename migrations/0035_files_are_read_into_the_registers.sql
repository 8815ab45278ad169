-- That a file of articles or clients was read in, and what each row it touched was before: for thirty days, so that it can be taken back. The
-- file itself is never stored.
create table import_run (
  company_id uuid not null references company (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('articles', 'clients')),
  member_id uuid not null,
  added integer not null check (added >= 0),
  updated integer not null check (updated >= 0),
  at timestamptz(3) not null,
  undone_at timestamptz(3),
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
create table import_change (
  company_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  article_id uuid,
  client_id uuid,
  before jsonb,
  created_at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, import_id) references import_run (company_id, id) on delete cascade,
  foreign key (company_id, article_id) references article (company_id, id) on delete cascade,
  foreign key (company_id, client_id) references client (company_id, id) on delete cascade,
  constraint change_is_of_one_register check ((article_id is null) <> (client_id is null))
);
create index import_change_run on import_change (company_id, import_id);
create index import_change_client on import_change (company_id, client_id) where client_id is not null;
create index import_change_article on import_change (company_id, article_id) where article_id is not null;
create index import_change_goes on import_change (created_at);
alter table import_run enable row level security;
alter table import_change enable row level security;
create policy of_company on import_run using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
create policy of_company on import_change using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert on import_run, import_change to cling_app;
