-- BankID gives a finished order once. What it gave is kept before anything is made of it, and gone when the order has ended.
alter table signing_order add column reply bytea;
alter table signing_order add constraint reply_while_pending check (reply is null or state = 'pending');
