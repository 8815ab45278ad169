-- The first shape of everything. Each table's meaning, column by column, is declared in src/*/*.tables.ts; here stands what only the
-- database can keep: keys, checks, row-level security, append-only rows and the narrow functions that answer before a company
-- is known.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- A count of attempts within a window of time.
create table rate_limit (
  key bytea not null,
  window_start timestamptz(3) not null,
  count integer not null,
  primary key (key, window_start)
);

-- A worker process and when it was last alive.
create table worker_heartbeat (
  worker_id text not null,
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  primary key (worker_id)
);

-- The answer given to an API request that may be repeated.
create table idempotency (
  company_id uuid not null,
  key_hash bytea not null,
  request_hash bytea not null,
  status integer not null,
  answer_id text not null,
  created_at timestamptz(3) not null,
  primary key (company_id, key_hash)
);

-- A picture or sealed document that belongs to the company.
create table file (
  company_id uuid not null,
  sha256 text not null,
  purpose text not null,
  mime text not null,
  size integer not null,
  width integer,
  height integer,
  key_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (company_id, sha256)
);

-- That a key exists, for whom and why, and whether it has been destroyed.
create table vault_key (
  company_id uuid not null,
  id uuid not null,
  bucket text not null,
  created_at timestamptz(3) not null,
  shredded_at timestamptz(3),
  primary key (company_id, id)
);

-- A company (Kund) that writes documents.
create table company (
  id uuid not null,
  name text not null,
  form text,
  organisation_number text,
  sole_trader_number bytea,
  key_id uuid,
  street text,
  postcode text,
  city text,
  phone text,
  email text,
  website text,
  logo_file text,
  colour text,
  f_tax boolean not null default false,
  bankgiro text,
  plusgiro text,
  iban text,
  swish text,
  default_terms text,
  default_about text,
  default_valid_days integer not null default 30,
  prices_include_vat boolean not null default true,
  next_number integer not null default 1,
  is_sample boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (id)
);

-- A person who works in the company with an account.
create table member (
  company_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  name text,
  phone text,
  photo_file text,
  language text not null default 'sv',
  created_at timestamptz(3) not null,
  left_at timestamptz(3),
  primary key (company_id, id)
);

-- How a person signs in.
create table account (
  id uuid not null,
  email text not null,
  password_hash text not null,
  language text not null default 'sv',
  confirmed_at timestamptz(3),
  failed_attempts integer not null default 0,
  locked_until timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (id)
);

-- A link sent by mail to confirm an address or choose a new password.
create table account_token (
  id uuid not null,
  account_id uuid not null,
  purpose text not null,
  token_hash bytea not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (id)
);

-- A signed-in browser.
create table session (
  id uuid not null,
  account_id uuid not null,
  company_id uuid not null,
  member_id uuid not null,
  token_hash bytea not null,
  device text not null,
  network text not null,
  created_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (id)
);

-- A key by which a company’s own system calls the API.
create table api_key (
  id uuid not null,
  company_id uuid not null,
  member_id uuid not null,
  name text not null,
  key_hash bytea not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  primary key (id)
);

-- A customer of the company: a household, a company or an association.
create table client (
  company_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  organisation_number text,
  vat_number text,
  email text,
  phone text,
  street text,
  postcode text,
  city text,
  work_street text,
  work_postcode text,
  work_city text,
  property_designation text,
  association_number text,
  flat_number text,
  language text not null default 'sv',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (company_id, id)
);

-- One human of a client: an owner, a co-applicant, a person who signs.
create table client_person (
  company_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  position integer not null,
  name text not null,
  email text,
  phone text,
  title text,
  key_id uuid,
  personal_number bytea,
  personal_number_index bytea,
  used_year integer,
  used_rot_kr integer not null default 0,
  used_rut_kr integer not null default 0,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3),
  primary key (company_id, id)
);

-- Something the company sells again and again, with its price.
create table article (
  company_id uuid not null,
  id uuid not null,
  name text not null,
  note text,
  unit text not null,
  work text not null,
  unit_price_ore bigint not null,
  price_includes_vat boolean not null,
  vat_rate integer not null,
  own_cost_ore bigint,
  deductible boolean not null default false,
  used_count integer not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (company_id, id)
);

-- A quote from first draft to sealed agreement.
create table document (
  company_id uuid not null,
  id uuid not null,
  kind text not null,
  number text not null,
  title text not null,
  client_id uuid,
  client_name text not null,
  contact_member_id uuid not null,
  state text not null,
  content jsonb not null,
  revision integer not null,
  revised_by uuid not null,
  revised_at timestamptz(3) not null,
  valid_to date not null,
  total_ore bigint,
  to_pay_ore bigint,
  concluded_where text not null,
  work_type text not null,
  latest_version integer not null,
  opened_at timestamptz(3),
  open_questions integer not null default 0,
  failed_dispatch boolean not null default false,
  decline_reason text,
  event_count integer not null,
  event_head bytea not null,
  last_event text not null,
  last_event_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  search text generated always as (lower(number || ' ' || client_name || ' ' || title)) stored,
  primary key (company_id, id)
);

-- A person who receives a document, and their share of the labour.
create table document_party (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  client_person_id uuid not null,
  position integer not null,
  signs boolean not null,
  share integer not null,
  primary key (company_id, id)
);

-- A document as it was sent: never changed, hashed, encrypted under a key of its own.
create table document_version (
  company_id uuid not null,
  document_id uuid not null,
  version integer not null,
  hash text not null,
  canonical bytea not null,
  key_id uuid not null,
  content_revision integer not null,
  valid_to date not null,
  frozen_at timestamptz(3) not null,
  frozen_by uuid not null,
  chosen text[] not null,
  chosen_at timestamptz(3),
  total_ore bigint not null,
  to_pay_ore bigint not null,
  ended_at timestamptz(3),
  ended_why text,
  primary key (company_id, document_id, version)
);

-- Something that happened to a document.
create table document_event (
  company_id uuid not null,
  document_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamptz(3) not null,
  actor text not null,
  actor_id uuid,
  version integer,
  data jsonb not null,
  hash bytea not null,
  primary key (company_id, document_id, seq)
);

-- An attempt to sign a version, with what was to be signed.
create table signing_order (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  party_id uuid not null,
  link_id uuid not null,
  purpose text not null,
  method text not null,
  state text not null,
  hint text not null,
  agreement bytea not null,
  agreement_hash text not null,
  key_id uuid not null,
  secrets bytea not null,
  same_device boolean not null,
  started_at timestamptz(3) not null,
  attempts integer not null default 0,
  finished_at timestamptz(3),
  primary key (company_id, id)
);

-- A verified signature on a version, with its evidence.
create table signature (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  party_id uuid not null,
  method text not null,
  signed_at timestamptz(3) not null,
  agreement bytea not null,
  agreement_hash text not null,
  evidence bytea not null,
  evidence_sha256 text not null,
  key_id uuid not null,
  another_spelling boolean not null default false,
  is_test boolean not null,
  primary key (company_id, id)
);

-- The sealed PDF of a signed version.
create table sealed_file (
  company_id uuid not null,
  document_id uuid not null,
  version integer not null,
  file_sha256 text not null,
  level text not null,
  timestamp_state text not null,
  sealed_at timestamptz(3) not null,
  certificate_sha256 text not null,
  seen_by_company_at timestamptz(3),
  primary key (company_id, document_id, version)
);

-- A certificate this installation seals with.
create table seal_certificate (
  id uuid not null,
  certificate_pem text not null,
  chain_pem text not null,
  key_encrypted bytea not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3),
  primary key (id)
);

-- A link by which one person opens one version of a document.
create table room_link (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  party_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_why text,
  primary key (company_id, id)
);

-- A visit to the room, with how long each section was shown.
create table visit (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  link_id uuid not null,
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  sections jsonb not null,
  section text not null,
  primary key (company_id, id)
);

-- A mail or text message to somebody about a document.
create table dispatch (
  company_id uuid not null,
  id uuid not null,
  document_id uuid,
  version integer,
  party_id uuid,
  member_id uuid,
  link_id uuid,
  message text not null,
  channel text not null,
  address text not null,
  refers_to jsonb not null,
  state text not null,
  reason text,
  provider_reference text,
  attempts integer not null default 0,
  created_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  settled_at timestamptz(3),
  primary key (company_id, id)
);

-- That kinds of data about a person were disclosed to a processor, why and when.
create table disclosure (
  company_id uuid not null,
  id uuid not null,
  processor text not null,
  purpose text not null,
  columns text[] not null,
  subject_kind text not null,
  subject_id uuid,
  document_id uuid,
  remote_reference text,
  at timestamptz(3) not null,
  primary key (company_id, id)
);

-- A mail or text message that would have left, in an installation without operators.
create table outbox_message (
  id uuid not null,
  channel text not null,
  sender text not null,
  address text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  at timestamptz(3) not null,
  primary key (id)
);

-- A file attached to such a mail.
create table outbox_attachment (
  message_id uuid not null,
  name text not null,
  mime text not null,
  content bytea not null,
  primary key (message_id, name)
);

-- A question a recipient asked about a document, and its answer.
create table question (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  party_id uuid not null,
  anchor text not null,
  body text not null,
  asked_at timestamptz(3) not null,
  answer text,
  answered_at timestamptz(3),
  answered_by uuid,
  primary key (company_id, id)
);

alter table idempotency add foreign key (company_id) references company (id);
alter table file add foreign key (company_id) references company (id);
alter table file add foreign key (company_id, key_id) references vault_key (company_id, id);
alter table vault_key add foreign key (company_id) references company (id);
alter table member add foreign key (company_id) references company (id);
alter table member add foreign key (account_id) references account (id);
alter table account_token add foreign key (account_id) references account (id);
alter table session add foreign key (account_id) references account (id);
alter table session add foreign key (company_id) references company (id);
alter table session add foreign key (company_id, member_id) references member (company_id, id);
alter table api_key add foreign key (company_id) references company (id);
alter table api_key add foreign key (company_id, member_id) references member (company_id, id);
alter table client add foreign key (company_id) references company (id);
alter table client_person add foreign key (company_id) references company (id);
alter table client_person add foreign key (company_id, client_id) references client (company_id, id);
alter table client_person add foreign key (company_id, key_id) references vault_key (company_id, id);
alter table article add foreign key (company_id) references company (id);
alter table document add foreign key (company_id) references company (id);
alter table document add foreign key (company_id, client_id) references client (company_id, id);
alter table document add foreign key (company_id, contact_member_id) references member (company_id, id);
alter table document add foreign key (company_id, revised_by) references member (company_id, id);
alter table document_party add foreign key (company_id) references company (id);
alter table document_party add foreign key (company_id, document_id) references document (company_id, id);
alter table document_party add foreign key (company_id, client_person_id) references client_person (company_id, id);
alter table document_version add foreign key (company_id) references company (id);
alter table document_version add foreign key (company_id, document_id) references document (company_id, id);
alter table document_version add foreign key (company_id, key_id) references vault_key (company_id, id);
alter table document_version add foreign key (company_id, frozen_by) references member (company_id, id);
alter table document_event add foreign key (company_id) references company (id);
alter table document_event add foreign key (company_id, document_id) references document (company_id, id);
alter table signing_order add foreign key (company_id) references company (id);
alter table signing_order add foreign key (company_id, document_id) references document (company_id, id);
alter table signing_order add foreign key (company_id, party_id) references document_party (company_id, id);
alter table signing_order add foreign key (company_id, link_id) references room_link (company_id, id);
alter table signing_order add foreign key (company_id, key_id) references vault_key (company_id, id);
alter table signature add foreign key (company_id) references company (id);
alter table signature add foreign key (company_id, document_id) references document (company_id, id);
alter table signature add foreign key (company_id, party_id) references document_party (company_id, id);
alter table signature add foreign key (company_id, key_id) references vault_key (company_id, id);
alter table sealed_file add foreign key (company_id) references company (id);
alter table sealed_file add foreign key (company_id, document_id) references document (company_id, id);
alter table room_link add foreign key (company_id) references company (id);
alter table room_link add foreign key (company_id, document_id) references document (company_id, id);
alter table room_link add foreign key (company_id, party_id) references document_party (company_id, id);
alter table visit add foreign key (company_id) references company (id);
alter table visit add foreign key (company_id, document_id) references document (company_id, id);
alter table visit add foreign key (company_id, link_id) references room_link (company_id, id);
alter table dispatch add foreign key (company_id) references company (id);
alter table dispatch add foreign key (company_id, document_id) references document (company_id, id);
alter table dispatch add foreign key (company_id, party_id) references document_party (company_id, id);
alter table dispatch add foreign key (company_id, member_id) references member (company_id, id);
alter table dispatch add foreign key (company_id, link_id) references room_link (company_id, id);
alter table disclosure add foreign key (company_id) references company (id);
alter table disclosure add foreign key (company_id, document_id) references document (company_id, id);
alter table outbox_attachment add foreign key (message_id) references outbox_message (id) on delete cascade;
alter table question add foreign key (company_id) references company (id);
alter table question add foreign key (company_id, document_id) references document (company_id, id);
alter table question add foreign key (company_id, party_id) references document_party (company_id, id);
alter table question add foreign key (company_id, answered_by) references member (company_id, id);

-- The fields of the state machine and of money, as far as the database can keep them.
alter table company add constraint company_number_matches_form check (
  (form is null and organisation_number is null and sole_trader_number is null)
  or (form = 'legal' and sole_trader_number is null)
  or (form = 'sole-trader' and organisation_number is null));
alter table company add constraint company_colour_is_hex check (colour ~ '^#[0-9a-f]{6}$');
alter table client_person add constraint personal_number_has_its_key check ((personal_number is null) = (key_id is null));
alter table document add constraint document_state_known check (
  state in ('draft', 'sent', 'partly-signed', 'signed', 'sealed', 'declined', 'withdrawn'));
alter table document add constraint sent_has_a_version check (state = 'draft' or latest_version > 0);
alter table document_version add constraint version_ended_with_a_reason check ((ended_at is null) = (ended_why is null));
alter table document_version add constraint version_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$');
alter table room_link add constraint link_ended_with_a_reason check ((ended_at is null) = (ended_why is null));
alter table question add constraint answer_has_time_and_person check (
  (answer is null) = (answered_at is null) and (answer is null) = (answered_by is null));
alter table signing_order add constraint order_finished_when_not_pending check ((state = 'pending') = (finished_at is null));

create unique index account_email on account (lower(email));
create unique index account_token_hash on account_token (token_hash);
create unique index session_token on session (token_hash);
create index session_account on session (account_id) where ended_at is null;
create unique index api_key_hash on api_key (key_hash);
-- One account is a member of a company once.
create unique index member_account on member (account_id, company_id);
create index member_company on member (company_id);
create unique index document_number on document (company_id, number);
create index document_latest on document (company_id, last_event_at desc, id desc);
create index document_state on document (company_id, state, last_event_at desc);
-- Search within one company; trigrams find the middle of a word too.
create index document_search on document using gin (company_id, search gin_trgm_ops);
create index document_client on document (company_id, client_id);
create index client_name on client (company_id, lower(name)) where archived_at is null;
create index client_person_client on client_person (company_id, client_id);
create index article_name on article (company_id, lower(name)) where archived_at is null;
create unique index document_party_person on document_party (company_id, document_id, client_person_id);
create unique index room_link_token on room_link (token_hash);
create index room_link_document on room_link (company_id, document_id);
create index visit_document on visit (company_id, document_id, seen_at);
create index dispatch_document on dispatch (company_id, document_id);
create unique index dispatch_reference on dispatch (provider_reference) where provider_reference is not null;
create index question_document on question (company_id, document_id);
create index disclosure_subject on disclosure (company_id, subject_id);
create index outbox_latest on outbox_message (at desc);
-- One person signs a version once, however many browsers they try from.
create unique index signature_once on signature (company_id, document_id, version, party_id);
-- For now one signature makes the agreement: two people at once get one outcome.
create unique index signature_one_per_version on signature (company_id, document_id, version);
create index signing_order_pending on signing_order (started_at) where state = 'pending';
create unique index signing_order_one_pending on signing_order (company_id, link_id) where state = 'pending';

alter table rate_limit set unlogged;

-- Row-level security: the second lock. The application's role owns nothing and cannot bypass it.
do $$
declare t text;
begin
  foreach t in array array['idempotency', 'file', 'vault_key', 'member', 'client', 'client_person', 'article', 'document',
    'document_party', 'document_version', 'document_event', 'dispatch', 'disclosure', 'room_link', 'visit', 'question',
    'signing_order', 'signature', 'sealed_file']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_company on %I using (company_id = nullif(current_setting(''cling.company'', true), '''')::uuid)', t);
  end loop;
end $$;
alter table company enable row level security;
create policy of_company on company using (id = nullif(current_setting('cling.company', true), '')::uuid);

grant usage on schema public to cling_app;
grant select, insert, update on rate_limit, worker_heartbeat, idempotency, file, vault_key, company, member, account, account_token,
  session, api_key, client, client_person, article, document, document_party, document_version, dispatch, room_link, visit, question,
  signing_order, sealed_file, outbox_message to cling_app;
-- What proves something is written once.
grant select, insert on document_event, signature, disclosure, outbox_attachment to cling_app;
grant select, insert, update on seal_certificate to cling_app;
grant delete on rate_limit, worker_heartbeat, document_party, outbox_message, outbox_attachment, account_token, idempotency to cling_app;

-- A frozen version keeps its words; only the customer's choice and its end may be noted on it.
create function keep_version_frozen() returns trigger language plpgsql as $$
begin
  if (new.company_id, new.document_id, new.version, new.hash, new.canonical, new.key_id, new.content_revision, new.valid_to, new.frozen_at, new.frozen_by)
     is distinct from
     (old.company_id, old.document_id, old.version, old.hash, old.canonical, old.key_id, old.content_revision, old.valid_to, old.frozen_at, old.frozen_by)
  then raise exception 'A sent version is never changed.' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger frozen before update on document_version for each row execute function keep_version_frozen();

-- Sections of time are joined and pruned by the service itself.
create function membership_of(account uuid)
returns table (company_id uuid, member_id uuid, company_name text, role text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.company_id, m.id, c.name, m.role
  from member m join company c on c.id = m.company_id
  where m.account_id = account and m.left_at is null
  order by m.created_at
$$;
revoke all on function membership_of(uuid) from public;
grant execute on function membership_of(uuid) to cling_app;

-- Everything a session or an API key needs to know about itself, by the hash of what was presented.
create function session_by_token(presented bytea)
returns table (id uuid, account_id uuid, company_id uuid, member_id uuid, created_at timestamptz, seen_at timestamptz, ended_at timestamptz,
  role text, language text, confirmed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.account_id, s.company_id, s.member_id, s.created_at, s.seen_at, s.ended_at, m.role, m.language, a.confirmed_at
  from session s join member m on m.company_id = s.company_id and m.id = s.member_id join account a on a.id = s.account_id
  where s.token_hash = presented and m.left_at is null
$$;
revoke all on function session_by_token(bytea) from public;
grant execute on function session_by_token(bytea) to cling_app;

-- All that one view of the room asks, in one statement. The token's hash is the only way in.
create function room_by_token(presented bytea)
returns table (
  company_id uuid, link_id uuid, document_id uuid, version int, party_id uuid, link_ended_why text, link_expires_at timestamptz,
  document_state text, latest_version int, version_hash text, canonical bytea, key_id uuid, valid_to date, chosen text[], chosen_at timestamptz,
  ended_why text, ended_at timestamptz, signed_at timestamptz, signed_party uuid, signed_method text, is_test boolean, sealed_at timestamptz,
  timestamp_state text, conversation json)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.company_id, l.id, l.document_id, l.version, l.party_id, l.ended_why, l.expires_at,
    d.state, d.latest_version, v.hash, v.canonical, v.key_id, v.valid_to, v.chosen, v.chosen_at,
    v.ended_why, v.ended_at, s.signed_at, s.party_id, s.method, s.is_test, f.sealed_at, f.timestamp_state,
    (select coalesce(json_agg(json_build_object('id', q.id, 'anchor', q.anchor, 'body', q.body, 'askedAt', q.asked_at,
        'answer', q.answer, 'answeredAt', q.answered_at, 'mine', q.party_id = l.party_id) order by q.asked_at), '[]'::json)
      from question q where q.company_id = l.company_id and q.document_id = l.document_id)
  from room_link l
  join document d on d.company_id = l.company_id and d.id = l.document_id
  join document_version v on v.company_id = l.company_id and v.document_id = l.document_id and v.version = l.version
  left join signature s on s.company_id = l.company_id and s.document_id = l.document_id and s.version = l.version
  left join sealed_file f on f.company_id = l.company_id and f.document_id = l.document_id and f.version = l.version
  where l.token_hash = presented
$$;
revoke all on function room_by_token(bytea) from public;
grant execute on function room_by_token(bytea) to cling_app;

-- Numbers are handed out apart from the transaction that uses them, so that two drafts never wait for each other. A draft that fails
-- leaves a gap, which quotes may have (invoices may not).
create function allocate_document_number(company_of_number uuid) returns int
language sql security definer set search_path = public, pg_temp as $$
  update company set next_number = next_number + 1 where id = company_of_number returning next_number - 1
$$;
revoke all on function allocate_document_number(uuid) from public;
grant execute on function allocate_document_number(uuid) to cling_app;

-- What the sweeps look for, across companies: only ids leave.
create function unsealed_versions(before timestamptz)
returns table (company_id uuid, document_id uuid, version int)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.company_id, s.document_id, s.version from signature s
  left join sealed_file f on f.company_id = s.company_id and f.document_id = s.document_id and f.version = s.version
  where f.document_id is null and s.signed_at < before limit 1000
$$;
create function untimestamped_versions()
returns table (company_id uuid, document_id uuid, version int)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.company_id, f.document_id, f.version from sealed_file f where f.timestamp_state = 'pending' limit 1000
$$;
create function pending_orders()
returns table (company_id uuid, id uuid, method text, started_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.company_id, o.id, o.method, o.started_at from signing_order o where o.state = 'pending' order by o.started_at limit 5000
$$;
create function queued_dispatches(before timestamptz)
returns table (company_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.company_id, d.id from dispatch d where d.state = 'queued' and d.created_at < before limit 1000
$$;
create function dispatch_by_reference(reference text)
returns table (company_id uuid, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.company_id, d.id from dispatch d where d.provider_reference = reference
$$;
revoke all on function unsealed_versions(timestamptz), untimestamped_versions(), pending_orders(), queued_dispatches(timestamptz),
  dispatch_by_reference(text) from public;
grant execute on function unsealed_versions(timestamptz), untimestamped_versions(), pending_orders(), queued_dispatches(timestamptz),
  dispatch_by_reference(text) to cling_app;
create index dispatch_queued on dispatch (created_at) where state = 'queued';
create index sealed_file_pending on sealed_file (sealed_at) where timestamp_state = 'pending';

-- The vault: keys in a schema and role of their own. The application's role cannot even see that the schema has tables.
create schema vault;
create table vault.key (
  company_id uuid not null,
  id uuid not null,
  bucket text not null,
  wrapped bytea,
  created_at timestamptz(3) not null,
  shredded_at timestamptz(3),
  primary key (company_id, id),
  constraint shredded_keeps_nothing check ((wrapped is null) = (shredded_at is not null))
);
create index key_unused on vault.key (created_at);
create table vault.index_key (company_id uuid primary key, wrapped bytea not null, created_at timestamptz(3) not null);
grant usage on schema vault to cling_vault;
grant select, insert, update, delete on vault.key, vault.index_key to cling_vault;
