-- What a company writes again and again: whole documents to begin from, and texts and rows to put into one. Nothing of any client is in them.
create table document_template (
  company_id uuid not null references company (id) on delete cascade,
  id uuid not null,
  kind text not null,
  name text not null,
  content jsonb not null,
  standard_since timestamptz(3),
  used_count integer not null default 0,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (company_id, id),
  constraint template_has_a_name check (length(trim(name)) > 0),
  -- An ÄTA is begun from its agreement; an invoice is not written.
  constraint template_is_of_a_kind_that_is_begun check (kind in ('quote', 'agreement', 'price-indication', 'other')),
  -- What an ÄTA says of itself, and until when an offer holds, belong to one document.
  constraint template_says_nothing_of_one_job check (not content ? 'change' and not content ? 'validTo'),
  constraint template_archived_is_not_standard check (archived_at is null or standard_since is null)
);
-- Two would leave it to chance which one a new document begins with.
create unique index template_standard on document_template (company_id, kind) where standard_since is not null;
alter table document_template enable row level security;
create policy of_company on document_template using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update on document_template to cling_app;

create table snippet (
  company_id uuid not null references company (id) on delete cascade,
  id uuid not null,
  name text not null,
  content jsonb not null,
  used_count integer not null default 0,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  primary key (company_id, id),
  constraint snippet_has_a_name check (length(trim(name)) > 0),
  constraint snippet_is_text_or_rows check ((content ? 'text') <> (content ? 'rows'))
);
alter table snippet enable row level security;
create policy of_company on snippet using (company_id = nullif(current_setting('cling.company', true), '')::uuid);
grant select, insert, update on snippet to cling_app;

-- Which template a document began from, so that how they fare can be told apart.
alter table document add column template_id uuid,
  add constraint document_template_exists foreign key (company_id, template_id) references document_template (company_id, id);
create index document_of_template on document (company_id, template_id) where template_id is not null;
