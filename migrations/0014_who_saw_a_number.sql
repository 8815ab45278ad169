-- Who had a personal number shown in full, and when.
create table number_view (
  company_id uuid not null,
  id uuid not null,
  client_person_id uuid not null,
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, client_person_id) references client_person (company_id, id) on delete cascade,
  foreign key (company_id, member_id) references member (company_id, id)
);
create index number_view_person on number_view (company_id, client_person_id, at desc);
alter table number_view enable row level security;
create policy of_company on number_view using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert on number_view to cling_app;
