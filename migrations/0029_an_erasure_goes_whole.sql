-- An erasure goes two years after it was verified, and what its processors answered goes with it.
alter table erasure_processor
  drop constraint erasure_processor_erasure_id_fkey,
  add constraint erasure_processor_of foreign key (erasure_id) references erasure (id) on delete cascade;
