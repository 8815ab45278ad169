-- An operator that cannot tell a repeated text message from a new one gets each once: noted before it is handed over, so that whoever takes up
-- the work of a process that died in between does not hand it over again.
alter table dispatch add column handed_at timestamptz(3);
