-- What was written in a contact goes with it, as everything that was said in it does; without an index the database would
-- read all messages for each contact that goes.
create index message_by_contact on message (contact_id) where contact_id is not null;
alter table message
    drop constraint message_contact_id_fkey,
    add constraint message_contact_id_fkey foreign key (contact_id) references contact_key on delete cascade not valid;
alter table message validate constraint message_contact_id_fkey;
