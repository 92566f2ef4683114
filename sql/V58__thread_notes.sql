-- What agents note beside a conversation in writing: for agents only. It is no message, so whatever sends messages or
-- shows them to customers cannot come upon it.

create table thread_note (
    thread_id  uuid        not null references thread on delete cascade,
    id         uuid        not null,
    contact_id uuid        not null references contact_key on delete cascade,
    agent_id   uuid        not null references agent,
    after_seq  bigint      not null,
    body       text        not null check (body <> '' and length(body) <= 4000),
    at         timestamptz not null,
    primary key (thread_id, id)
);
comment on table thread_note is 'What agents note in a thread, for agents; message.ThreadNotes alone writes it. Never sent.';
comment on column thread_note.id is 'Made up by the page that wrote it: sent again, it is one note.';
comment on column thread_note.contact_id is 'The contact in which it was noted; it goes with that.';
comment on column thread_note.after_seq is 'The place of the last message there was: the note stands behind it.';
create index thread_note_of_thread on thread_note (thread_id, at);
create index thread_note_by_contact on thread_note (contact_id);

-- Agents' pages look again.
create trigger signal_note after insert on thread_note for each row execute function signal_message();
