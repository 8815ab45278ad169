-- A consumer uses the right of withdrawal (DAL 2:10, 2:10 a): the message is kept as it was written, and in time it ends the agreement.
alter table document drop constraint document_state_known;
alter table document add constraint document_state_known check (
  state in ('draft', 'sent', 'partly-signed', 'signed', 'sealed', 'declined', 'withdrawn', 'rescinded'));

create table withdrawal_notice (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  version int not null,
  party_id uuid not null,
  name text not null,
  scope text not null check (scope in ('whole', 'part')),
  part text,
  note text,
  receipt_to text not null,
  received_at timestamptz(3) not null,
  last_day date,
  in_time boolean not null,
  outcome text not null check (outcome in ('ended', 'waiting', 'accepted', 'disputed')),
  answer text,
  answered_at timestamptz(3),
  answered_by uuid,
  primary key (company_id, id),
  foreign key (company_id, document_id) references document (company_id, id) on delete cascade,
  constraint notice_names_its_part check ((scope = 'part') = (part is not null)),
  constraint notice_in_time_by_the_day check (
    in_time = coalesce((received_at at time zone 'Europe/Stockholm')::date <= last_day, false)),
  constraint notice_ends_in_time check (outcome <> 'ended' or (scope = 'whole' and in_time)),
  constraint notice_answered_with_its_outcome check ((outcome in ('accepted', 'disputed')) = (answered_at is not null)),
  constraint notice_disputed_with_reasons check (outcome <> 'disputed' or answer is not null)
);
create index withdrawal_notice_document on withdrawal_notice (company_id, document_id);
alter table withdrawal_notice enable row level security;
create policy of_company on withdrawal_notice using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
-- What the consumer wrote is nobody's to change: only the company's answer is added.
grant select, insert, delete on withdrawal_notice to cling_app;
grant update (outcome, answer, answered_at, answered_by) on withdrawal_notice to cling_app;

create function withdrawal_stands() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state then
    if old.state = 'rescinded'
    then raise exception 'an agreement that has been withdrawn from does not come back' using errcode = 'check_violation'; end if;
    if new.state = 'rescinded' and not (old.state in ('signed', 'sealed') and exists (
      select from withdrawal_notice n where n.company_id = new.company_id and n.document_id = new.id and n.scope = 'whole' and n.outcome in ('ended', 'accepted')))
    then raise exception 'only a message of withdrawal ends an agreement' using errcode = 'check_violation'; end if;
  end if;
  return new;
end $$;
create trigger withdrawal_stands before update of state on document for each row execute function withdrawal_stands();
