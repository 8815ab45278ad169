-- Reminders: how a company wants them, which documents are left out, and what is due. What was sent stands in the document's own chain.
create table reminder_rule (
  company_id uuid primary key references company (id) on delete cascade,
  times int not null check (times between 0 and 3),
  first_days int not null check (first_days between 1 and 60),
  then_days int not null check (then_days between 1 and 60),
  quiet_from int not null check (quiet_from between 0 and 23),
  quiet_to int not null check (quiet_to between 0 and 23)
);
alter table reminder_rule enable row level security;
create policy of_company on reminder_rule using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update, delete on reminder_rule to cling_app;

create table reminder_off (
  company_id uuid not null,
  document_id uuid not null,
  primary key (company_id, document_id),
  foreign key (company_id, document_id) references document (company_id, id) on delete cascade
);
alter table reminder_off enable row level security;
create policy of_company on reminder_off using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, delete on reminder_off to cling_app;

create index document_waiting on document (valid_to) where state in ('sent', 'partly-signed');

-- Who is to be reminded next and when: whoever was asked, has not answered in any way, and has not been reminded as often as the company
-- wants; never after the offer's last day. Of one document, or of all that is due before a moment.
create function reminder_plan(of_company uuid, of_document uuid, today date, before timestamptz)
returns table (company_id uuid, document_id uuid, version int, party_id uuid, by_mail boolean, by_sms boolean, no int, due_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select planned.company_id, planned.document_id, planned.version, planned.party_id, planned.by_mail, planned.by_sms, planned.no, planned.due_at from (
    select p.company_id, p.document_id, p.version, p.party_id, p.by_mail, p.by_sms, r.sent + 1 as no,
      greatest(p.invited_at, r.last_at) + make_interval(days =>
        case when r.sent = 0 then coalesce(rule.first_days, 4) else coalesce(rule.then_days, 7) end) as due_at,
      d.valid_to
    from document d
    join document_version v on v.company_id = d.company_id and v.document_id = d.id and v.version = d.latest_version and v.ended_at is null
    join version_party p on p.company_id = d.company_id and p.document_id = d.id and p.version = v.version and p.invited_at is not null
      and (p.role = 'signer' or p.role = 'approver' and p.approved_at is null)
    left join reminder_rule rule on rule.company_id = d.company_id
    cross join lateral (
      select count(*)::int as sent, max(e.at) as last_at from document_event e
      where e.company_id = p.company_id and e.document_id = p.document_id and e.version = p.version and e.type = 'reminded'
        and e.data ->> 'party' = p.party_id::text
    ) r
    where d.state in ('sent', 'partly-signed') and d.valid_to >= today
      and (of_company is null or d.company_id = of_company) and (of_document is null or d.id = of_document)
      and r.sent < coalesce(rule.times, 2)
      and not exists (select from reminder_off o where o.company_id = d.company_id and o.document_id = d.id)
      and not exists (select from signature s where s.company_id = p.company_id and s.document_id = p.document_id
        and s.version = p.version and s.party_id = p.party_id)
      and not exists (select from document_event e where e.company_id = p.company_id and e.document_id = p.document_id
        and e.version = p.version and e.actor = 'recipient' and e.actor_id = p.party_id
        and e.type not in ('opened', 'chosen', 'signing-started', 'signing-failed', 'other-person'))
  ) planned where due_at <= before and (due_at at time zone 'Europe/Stockholm')::date <= valid_to order by due_at limit 500
$$;
revoke all on function reminder_plan(uuid, uuid, date, timestamptz) from public;
grant execute on function reminder_plan(uuid, uuid, date, timestamptz) to cling_app;
