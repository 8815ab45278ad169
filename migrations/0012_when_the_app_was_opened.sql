-- From when the person has the app open there is more time: the waiting page says how much is left of it also when it is loaded again.
alter table signing_order add column opened_at timestamptz(3);
