-- What the sender wrote to the receiver beside the set words: as it left, and never changed after that.
alter table dispatch add column note text check (length(note) between 1 and 1000);
create function dispatch_note_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the note of dispatch % is as it left', old.id using errcode = 'check_violation';
end $$;
create trigger dispatch_note_stays before update of note on dispatch
  for each row when (new.note is distinct from old.note and new.note is not null) execute function dispatch_note_stays();
