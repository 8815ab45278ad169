-- That a company has connected a service of its own choosing (an instruction, I-9), or came here through a marketplace. Ended, it stays as a
-- trace; what opened the service is gone.
create table company_connection (
  company_id uuid not null references company (id) on delete cascade,
  id uuid not null,
  processor text not null check (processor in ('invoicing', 'partner')),
  member_id uuid,
  since timestamptz(3) not null,
  ended_at timestamptz(3),
  access bytea,
  key_id uuid,
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id),
  foreign key (company_id, key_id) references vault_key (company_id, id),
  -- Whoever connects is somebody, except the marketplace that a company came through, which the operator enters.
  constraint connection_is_somebodys_choice check ((member_id is null) = (processor = 'partner')),
  constraint access_has_its_key check ((access is null) or (key_id is not null))
);
create unique index company_connection_living on company_connection (company_id, processor) where ended_at is null;
-- What was told of whom there, so that it can be taken back.
create table connection_remote (
  company_id uuid not null,
  connection_id uuid not null,
  client_id uuid not null,
  client_person_id uuid,
  remote_reference text not null,
  told_at timestamptz(3) not null,
  primary key (company_id, connection_id, remote_reference),
  foreign key (company_id, connection_id) references company_connection (company_id, id) on delete cascade,
  foreign key (company_id, client_id) references client (company_id, id) on delete cascade,
  foreign key (company_id, client_person_id) references client_person (company_id, id) on delete cascade
);
alter table company_connection enable row level security;
alter table connection_remote enable row level security;
create policy of_company on company_connection using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
create policy of_company on connection_remote using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update on company_connection to cling_app;
grant select, insert, update, delete on connection_remote to cling_app;
create function connected_companies(wanted text) returns table (company_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.company_id from company_connection c where c.processor = wanted and c.ended_at is null
$$;
revoke all on function connected_companies(text) from public;
grant execute on function connected_companies(text) to cling_app;

-- A member who stands in the operator's customer register, and as what.
create table crm_contact (
  account_id uuid primary key references account (id) on delete cascade,
  remote_reference text not null,
  told_at timestamptz(3) not null
);
grant select, insert, update, delete on crm_contact to cling_app;

-- What the operator's own people and collectors have been told of: once each.
create table told_outside (
  what text not null,
  reference text not null,
  remote_reference text,
  at timestamptz(3) not null,
  primary key (what, reference)
);
grant select, insert, update on told_outside to cling_app;
