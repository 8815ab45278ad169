-- What is told of a company's data belongs to the company; what is told of the operator's own readers and cases belongs to none.
create table own_disclosure (
  id uuid primary key,
  processor text not null,
  purpose text not null,
  columns text[] not null,
  subject_kind text not null,
  subject_id uuid,
  remote_reference text,
  at timestamptz(3) not null
);
create index own_disclosure_subject on own_disclosure (subject_id) where subject_id is not null;

-- Somebody who asked for the newsletter, and proved that the address is theirs. Whoever leaves is gone from here at once.
create table newsletter_reader (
  id uuid primary key,
  email text not null,
  address_hash bytea not null,
  language text not null check (language in ('sv', 'en')),
  token_hash bytea not null unique,
  text_hash text not null references consent_text (hash),
  asked_at timestamptz(3) not null,
  confirmed_at timestamptz(3)
);
create unique index newsletter_reader_address on newsletter_reader (address_hash);

-- Who wants no advertising: a keyed hash of the address or number and nothing else, so that it can be obeyed after everything else is gone.
create table suppression (
  id uuid primary key,
  address_hash bytea not null unique,
  how text not null check (how in ('link', 'one-click', 'account', 'support', 'sms', 'phone', 'post', 'rights')),
  since timestamptz(3) not null
);

-- That a way out was offered when the address was given: without that row a customer gets no news.
create table news_offer (
  account_id uuid primary key references account (id) on delete cascade,
  offered_at timestamptz(3) not null,
  offered_where text not null check (offered_where in ('sign-up', 'invitation', 'settings'))
);

-- Those who were customers, for a year.
create table former_customer (
  id uuid primary key,
  account_id uuid references account (id) on delete set null,
  email text not null,
  address_hash bytea not null unique,
  language text not null check (language in ('sv', 'en')),
  ended_on date not null
);
create index former_customer_account on former_customer (account_id) where account_id is not null;

create table news_issue (
  id uuid primary key,
  name text not null,
  content jsonb not null,
  audience text not null check (audience in ('readers', 'customers', 'everybody')),
  planned_at timestamptz(3) not null,
  planned_by text not null,
  planned_count integer not null,
  begun_at timestamptz(3),
  stopped_at timestamptz(3)
);
create table news_dispatch (
  id uuid primary key,
  issue_id uuid not null references news_issue (id) on delete cascade,
  kind text not null check (kind in ('reader', 'member', 'former')),
  reader_id uuid,
  company_id uuid,
  member_id uuid,
  former_id uuid,
  state text not null default 'queued' check (state in ('queued', 'sent', 'not-sent')),
  reason text,
  settled_at timestamptz(3),
  constraint news_goes_to_one check (num_nonnulls(reader_id, member_id, former_id) = 1),
  constraint news_member_has_company check ((member_id is null) = (company_id is null)),
  constraint news_settled_with_its_state check ((settled_at is null) = (state = 'queued')),
  constraint news_not_sent_for_a_reason check ((state = 'not-sent') = (reason is not null))
);
create index news_dispatch_issue on news_dispatch (issue_id, state);

-- Customers who were offered the way out, as ids: whoever is a member of a company that is no sample, with an address that is proved.
create function news_members() returns table (company_id uuid, member_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.company_id, m.id from member m join account a on a.id = m.account_id join company c on c.id = m.company_id
  join news_offer o on o.account_id = a.id
  where m.joined_at is not null and m.left_at is null and a.confirmed_at is not null and not c.is_sample
$$;
-- The addresses and numbers of an account, so that a no holds for all of them.
create function numbers_of_account(account uuid) returns table (phone text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.phone from member m where m.account_id = account and m.phone is not null
$$;
revoke all on function news_members(), numbers_of_account(uuid) from public;
grant execute on function news_members(), numbers_of_account(uuid) to cling_app;

grant select, insert on own_disclosure to cling_app;
grant update (remote_reference) on own_disclosure to cling_app;
grant select, insert, update, delete on newsletter_reader, former_customer, suppression, news_offer to cling_app;
grant select, insert, update on news_issue, news_dispatch to cling_app;
