-- A sealed PDF is compressed already: trying once more cost more than everything else about keeping it.
alter table outbox_attachment alter column content set storage external;
