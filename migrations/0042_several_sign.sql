-- Several sign one version: who does what is chosen for the document and frozen with each version; the agreement is made when all have signed.
alter table document add column signing text not null default 'one';
alter table document add constraint document_signing_known check (signing in ('one', 'all', 'ordered'));
alter table document_party add column otherwise text not null default 'copy';
alter table document_party add constraint document_party_otherwise_known check (otherwise in ('approver', 'viewer', 'copy'));
alter table document_version add column signing text not null default 'one';
alter table document_version add constraint version_signing_known check (signing in ('one', 'all', 'ordered'));

-- What each person is to do with a version, how they are reached, and how far it has come.
create table version_party (
  company_id uuid not null,
  document_id uuid not null,
  version int not null,
  party_id uuid not null,
  role text not null check (role in ('signer', 'approver', 'viewer', 'copy')),
  turn int not null,
  by_mail boolean not null,
  by_sms boolean not null,
  invited_at timestamptz(3),
  approved_at timestamptz(3),
  primary key (company_id, document_id, version, party_id),
  foreign key (company_id, document_id) references document (company_id, id),
  foreign key (company_id, party_id) references document_party (company_id, id),
  constraint only_approvers_approve check (approved_at is null or role = 'approver')
);
alter table version_party enable row level security;
create policy of_company on version_party using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update, delete on version_party to cling_app;

-- What all who sign a version have agreed to: the agreement without who signs, when, and what they ticked.
alter table signature add column deal_hash text;
drop index signature_one_per_version;

-- A version is signed while it lives. Its row is locked, so that an end and a signature at the same moment come one after the other.
create function a_living_version_is_signed() returns trigger language plpgsql as $$
declare
  ended timestamptz;
begin
  select ended_at into ended from document_version
    where company_id = new.company_id and document_id = new.document_id and version = new.version for update;
  if ended is not null and new.signed_at > ended
  then raise exception 'a version that has ended is not signed' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger a_living_version_is_signed before insert on signature for each row execute function a_living_version_is_signed();

-- Looked at when the transaction ends, when a company that is brought in has all its rows.
create function signatures_stand_together() returns trigger language plpgsql as $$
declare
  how text;
  mine version_party;
begin
  select signing into how from document_version
    where company_id = new.company_id and document_id = new.document_id and version = new.version;
  if how = 'one' and exists (select from signature s where s.company_id = new.company_id and s.document_id = new.document_id
    and s.version = new.version and s.id <> new.id)
  then raise exception 'one signature makes this agreement, and there is one' using errcode = 'check_violation'; end if;
  if exists (select from signature s where s.company_id = new.company_id and s.document_id = new.document_id
    and s.version = new.version and s.deal_hash is distinct from new.deal_hash)
  then raise exception 'all who sign a version sign the same agreement' using errcode = 'check_violation'; end if;
  select * into mine from version_party p
    where p.company_id = new.company_id and p.document_id = new.document_id and p.version = new.version and p.party_id = new.party_id;
  if mine.party_id is null then return null; end if;
  if mine.role <> 'signer' then raise exception 'only a signer signs' using errcode = 'check_violation'; end if;
  if exists (select from version_party p where p.company_id = new.company_id and p.document_id = new.document_id
    and p.version = new.version and p.role = 'approver' and p.approved_at is null)
  then raise exception 'a version is approved before it is signed' using errcode = 'check_violation'; end if;
  if how = 'ordered' and exists (select from version_party p where p.company_id = new.company_id and p.document_id = new.document_id
    and p.version = new.version and p.role = 'signer' and p.turn < mine.turn
    and not exists (select from signature s where s.company_id = p.company_id and s.document_id = p.document_id
      and s.version = p.version and s.party_id = p.party_id))
  then raise exception 'in order: somebody signs before' using errcode = 'check_violation'; end if;
  return null;
end $$;
create constraint trigger signatures_stand_together after insert on signature deferrable initially deferred
  for each row execute function signatures_stand_together();

create function a_version_ends_lawfully() returns trigger language plpgsql as $$
begin
  if new.chosen is distinct from old.chosen and exists (select from signature s
    where s.company_id = old.company_id and s.document_id = old.document_id and s.version = old.version)
  then raise exception 'what somebody has signed is not chosen anew' using errcode = 'check_violation'; end if;
  if new.signing is distinct from old.signing
  then raise exception 'A sent version is never changed.' using errcode = 'integrity_constraint_violation'; end if;
  if old.ended_at is null and new.ended_why = 'signed' and (
    not exists (select from signature s
      where s.company_id = old.company_id and s.document_id = old.document_id and s.version = old.version)
    or old.signing <> 'one' and exists (select from version_party p
      where p.company_id = old.company_id and p.document_id = old.document_id and p.version = old.version and p.role = 'signer'
      and not exists (select from signature s where s.company_id = p.company_id and s.document_id = p.document_id
        and s.version = p.version and s.party_id = p.party_id)))
  then raise exception 'an agreement is made when all have signed' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger a_version_ends_lawfully before update on document_version for each row execute function a_version_ends_lawfully();

create or replace function unsealed_versions(before timestamptz)
returns table (company_id uuid, document_id uuid, version int)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct s.company_id, s.document_id, s.version from signature s
  join document_version v on v.company_id = s.company_id and v.document_id = s.document_id and v.version = s.version
  left join sealed_file f on f.company_id = s.company_id and f.document_id = s.document_id and f.version = s.version
  where f.document_id is null and v.ended_why = 'signed'
    and (s.signed_at < before or s.signed_at > before + interval '1 hour') limit 1000
$$;

drop function room_by_token(bytea);
create function room_by_token(presented bytea)
returns table (
  company_id uuid, link_id uuid, document_id uuid, version int, party_id uuid, link_ended_why text, link_expires_at timestamptz,
  document_state text, latest_version int, version_hash text, canonical bytea, key_id uuid, valid_to date, chosen text[], chosen_at timestamptz,
  ended_why text, ended_at timestamptz, signing text, signatures json, parts json, is_test boolean, sealed_at timestamptz,
  timestamp_state text, conversation json)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.company_id, l.id, l.document_id, l.version, l.party_id, l.ended_why, l.expires_at,
    d.state, d.latest_version, v.hash, v.canonical, v.key_id, v.valid_to, v.chosen, v.chosen_at,
    v.ended_why, v.ended_at, v.signing, s.all_of_them, p.all_of_them, s.is_test, f.sealed_at, f.timestamp_state,
    (select coalesce(json_agg(json_build_object('id', q.id, 'anchor', q.anchor, 'body', q.body, 'askedAt', q.asked_at,
        'answer', q.answer, 'answeredAt', q.answered_at, 'mine', q.party_id = l.party_id) order by q.asked_at), '[]'::json)
      from question q where q.company_id = l.company_id and q.document_id = l.document_id)
  from room_link l
  join document d on d.company_id = l.company_id and d.id = l.document_id
  join document_version v on v.company_id = l.company_id and v.document_id = l.document_id and v.version = l.version
  left join lateral (
    select coalesce(json_agg(json_build_object('partyId', s.party_id, 'at', s.signed_at, 'method', s.method) order by s.signed_at), '[]'::json)
      as all_of_them, bool_or(s.is_test) as is_test
    from signature s where s.company_id = l.company_id and s.document_id = l.document_id and s.version = l.version) s on true
  left join lateral (
    select coalesce(json_agg(json_build_object('partyId', p.party_id, 'role', p.role, 'turn', p.turn, 'invitedAt', p.invited_at,
        'approvedAt', p.approved_at) order by p.turn), '[]'::json) as all_of_them
    from version_party p where p.company_id = l.company_id and p.document_id = l.document_id and p.version = l.version) p on true
  left join sealed_file f on f.company_id = l.company_id and f.document_id = l.document_id and f.version = l.version
  where l.token_hash = presented
$$;
revoke all on function room_by_token(bytea) from public;
grant execute on function room_by_token(bytea) to cling_app;
