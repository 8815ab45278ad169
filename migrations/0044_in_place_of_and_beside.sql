-- The company signs too where it asks for it; somebody signs in another's place; somebody signs on the company's device, with a BankID of their own.
alter table document add column company_signs boolean not null default false;
alter table document_version add column company_signs boolean not null default false;
alter table version_party add column for_party_id uuid;
alter table version_party add foreign key (company_id, for_party_id) references document_party (company_id, id);
alter table version_party add constraint nobody_stands_for_themselves check (for_party_id <> party_id);
create unique index version_party_stands_for on version_party (company_id, document_id, version, for_party_id);
alter table room_link add column in_person boolean not null default false;

alter table signature alter column party_id drop not null;
alter table signature add column member_id uuid;
alter table signature add foreign key (company_id, member_id) references member (company_id, id);
alter table signature add column in_person boolean not null default false;
alter table signature add constraint signature_is_somebodys check ((party_id is null) <> (member_id is null));
-- The company signs a version once, whoever of it does.
create unique index signature_of_company_once on signature (company_id, document_id, version) where party_id is null;
create index signature_member on signature (company_id, member_id);

alter table signing_order alter column party_id drop not null;
alter table signing_order alter column link_id drop not null;
alter table signing_order add column member_id uuid;
alter table signing_order add foreign key (company_id, member_id) references member (company_id, id);
alter table signing_order add constraint order_is_somebodys
  check ((party_id is null) <> (member_id is null) and (party_id is null) = (link_id is null));
create unique index signing_order_member_one_pending on signing_order (company_id, document_id, member_id) where state = 'pending';

-- Of those who sign: whom the agreement still waits for. Whoever let another sign in their place is not waited for.
create function waits_for_signatures(of_company uuid, of_document uuid, of_version int) returns boolean language sql stable as $$
  select exists (select from version_party p
    where p.company_id = of_company and p.document_id = of_document and p.version = of_version and p.role = 'signer'
    and not exists (select from version_party d where d.company_id = p.company_id and d.document_id = p.document_id
      and d.version = p.version and d.for_party_id = p.party_id)
    and not exists (select from signature s where s.company_id = p.company_id and s.document_id = p.document_id
      and s.version = p.version and s.party_id = p.party_id))
$$;

create or replace function signatures_stand_together() returns trigger language plpgsql as $$
declare
  v document_version;
  mine version_party;
begin
  select * into v from document_version
    where company_id = new.company_id and document_id = new.document_id and version = new.version;
  if exists (select from signature s where s.company_id = new.company_id and s.document_id = new.document_id
    and s.version = new.version and s.deal_hash is distinct from new.deal_hash)
  then raise exception 'all who sign a version sign the same agreement' using errcode = 'check_violation'; end if;
  if new.party_id is null then
    if not v.company_signs then raise exception 'the company was not to sign this' using errcode = 'check_violation'; end if;
    if not exists (select from signature s where s.company_id = new.company_id and s.document_id = new.document_id
        and s.version = new.version and s.party_id is not null)
      or v.signing <> 'one' and waits_for_signatures(new.company_id, new.document_id, new.version)
    then raise exception 'the company signs last' using errcode = 'check_violation'; end if;
    return null;
  end if;
  if v.signing = 'one' and exists (select from signature s where s.company_id = new.company_id and s.document_id = new.document_id
    and s.version = new.version and s.id <> new.id and s.party_id is not null)
  then raise exception 'one signature makes this agreement, and there is one' using errcode = 'check_violation'; end if;
  select * into mine from version_party p
    where p.company_id = new.company_id and p.document_id = new.document_id and p.version = new.version and p.party_id = new.party_id;
  if mine.party_id is null then return null; end if;
  if mine.role <> 'signer' then raise exception 'only a signer signs' using errcode = 'check_violation'; end if;
  if exists (select from version_party d where d.company_id = new.company_id and d.document_id = new.document_id
    and d.version = new.version and d.for_party_id = new.party_id)
  then raise exception 'another signs in this person''s place' using errcode = 'check_violation'; end if;
  if exists (select from version_party p where p.company_id = new.company_id and p.document_id = new.document_id
    and p.version = new.version and p.role = 'approver' and p.approved_at is null)
  then raise exception 'a version is approved before it is signed' using errcode = 'check_violation'; end if;
  if v.signing = 'ordered' and exists (select from version_party p where p.company_id = new.company_id and p.document_id = new.document_id
    and p.version = new.version and p.role = 'signer' and p.turn < mine.turn
    and not exists (select from version_party d where d.company_id = p.company_id and d.document_id = p.document_id
      and d.version = p.version and d.for_party_id = p.party_id)
    and not exists (select from signature s where s.company_id = p.company_id and s.document_id = p.document_id
      and s.version = p.version and s.party_id = p.party_id))
  then raise exception 'in order: somebody signs before' using errcode = 'check_violation'; end if;
  return null;
end $$;

create or replace function a_version_ends_lawfully() returns trigger language plpgsql as $$
begin
  if new.chosen is distinct from old.chosen and exists (select from signature s
    where s.company_id = old.company_id and s.document_id = old.document_id and s.version = old.version)
  then raise exception 'what somebody has signed is not chosen anew' using errcode = 'check_violation'; end if;
  if (new.signing, new.company_signs) is distinct from (old.signing, old.company_signs)
  then raise exception 'A sent version is never changed.' using errcode = 'integrity_constraint_violation'; end if;
  if old.ended_at is null and new.ended_why = 'signed' and (
    not exists (select from signature s
      where s.company_id = old.company_id and s.document_id = old.document_id and s.version = old.version and s.party_id is not null)
    or old.signing <> 'one' and waits_for_signatures(old.company_id, old.document_id, old.version)
    or old.company_signs and not exists (select from signature s
      where s.company_id = old.company_id and s.document_id = old.document_id and s.version = old.version and s.party_id is null))
  then raise exception 'an agreement is made when all have signed' using errcode = 'check_violation'; end if;
  return new;
end $$;

drop function room_by_token(bytea);
create function room_by_token(presented bytea)
returns table (
  company_id uuid, link_id uuid, document_id uuid, version int, party_id uuid, link_ended_why text, link_expires_at timestamptz, in_person boolean,
  document_state text, latest_version int, version_hash text, canonical bytea, key_id uuid, valid_to date, chosen text[], chosen_at timestamptz,
  ended_why text, ended_at timestamptz, signing text, company_signs boolean, signatures json, parts json, is_test boolean, sealed_at timestamptz,
  timestamp_state text, conversation json)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.company_id, l.id, l.document_id, l.version, l.party_id, l.ended_why, l.expires_at, l.in_person,
    d.state, d.latest_version, v.hash, v.canonical, v.key_id, v.valid_to, v.chosen, v.chosen_at,
    v.ended_why, v.ended_at, v.signing, v.company_signs, s.all_of_them, p.all_of_them, s.is_test, f.sealed_at, f.timestamp_state,
    (select coalesce(json_agg(json_build_object('id', q.id, 'anchor', q.anchor, 'body', q.body, 'askedAt', q.asked_at,
        'answer', q.answer, 'answeredAt', q.answered_at, 'mine', q.party_id = l.party_id) order by q.asked_at), '[]'::json)
      from question q where q.company_id = l.company_id and q.document_id = l.document_id)
  from room_link l
  join document d on d.company_id = l.company_id and d.id = l.document_id
  join document_version v on v.company_id = l.company_id and v.document_id = l.document_id and v.version = l.version
  left join lateral (
    select coalesce(json_agg(json_build_object('partyId', s.party_id, 'memberId', s.member_id, 'at', s.signed_at, 'method', s.method)
        order by s.signed_at, s.party_id is null), '[]'::json) as all_of_them, bool_or(s.is_test) as is_test
    from signature s where s.company_id = l.company_id and s.document_id = l.document_id and s.version = l.version) s on true
  left join lateral (
    select coalesce(json_agg(json_build_object('partyId', p.party_id, 'role', p.role, 'turn', p.turn, 'invitedAt', p.invited_at,
        'approvedAt', p.approved_at, 'forPartyId', p.for_party_id,
        -- Somebody who came after the version was frozen is not named in it.
        'name', case when p.for_party_id is not null then
          (select c.name from document_party x join client_person c on c.company_id = x.company_id and c.id = x.client_person_id
            where x.company_id = p.company_id and x.id = p.party_id) end) order by p.turn), '[]'::json) as all_of_them
    from version_party p where p.company_id = l.company_id and p.document_id = l.document_id and p.version = l.version) p on true
  left join sealed_file f on f.company_id = l.company_id and f.document_id = l.document_id and f.version = l.version
  where l.token_hash = presented
$$;
revoke all on function room_by_token(bytea) from public;
grant execute on function room_by_token(bytea) to cling_app;
