-- What people ask about their own data, and what came of it. Cases belong to no company alone: an account holder's or a visitor's has none.
-- They name people by id and hold no words in clear.
create table rights_case (
  id uuid primary key,
  number text not null unique,
  kind text not null,
  state text not null,
  came_by text not null,
  level integer not null,
  controller text not null,
  subject_kind text,
  company_id uuid,
  account_id uuid,
  person_id uuid,
  client_id uuid,
  visitor_id uuid,
  request bytea,
  answer_to bytea,
  language text not null,
  received_at timestamptz(3) not null,
  received_on date not null,
  identity_asked_on date,
  paused_days integer not null default 0,
  deadline date not null,
  extended boolean not null default false,
  alarms integer not null default 0,
  late boolean not null default false,
  company_told_on date,
  release_on date,
  company_answer text,
  reasons bytea,
  refusal_hold text,
  refusal_law text,
  refusal_until date,
  manifest_sha256 text,
  ended_at timestamptz(3),
  constraint case_state_known check (state in ('identity', 'company', 'open', 'answered', 'refused', 'withdrawn')),
  constraint case_level_known check (level between 0 and 3),
  constraint case_ended_with_its_state check ((ended_at is not null) = (state in ('answered', 'refused', 'withdrawn'))),
  constraint refusal_names_hold_law_and_date check (
    state <> 'refused' or (refusal_hold is not null and refusal_law is not null and refusal_until is not null and reasons is not null)),
  constraint extension_has_reasons check (not extended or reasons is not null),
  constraint company_is_named check (controller <> 'company' or company_id is not null)
);
create sequence rights_case_number;
create index rights_case_open on rights_case (deadline) where ended_at is null;
create index rights_case_company on rights_case (company_id, received_at);
create index rights_case_account on rights_case (account_id) where account_id is not null;
create index rights_case_person on rights_case (person_id) where person_id is not null;
create index rights_case_visitor on rights_case (visitor_id) where visitor_id is not null;
create table rights_event (
  case_id uuid not null references rights_case (id) on delete cascade,
  seq integer not null,
  at timestamptz(3) not null,
  what text not null,
  by text not null,
  level integer,
  primary key (case_id, seq)
);
create table rights_access (
  id uuid primary key,
  way text not null,
  level integer not null,
  token_hash bytea not null unique,
  case_id uuid references rights_case (id) on delete cascade,
  persons jsonb not null,
  address bytea,
  secrets bytea,
  language text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index rights_access_expired on rights_access (expires_at);
create table stop (
  id uuid primary key,
  kind text not null,
  purpose text,
  case_id uuid references rights_case (id) on delete set null,
  company_id uuid,
  account_id uuid,
  person_id uuid,
  client_id uuid,
  since timestamptz(3) not null,
  lifted_at timestamptz(3),
  weighed text
);
create index stop_person on stop (person_id) where lifted_at is null;
create index stop_client on stop (client_id) where lifted_at is null;
create index stop_account on stop (account_id) where lifted_at is null;

grant select, insert, update on rights_case, rights_access, stop to cling_app;
grant select, insert on rights_event to cling_app;
grant delete on rights_access to cling_app;
grant usage on sequence rights_case_number to cling_app;
