-- The queue's history: each time a contact waits is an entry of its own, and only one is open. Being put back into the
-- queue and being transferred make a new entry instead of turning an old one into something that was not.

alter table waiting_contact add column id uuid;
update waiting_contact set id = gen_random_uuid();
alter table waiting_contact
    alter column id set not null,
    drop constraint waiting_contact_pkey,
    add primary key (id);
create unique index waiting_contact_open on waiting_contact (contact_id) where left_at is null;
create index waiting_contact_by_contact on waiting_contact (contact_id, entered_at);
comment on table waiting_contact is 'The queue and its history: an entry for each time a contact asked for a person, one of them open at most. routing.Queue alone writes it.';
comment on column waiting_contact.id is 'The entry; a contact that is put back into the queue gets another.';
comment on column waiting_contact.entered_at is 'When it joined; kept when an agent does not answer, and by the new entry of a contact whose talk did not come about.';

alter table assignment add column waiting_contact_id uuid references waiting_contact on delete set null;
update assignment a set waiting_contact_id = w.id from waiting_contact w where w.contact_id = a.contact_id;
comment on column assignment.waiting_contact_id is 'The entry of the queue it came from; null: not from the queue.';
