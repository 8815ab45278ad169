-- Every row that leads to a person is reached from that person by an index.
create index document_party_of_person on document_party (company_id, client_person_id);
create index room_link_party on room_link (company_id, party_id);
create index visit_link on visit (company_id, link_id);
create index dispatch_party on dispatch (company_id, party_id) where party_id is not null;
create index dispatch_member on dispatch (company_id, member_id) where member_id is not null;
create index question_party on question (company_id, party_id);
create index signing_order_party on signing_order (company_id, party_id);
create index signature_party on signature (company_id, party_id);
create index session_of_account on session (account_id);
create index account_token_account on account_token (account_id);
create index api_key_company on api_key (company_id);
create index client_email on client (lower(email)) where email is not null;
create index client_phone on client (phone) where phone is not null;
create index client_person_email on client_person (lower(email)) where email is not null;
create index client_person_phone on client_person (phone) where phone is not null;
create index client_person_number on client_person (company_id, personal_number_index) where personal_number_index is not null;

-- Who is held at which company, as ids: asked on behalf of somebody who has proven an address or a personal number, or by an operator's
-- case. The first person of a private household is the one its rows are about; the others have their own. A client without people is
-- one person.
create function persons_of_client(company uuid, client_asked uuid)
returns table (company_id uuid, person_id uuid, client_id uuid, first boolean, co_applicant boolean, reached boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with people as (
    select p.id, row_number() over (order by p.removed_at is not null, p.position, p.id) = 1 and p.removed_at is null as is_first
    from client_person p where p.company_id = company and p.client_id = client_asked
  )
  select c.company_id, p.id, c.id, c.kind = 'person' and p.is_first, c.kind = 'person' and not p.is_first, p.is_first
  from client c join people p on true where c.company_id = company and c.id = client_asked
  union all
  select c.company_id, null, c.id, true, false, true
  from client c where c.company_id = company and c.id = client_asked and not exists (select from people where is_first)
$$;
create function person_of_party(company uuid, party uuid)
returns table (company_id uuid, person_id uuid, client_id uuid, first boolean, co_applicant boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.company_id, p.person_id, p.client_id, p.first, p.co_applicant
  from document_party d join client_person x on x.company_id = d.company_id and x.id = d.client_person_id
  cross join lateral persons_of_client(x.company_id, x.client_id) p
  where d.company_id = company and d.id = party and p.person_id = x.id
$$;
create function persons_at(address text)
returns table (company_id uuid, person_id uuid, client_id uuid, first boolean, co_applicant boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.company_id, p.person_id, p.client_id, p.first, p.co_applicant
  from client c cross join lateral persons_of_client(c.company_id, c.id) p
  where (lower(c.email) = address or c.phone = address) and p.reached
  union
  select p.company_id, p.person_id, p.client_id, p.first, p.co_applicant
  from client_person x cross join lateral persons_of_client(x.company_id, x.client_id) p
  where (lower(x.email) = address or x.phone = address) and p.person_id = x.id
$$;
create function persons_with_index(companies uuid[], indexes bytea[])
returns table (company_id uuid, person_id uuid, client_id uuid, first boolean, co_applicant boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.company_id, p.person_id, p.client_id, p.first, p.co_applicant
  from unnest(companies, indexes) as i (company, index)
  join client_person x on x.company_id = i.company and x.personal_number_index = i.index
  cross join lateral persons_of_client(x.company_id, x.client_id) p
  where p.person_id = x.id
$$;
create function companies_of_account(account uuid) returns table (company_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.company_id from member m where m.account_id = account
$$;
revoke all on function persons_of_client(uuid, uuid), person_of_party(uuid, uuid), persons_at(text), persons_with_index(uuid[], bytea[]),
  companies_of_account(uuid) from public;
grant execute on function persons_of_client(uuid, uuid), person_of_party(uuid, uuid), persons_at(text), persons_with_index(uuid[], bytea[]),
  companies_of_account(uuid) to cling_app;
