-- A step that somebody at the operator entered says who: mail, post and telephone have no window of the person's own.
alter table rights_event add column entered_by text;
