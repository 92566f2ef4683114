-- Files that people sent to a provider which keeps them (WhatsApp, Messenger, Instagram, Viber, VK): the message is a row
-- before its sender hears that it has arrived, and its files are fetched after that.

create table awaited_file (
    message_seq bigint      not null references message on delete cascade,
    place       smallint    not null check (place >= 0),
    thread_id   uuid        not null references thread on delete cascade,
    source      text        not null check (source <> '' and length(source) <= 4000),
    name        text        not null check (length(name) <= 1000),
    line        text        not null,
    tries       integer     not null default 0,
    try_at      timestamptz not null,
    primary key (message_seq, place)
);
comment on table awaited_file is 'A file of a message that is still at the provider; message.AwaitedFiles alone writes it. The row goes when the file is an attachment, or cannot be had.';
comment on column awaited_file.place is 'Its place among the files of the message, from 0.';
comment on column awaited_file.source is 'What the provider calls it, or where it lies there.';
comment on column awaited_file.name is 'What whoever sent it calls it.';
comment on column awaited_file.line is 'The line of the message that stands for it until it is there, and for good when it cannot be had.';
comment on column awaited_file.try_at is 'Nobody fetches it before; while it is fetched, when another server may.';
create index awaited_file_due on awaited_file (try_at);
create index awaited_file_of_thread on awaited_file (thread_id);

-- A message changes when a file of it has come: desks look again.
drop trigger signal_message_changed on message;
create trigger signal_message_changed after update on message for each row
    when ((new.state, new.reason, new.body) is distinct from (old.state, old.reason, old.body)) execute function signal_message();
