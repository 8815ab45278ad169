-- A job is every document that belongs together: the first one's id names it. Each kind of document has a series of numbers of its own.
alter table document drop constraint document_kind_declared;
alter table document add constraint document_kind_declared
  check (kind in ('quote', 'agreement', 'change-order', 'price-indication', 'invoice', 'other'));

alter table document add column job_id uuid;
update document set job_id = id;
alter table document alter column job_id set not null;
create index document_of_job on document (company_id, job_id);

-- What has been worked up so far under an approximate price, as the company enters it.
alter table document add column worked_up_ore bigint;
alter table document add column worked_up_at timestamptz(3);
alter table document add constraint document_worked_up_is_whole
  check ((worked_up_ore is null) = (worked_up_at is null) and worked_up_ore >= 0);

alter table document_series add column kind text not null default 'quote';
alter table document_series alter column kind drop default;
alter table document_series drop constraint document_series_pkey;
alter table document_series add primary key (company_id, kind);
drop function allocate_document_number(uuid);
create function allocate_document_number(company_of_number uuid, kind_of_number text) returns int
language sql security definer set search_path = public, pg_temp as $$
  insert into document_series as s (company_id, kind, next_number) values (company_of_number, kind_of_number, 2)
  on conflict (company_id, kind) do update set next_number = s.next_number + 1
  returning next_number - 1
$$;
revoke all on function allocate_document_number(uuid, text) from public;
grant execute on function allocate_document_number(uuid, text) to cling_app;

-- An ÄTA: what ties it to the signed version it changes, and the acts that are not the order itself.
create table change_order (
  company_id uuid not null,
  document_id uuid not null,
  contract_id uuid not null,
  contract_version int not null,
  no int not null check (no > 0),
  noticed_at timestamptz(3),
  stance text check (stance in ('included', 'cost-refused', 'more-needed', 'call-me')),
  stance_at timestamptz(3),
  ground text check (ground in ('small', 'wish', 'danger')),
  ground_reason text,
  started_at timestamptz(3),
  primary key (company_id, document_id),
  unique (company_id, contract_id, no),
  foreign key (company_id, document_id) references document (company_id, id) on delete cascade,
  constraint change_order_reply_has_its_time check ((stance is null) = (stance_at is null)),
  constraint change_order_ground_is_explained check ((ground is null) = (ground_reason is null))
);
alter table change_order enable row level security;
create policy of_company on change_order using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update, delete on change_order to cling_app;

-- Orders and refusals that hold whatever a program does.
create function change_order_stands() returns trigger language plpgsql as $$
declare
  ordered boolean;
begin
  if not exists (
    select from document d join signature s on s.company_id = d.company_id and s.document_id = d.id
    where d.company_id = new.company_id and d.id = new.contract_id and s.version = new.contract_version
      and d.kind in ('quote', 'agreement') and d.state in ('partly-signed', 'signed', 'sealed'))
  then raise exception 'an ÄTA belongs to a signed version of a quote or an agreement' using errcode = 'check_violation'; end if;
  if not exists (
    select from document where company_id = new.company_id and id = new.document_id and kind = 'change-order')
  then raise exception 'only an ÄTA changes an agreement' using errcode = 'check_violation'; end if;
  if new.started_at is not null then
    select d.state in ('signed', 'sealed') into ordered
      from document d where d.company_id = new.company_id and d.id = new.document_id;
    if not (coalesce(ordered, false) or new.noticed_at is not null or coalesce(new.ground = 'danger', false))
    then raise exception 'an ÄTA is not begun before it is ordered or notice is given' using errcode = 'check_violation'; end if;
  end if;
  return new;
end $$;
create trigger change_order_stands before insert or update on change_order for each row execute function change_order_stands();

create function only_what_binds_is_signed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from document where company_id = new.company_id and id = new.document_id
      and kind in ('quote', 'agreement', 'change-order'))
  then raise exception 'a document of this kind is not signed' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger only_what_binds_is_signed before insert on signature for each row execute function only_what_binds_is_signed();
