-- What the operator may know of quotes: how many there are, by month and state, where they are ten or more. Neither whose nor what.
create view document_count as
  select to_char(created_at at time zone 'Europe/Stockholm', 'YYYY-MM') as month, kind, state, count(*)::integer as documents
  from document
  group by 1, 2, 3
  having count(*) >= 10;
grant select on document_count to cling_app;
