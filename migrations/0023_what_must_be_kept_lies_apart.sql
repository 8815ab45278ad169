-- What is kept only because a law or a claim demands it lies apart, where the application's role reaches nothing. Who keeps and erases has a
-- login of its own (cling_keeper, see migrate.ts); who must read what is kept another (cling_reader), and each reading names a case, who
-- asked and who else approved.
create schema restricted;

create table restricted.hold (
  id uuid primary key,
  company_id uuid not null,
  reason text not null check (reason in ('signature-evidence', 'bookkeeping', 'legal-claims')),
  law text not null check (length(trim(law)) > 4),
  document_id uuid,
  -- Whom it concerns: ids that name nobody outside this database.
  people uuid[] not null,
  starts_on date not null,
  -- Nothing is kept without an end.
  ends_on date not null,
  reviewer text not null check (length(trim(reviewer)) > 2),
  reviewed_on date not null,
  review_by date not null,
  constraint hold_ends check (ends_on > starts_on),
  constraint hold_is_reviewed_each_year check (review_by > reviewed_on and review_by <= reviewed_on + interval '12 months')
);
create index hold_company on restricted.hold (company_id, document_id);
create index hold_people on restricted.hold using gin (people);
create index hold_ends on restricted.hold (ends_on);

create table restricted.item (
  hold_id uuid not null references restricted.hold (id) on delete cascade,
  company_id uuid not null,
  table_name text not null,
  row_key text not null,
  content jsonb not null,
  primary key (hold_id, table_name, row_key)
);
create index item_files on restricted.item (company_id) where table_name = 'file';

create table restricted.reading (
  id uuid primary key,
  hold_id uuid not null,
  case_number text not null check (length(trim(case_number)) > 2),
  asked_by text not null check (length(trim(asked_by)) > 2),
  approved_by text not null check (length(trim(approved_by)) > 2),
  at timestamptz(3) not null,
  constraint two_people_read check (lower(trim(asked_by)) <> lower(trim(approved_by)))
);

grant usage on schema restricted to cling_keeper, cling_reader;
grant select, insert, update, delete on restricted.hold, restricted.item to cling_keeper;
grant insert on restricted.reading to cling_reader;
grant select on restricted.hold, restricted.item to cling_reader;
grant select, delete on restricted.reading to cling_keeper;

-- What the application may know: that something is kept of whom, why and until when; never what it says.
create function held_about(whose uuid[])
returns table (reason text, law text, ends_on date, kept bigint)
language sql stable security definer set search_path = pg_temp as $$
  select h.reason, h.law, h.ends_on, count(*) from restricted.hold h where h.people && whose group by 1, 2, 3 order by 3
$$;
revoke all on function held_about(uuid[]) from public;
grant execute on function held_about(uuid[]) to cling_app, cling_keeper;
-- Files that are kept there are in use, though no row of the application names them.
create function held_files(company uuid)
returns table (sha256 text, key_id uuid)
language sql stable security definer set search_path = pg_temp as $$
  select i.content ->> 'sha256', (i.content ->> 'key_id')::uuid from restricted.item i where i.company_id = company and i.table_name = 'file'
$$;
revoke all on function held_files(uuid) from public;
grant execute on function held_files(uuid) to cling_app;

-- Somebody who has been erased leaves their part in what the company wrote.
alter table member alter column account_id drop not null;
-- What was told to whom is remembered longer than the document itself.
alter table disclosure drop constraint if exists disclosure_company_id_document_id_fkey;

-- An erasure, step by step, so that it goes on where it stopped. It names ids alone.
create table erasure (
  id uuid primary key,
  case_id uuid,
  subject_kind text not null,
  company_id uuid,
  account_id uuid,
  person_id uuid,
  client_id uuid,
  visitor_id uuid,
  addresses bytea,
  state text not null check (state in ('removing', 'removed', 'verified')),
  plan jsonb not null,
  keys jsonb not null default '[]',
  files jsonb not null default '[]',
  left_behind jsonb not null default '[]',
  begun_at timestamptz(3) not null,
  removed_at timestamptz(3),
  verified_at timestamptz(3),
  constraint erasure_verified_after_removed check (verified_at is null or removed_at is not null)
);
create index erasure_open on erasure (begun_at) where state <> 'verified';
create unique index erasure_case on erasure (case_id) where case_id is not null;

create table erasure_processor (
  erasure_id uuid not null references erasure (id),
  processor text not null,
  state text not null check (state in ('asking', 'requested', 'done', 'not-held', 'manual', 'blocked-by-law')),
  reference text,
  -- The words a person asks them with, where no interface does.
  request text,
  left_until date,
  noted_by text,
  evidence text,
  at timestamptz(3) not null,
  primary key (erasure_id, processor),
  constraint manual_done_has_evidence check (noted_by is null or length(trim(coalesce(evidence, ''))) > 4)
);
grant select, insert, update on erasure, erasure_processor to cling_app;

-- What the nightly run planned and did.
create table retention_run (
  id uuid primary key,
  day date not null,
  planned_at timestamptz(3) not null,
  state text not null check (state in ('waiting', 'approved', 'done')),
  planned_by text not null,
  approved_by text,
  finished_at timestamptz(3),
  constraint another_approves check (approved_by is null or lower(approved_by) <> lower(planned_by))
);
create unique index retention_run_day on retention_run (day);
create table retention_result (
  run_id uuid not null references retention_run (id),
  rule text not null,
  due integer not null,
  total bigint not null,
  before integer,
  sample jsonb not null,
  removed integer not null default 0,
  large boolean not null default false,
  primary key (run_id, rule)
);
grant select, insert, update on retention_run, retention_result to cling_app;
