-- What is written to somebody may hold a secret: the link to a page, a code. It is kept apart from what others read, until it is sent, used or too old.

alter table message
    add column clear text,
    add column clear_until timestamptz,
    add constraint message_clear_check check (length(clear) <= 20000) not valid,
    add constraint message_clear_until_check check ((clear is null) = (clear_until is null)) not valid;
comment on column message.clear is 'The body with the secret that stands in it, for its reader alone; null: there is none, or none any more.';
comment on column message.clear_until is 'After that nobody is shown it.';
create index message_in_clear on message (clear_until) where clear is not null;
