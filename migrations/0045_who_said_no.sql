-- Whoever said no is told so; the others are told that somebody did.
drop function room_by_token(bytea);
create function room_by_token(presented bytea)
returns table (
  company_id uuid, link_id uuid, document_id uuid, version int, party_id uuid, link_ended_why text, link_expires_at timestamptz, in_person boolean,
  document_state text, latest_version int, version_hash text, canonical bytea, key_id uuid, valid_to date, chosen text[], chosen_at timestamptz,
  ended_why text, ended_at timestamptz, signing text, company_signs boolean, signatures json, parts json, is_test boolean, sealed_at timestamptz,
  timestamp_state text, declined_by uuid, conversation json)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.company_id, l.id, l.document_id, l.version, l.party_id, l.ended_why, l.expires_at, l.in_person,
    d.state, d.latest_version, v.hash, v.canonical, v.key_id, v.valid_to, v.chosen, v.chosen_at,
    v.ended_why, v.ended_at, v.signing, v.company_signs, s.all_of_them, p.all_of_them, s.is_test, f.sealed_at, f.timestamp_state,
    case when v.ended_why = 'declined' then (select e.actor_id from document_event e where e.company_id = l.company_id
      and e.document_id = l.document_id and e.version = l.version and e.type = 'declined' order by e.seq desc limit 1) end,
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
