-- What an answer by mail refers to. What was written is in message, as everywhere.

create table mail (
    thread_id    uuid        not null references thread on delete cascade,
    message_id   text        not null check (message_id <> '' and length(message_id) <= 500),
    subject      text        not null check (length(subject) <= 500),
    refs         text        not null check (length(refs) <= 12000),
    is_automatic boolean     not null,
    at           timestamptz not null,
    primary key (thread_id, message_id)
);
comment on table mail is 'The headers of a mail that came in, by which it is answered; message.Mails alone writes it.';
comment on column mail.message_id is 'Its Message-ID; of one that has none, where it lies in the mailbox. The same as message.external_id.';
comment on column mail.refs is 'The Message-IDs it goes on from, oldest first, with a blank between them.';
comment on column mail.is_automatic is 'A program sent it: no program answers.';
create index mail_newest on mail (thread_id, at desc);
