-- What a company has agreed to and instructed, and whom it will not have handle its clients' data. Rows are added, not changed: the
-- register shows what held when.
create table agreement_acceptance (
  company_id uuid not null,
  id uuid not null,
  version integer not null,
  hash text not null,
  processors text[] not null,
  how text not null check (how in ('pressed', 'sample')),
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
create index agreement_acceptance_latest on agreement_acceptance (company_id, at desc);

create table instruction (
  company_id uuid not null,
  id uuid not null,
  choice text not null,
  value jsonb not null,
  stopped text,
  member_id uuid not null,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
create index instruction_latest on instruction (company_id, choice, at desc, id desc);

create table processor_objection (
  company_id uuid not null,
  id uuid not null,
  processor text not null,
  member_id uuid not null,
  at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  primary key (company_id, id),
  foreign key (company_id, member_id) references member (company_id, id)
);
-- Objected to once: a second press changes nothing.
create unique index processor_objection_one on processor_objection (company_id, processor) where withdrawn_at is null;

-- When everybody was told of a processor. From thirty days later it may be used for whoever has not objected.
create table processor_notice (
  identity text primary key,
  announced_at timestamptz(3) not null
);

-- The data processing agreement as it has stood, by the hash of its content.
create table processing_agreement (
  hash text primary key,
  version integer not null unique,
  content jsonb not null,
  made_at timestamptz(3) not null
);

do $$
declare t text;
begin
  foreach t in array array['agreement_acceptance', 'instruction', 'processor_objection'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_company on %I using (company_id = nullif(current_setting(''cling.company'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to cling_app', t);
  end loop;
end $$;
grant update on processor_objection to cling_app;
grant select, insert on processor_notice, processing_agreement to cling_app;

-- Whom to tell of a new sub-processor: companies that agreed before it was one.
create function companies_without_processor(processor text) returns table (company_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.company_id from agreement_acceptance a join company c on c.id = a.company_id
  where not c.is_sample and not exists (
    select from agreement_acceptance n where n.company_id = a.company_id and processor = any (n.processors))
$$;
revoke all on function companies_without_processor(text) from public;
grant execute on function companies_without_processor(text) to cling_app;
