-- Pictures and documents that people sent and were sent. The content is a row, so that every server has it, a backup has it,
-- and it goes with its message: by age with the contact, or with the customer who is erased.

create table attachment (
    id          uuid        primary key,
    message_seq bigint      not null references message on delete cascade,
    thread_id   uuid        not null references thread on delete cascade,
    place       smallint    not null check (place >= 0),
    name        text        not null check (name <> '' and length(name) <= 200),
    kind        text        not null check (kind ~ '^[a-z0-9]{1,20}$'),
    size        integer     not null check (size > 0 and size <= 26214400),
    body        bytea       not null check (octet_length(body) = size),
    created_at  timestamptz not null,
    unique (message_seq, place)
);
comment on table attachment is 'A file with a message; message.Attachments alone writes it, in the transaction of the message.';
comment on column attachment.place is 'Its place among those of the message, from 0.';
comment on column attachment.name is 'What it was called, made safe: no path, nothing invisible, an ending that fits the kind.';
comment on column attachment.kind is 'What its content is, whatever it was called: the lower case name of message.FileType.';
comment on column attachment.size is 'Bytes of the body, 25 MiB at most.';
create index attachment_of_thread on attachment (thread_id, created_at);

-- Pictures are packed already; what is not packed again is read and written faster.
alter table attachment alter column body set storage external;
