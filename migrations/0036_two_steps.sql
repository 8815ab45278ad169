-- Passkeys: what a browser answers with instead of a password.
create table passkey (
  id uuid primary key,
  account_id uuid not null references account (id),
  credential_id bytea not null,
  public_key bytea not null,
  name text not null,
  sign_count bigint not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  created_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint passkey_backed_up_is_eligible check (backup_eligible or not backed_up)
);
create unique index passkey_credential on passkey (credential_id);
create index passkey_account on passkey (account_id);

-- An authenticator app. Its key follows from the row's id by a keyed hash and is stored nowhere; each new app has a row of its own.
create table authenticator_app (
  id uuid primary key,
  account_id uuid not null references account (id),
  created_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- The thirty seconds its last code was of: that code and those before it are used.
  last_step bigint not null default 0
);
-- Two would let either be lost and the other be a stranger's.
create unique index authenticator_app_one on authenticator_app (account_id) where confirmed_at is not null;
create index authenticator_app_account on authenticator_app (account_id);

-- For whoever has lost the app: each code works once.
create table recovery_code (
  id uuid primary key,
  account_id uuid not null references account (id),
  code_hash bytea not null,
  created_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create unique index recovery_code_hash on recovery_code (code_hash);
create index recovery_code_account on recovery_code (account_id);

-- What a browser was asked to answer with a passkey; gone when it is answered.
create table passkey_challenge (
  id uuid primary key,
  purpose text not null constraint passkey_challenge_purpose check (purpose in ('sign-in', 'new', 'prove')),
  account_id uuid references account (id),
  expires_at timestamptz(3) not null,
  constraint passkey_challenge_knows_whose check ((purpose = 'sign-in') = (account_id is null))
);
create index passkey_challenge_account on passkey_challenge (account_id);
create index passkey_challenge_expires on passkey_challenge (expires_at);

grant select, insert, update, delete on passkey, authenticator_app, recovery_code, passkey_challenge to cling_app;

-- How a session began, and when whoever holds it last proved who they are.
alter table session add column how text not null default 'password' constraint session_how check (how in ('password', 'two-steps', 'passkey'));
alter table session add column proved_at timestamptz(3);
update session set proved_at = created_at;
alter table session alter column proved_at set default now();
alter table session alter column proved_at set not null;
alter table company add column second_factor_since timestamptz(3);

drop function session_by_token(bytea);
create function session_by_token(presented bytea)
returns table (id uuid, account_id uuid, company_id uuid, member_id uuid, created_at timestamptz, seen_at timestamptz, ended_at timestamptz,
  role text, language text, confirmed_at timestamptz, proved_at timestamptz, lacks_second boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.account_id, s.company_id, s.member_id, s.created_at, s.seen_at, s.ended_at, m.role, m.language, a.confirmed_at,
    s.proved_at, s.how = 'password' and c.second_factor_since is not null
  from session s join member m on m.company_id = s.company_id and m.id = s.member_id join account a on a.id = s.account_id
    join company c on c.id = s.company_id
  where s.token_hash = presented and m.left_at is null
$$;
revoke all on function session_by_token(bytea) from public;
grant execute on function session_by_token(bytea) to cling_app;
