-- A sealing certificate that was bought is kept too, so that what it sealed is recognised when another has taken its place; its key is not.
alter table seal_certificate alter column key_encrypted drop not null;
