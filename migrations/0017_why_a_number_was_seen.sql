-- A number is shown in full for a reason that is stated, or not at all.
alter table number_view add column reason text not null default 'check' check (reason in ('tax-reduction', 'check'));
alter table number_view alter column reason drop default;
