-- The register of articles in the company's own order: headings of its own, and its or its wholesaler's numbers.
create table article_category (
  company_id uuid not null references company (id) on delete cascade,
  id uuid not null,
  name text not null,
  position integer not null,
  created_at timestamptz(3) not null,
  primary key (company_id, id),
  constraint category_has_a_name check (length(trim(name)) > 0)
);
alter table article_category enable row level security;
create policy of_company on article_category using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update, delete on article_category to cling_app;

alter table article add column number text, add column category_id uuid,
  add constraint article_category_exists foreign key (company_id, category_id) references article_category (company_id, id);
-- The same number on two articles would put the wrong price in a row; archived ones are in nobody's way.
create unique index article_number on article (company_id, lower(number)) where number is not null and archived_at is null;
create index article_in_category on article (company_id, category_id);
