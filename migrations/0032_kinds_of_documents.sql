-- Which kinds of documents there are (src/documents/kinds.ts): each says how long it is kept before one can be written.
alter table document add constraint document_kind_declared
  check (kind in ('quote', 'agreement', 'change-order', 'invoice', 'other'));
