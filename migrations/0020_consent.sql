-- What visitors have said of cookies and measuring. The ledger is only ever added to: the application may put in and read, and what is old
-- goes through one function, which leaves the chain whole.
create table consent_text (
  hash text primary key,
  layer text not null,
  language text not null,
  markup text not null,
  style text not null,
  first_at timestamptz(3) not null,
  constraint text_stands_under_its_own_hash check (
    hash = encode(sha256(convert_to(markup, 'UTF8') || '\x00'::bytea || convert_to(style, 'UTF8')), 'hex'))
);
create table consent_event (
  seq bigint primary key,
  consent_id uuid not null,
  purpose text not null,
  action text not null,
  text_hash text references consent_text (hash),
  policy_version integer not null,
  language text not null,
  zone text not null,
  method text not null,
  at timestamptz(3) not null,
  salt bytea not null,
  constraint action_known check (action in ('given', 'denied', 'withdrawn', 'expired', 'replaced')),
  constraint what_a_person_said_has_its_text check (text_hash is not null or action = 'expired' or method = 'link')
);
create index consent_event_of on consent_event (consent_id, purpose, seq);
create table consent_chain (
  seq bigint primary key,
  event_hash bytea not null,
  link bytea not null
);
create table consent_account (
  account_id uuid not null references account (id) on delete cascade,
  consent_id uuid not null,
  at timestamptz(3) not null,
  primary key (account_id, consent_id)
);
create index consent_account_consent on consent_account (consent_id);

create table visitor_event (
  id uuid primary key,
  visitor_id uuid not null,
  kind text not null,
  page text not null,
  target text,
  stayed text,
  came_from text,
  at timestamptz(3) not null
);
create index visitor_event_of on visitor_event (visitor_id, at);
create index visitor_event_at on visitor_event (at);
create table use_count (
  day text not null,
  what text not null,
  value text not null,
  times integer not null,
  primary key (day, what, value)
);
create table use_total (
  day text not null,
  what text not null,
  value text not null,
  times integer not null,
  primary key (day, what, value),
  -- A figure about fewer could point somebody out.
  constraint at_least_ten check (times >= 10)
);
create table site_error (
  day text not null,
  zone text not null,
  kind text not null,
  message text not null,
  frames text not null,
  times integer not null default 1,
  primary key (day, zone, kind, message, frames)
);
create table mail_measure (
  consent_id uuid primary key,
  since timestamptz(3) not null
);
create table mail_beacon (
  token_hash bytea primary key,
  consent_id uuid not null references mail_measure (consent_id) on delete cascade,
  letter text not null,
  opened_on text,
  created_at timestamptz(3) not null
);
create index mail_beacon_of on mail_beacon (consent_id);

grant select, insert on consent_text, consent_event, consent_chain to cling_app;
grant select, insert, update, delete on consent_account, visitor_event, use_count, use_total, site_error, mail_measure, mail_beacon to cling_app;

-- A consent is over when nothing of it holds: its last word was no, no longer, or time. What is given lapses of itself after twelve months, so
-- whatever a browser last said longer ago than both periods together is over too.
create function forget_consents(ended_before timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone bigint;
begin
  with last as (
    select distinct on (consent_id, purpose) consent_id, purpose, action, at
    from consent_event order by consent_id, purpose, seq desc
  ), over as (
    select consent_id from last group by consent_id
    having bool_and(action in ('denied', 'withdrawn', 'expired')) and max(at) < ended_before
  )
  delete from consent_event e using over o where e.consent_id = o.consent_id;
  get diagnostics gone = row_count;
  delete from consent_text t where not exists (select 1 from consent_event e where e.text_hash = t.hash) and t.first_at < ended_before;
  return gone;
end $$;
revoke all on function forget_consents(timestamptz) from public;
grant execute on function forget_consents(timestamptz) to cling_app;
