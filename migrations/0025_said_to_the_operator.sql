-- What people say to the operator (support), what clients think (feedback), incidents, and what an authority demands. Words and addresses lie
-- encrypted: none of these tables can be searched by name.
create sequence support_case_number;
create table support_case (
  id uuid primary key,
  visitor_id uuid not null,
  number text not null unique,
  came_by text not null check (came_by in ('form', 'chat', 'mail', 'phone', 'post')),
  token_hash bytea not null unique,
  language text not null check (language in ('sv', 'en')),
  received_on date not null,
  deadline date not null,
  reply_to bytea,
  rights_case_id uuid references rights_case (id) on delete set null,
  created_at timestamptz(3) not null,
  closed_at timestamptz(3)
);
create index support_case_open on support_case (deadline) where closed_at is null;
create index support_case_closed on support_case (closed_at) where closed_at is not null;
create table support_message (
  id uuid primary key,
  case_id uuid not null references support_case (id) on delete cascade,
  said_by text not null check (said_by in ('person', 'operator', 'note')),
  body bytea not null,
  seq integer not null,
  hidden integer not null,
  at timestamptz(3) not null,
  unique (case_id, seq)
);
create table support_file (
  id uuid primary key,
  case_id uuid not null references support_case (id) on delete cascade,
  kind text not null check (kind in ('pdf', 'picture', 'text')),
  content bytea not null,
  at timestamptz(3) not null
);
create index support_file_of on support_file (case_id);
grant select, insert, update, delete on support_case, support_message, support_file to cling_app;
grant usage on sequence support_case_number to cling_app;

-- A client's word to the company, and a score to the operator that leads to nobody: only how many gave it in a month.
create table feedback (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  party_id uuid not null,
  rating integer check (rating between 1 and 5),
  comment text,
  at timestamptz(3) not null,
  primary key (company_id, id),
  foreign key (company_id, document_id) references document (company_id, id),
  foreign key (company_id, party_id) references document_party (company_id, id),
  constraint comment_comes_with_a_rating check (comment is null or rating is not null)
);
-- Asked once.
create unique index feedback_one on feedback (company_id, party_id);
create index feedback_document on feedback (company_id, document_id);
alter table feedback enable row level security;
create policy of_company on feedback using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
create table service_score (
  month text not null,
  score integer not null check (score between 1 and 5),
  times integer not null,
  primary key (month, score)
);
grant select, insert on feedback to cling_app;
grant select, insert, update on service_score to cling_app;

create sequence incident_number;
create table incident (
  id uuid primary key,
  visitor_id uuid not null,
  number text not null unique,
  aware_at timestamptz(3) not null,
  began_at timestamptz(3),
  ended_at timestamptz(3),
  risk text not null check (risk in ('unlikely', 'likely', 'high')),
  described bytea not null,
  scope jsonb not null,
  alarms integer not null default 0,
  reported_at timestamptz(3),
  persons_told text not null default 'not-yet' check (persons_told in ('not-yet', 'told', 'not-needed')),
  closed_at timestamptz(3),
  constraint incident_ends_after_it_began check (ended_at is null or began_at is null or ended_at >= began_at),
  constraint incident_reported_after_it_was_known check (reported_at is null or reported_at >= aware_at)
);
create table incident_company (
  incident_id uuid not null references incident (id),
  company_id uuid not null,
  persons integer not null,
  told_at timestamptz(3),
  primary key (incident_id, company_id)
);
grant select, insert, update on incident, incident_company to cling_app;
grant usage on sequence incident_number to cling_app;

-- Whom an incident may concern, by company: people whose data went to the supplier in the time, or all who are held. Ids and counts alone, so
-- that the register of incidents becomes no second register of people.
create function incident_reach(processor_asked text, from_at timestamptz, to_at timestamptz, companies uuid[])
returns table (company_id uuid, person uuid, kind text, columns text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select d.company_id, d.subject_id, d.subject_kind, d.columns from disclosure d
  where processor_asked is not null and d.processor = processor_asked and d.at between from_at and to_at
    and (companies is null or d.company_id = any (companies))
  union all
  select p.company_id, p.id, 'client', array[]::text[] from client_person p
  where processor_asked is null and p.created_at <= to_at and (companies is null or p.company_id = any (companies))
  union all
  select m.company_id, m.id, 'member', array[]::text[] from member m
  where processor_asked is null and m.created_at <= to_at and (companies is null or m.company_id = any (companies))
$$;
revoke all on function incident_reach(text, timestamptz, timestamptz, uuid[]) from public;
grant execute on function incident_reach(text, timestamptz, timestamptz, uuid[]) to cling_app;
