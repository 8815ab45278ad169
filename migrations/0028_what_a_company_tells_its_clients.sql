-- A company's own words to its clients about their data: shown where they meet it.
alter table company add column privacy_text text;
