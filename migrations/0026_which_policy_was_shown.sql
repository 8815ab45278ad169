-- Which version of the policy stood there when an account was made: that it was shown, and nothing that anybody agreed to.
create table policy_shown (
  account_id uuid not null references account (id) on delete cascade,
  version integer not null,
  at timestamptz(3) not null,
  primary key (account_id, version)
);
grant select, insert, delete on policy_shown to cling_app;
-- Nobody consents to a policy: the ledger of consents does not take it.
alter table consent_event add constraint a_policy_is_no_purpose check (purpose !~* 'polic');
