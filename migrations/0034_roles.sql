-- What a member is in the company. Whoever was a member and no owner wrote, sent and saw costs: that is a seller.
update member set role = 'seller' where role = 'member';
alter table member add constraint member_role check (role in ('owner', 'administrator', 'seller', 'worker', 'reader'));

-- What a key may: those that are there write.
alter table api_key add column scope text not null default 'write' constraint api_key_scope check (scope in ('write', 'read'));

-- A company where somebody works has an owner. Two owners who leave at once would each see the other: the company's row is what they meet at.
create function keep_an_owner() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from company where id = old.company_id for update;
  if exists (select from member where company_id = old.company_id and joined_at is not null and left_at is null)
    and not exists (select from member where company_id = old.company_id and joined_at is not null and left_at is null and role = 'owner')
  then raise exception 'A company where somebody works has an owner.' using errcode = 'integrity_constraint_violation', constraint = 'member_last_owner';
  end if;
  return null;
end $$;
create constraint trigger keeps_an_owner after update or delete on member deferrable initially deferred
  for each row when (old.role = 'owner') execute function keep_an_owner();
