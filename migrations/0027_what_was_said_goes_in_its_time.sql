-- The nightly run takes away what is due: feedback after two years or with its document, a closed incident after five.
grant delete on feedback to cling_app;
grant delete on incident, incident_company to cling_app;
alter table incident_company drop constraint incident_company_incident_id_fkey,
  add constraint incident_company_of foreign key (incident_id) references incident (id) on delete cascade;
