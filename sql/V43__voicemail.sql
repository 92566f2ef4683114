-- A message that a caller left: it waits in the queue as a contact without a line (waiting_contact), here is what was said.
-- The sound is a row, so that any server's desk can play it, a backup has it, and it goes with the contact that is erased.

create table voicemail (
    contact_id      uuid        primary key references contact_key on delete cascade,
    number          text        check (number ~ '^\+[1-9][0-9]{4,14}$'),
    recording_until timestamptz,
    recorded_at     timestamptz,
    length_ms       integer     check (length_ms > 0),
    audio           bytea       check (length(audio) <= 4800000),
    forgotten_at    timestamptz,
    check ((recorded_at is null) = (length_ms is null)),
    check (recorded_at is null or recording_until is null),
    check (audio is null or recorded_at is not null),
    check (recorded_at is null or (audio is null) = (forgotten_at is not null))
);
comment on table voicemail is 'A message of a caller whom the queue no longer kept; voicemail.Voicemails alone writes it.';
comment on column voicemail.number is 'E.164: what they called from; null: withheld. Counts for the most messages a day.';
comment on column voicemail.recording_until is 'It is being spoken, until then at most: whoever hears of a hang-up leaves the contact to who records. Null: nobody does.';
comment on column voicemail.recorded_at is 'When it was kept; null: not yet.';
comment on column voicemail.length_ms is 'How long the message is, milliseconds.';
comment on column voicemail.audio is 'G.711 µ-law, 8000 samples a second, one byte each. Null: not yet spoken, or deleted.';
comment on column voicemail.forgotten_at is 'When the sound was deleted, voicemail.keep after its contact was over; null: it is there.';
create index voicemail_by_number on voicemail (number, recorded_at);
create index voicemail_to_forget on voicemail (recorded_at) where audio is not null;

comment on column waiting_contact.address is 'Where the contact is reached; {"callback": true}: nowhere, its customer is called back; {"voicemail": true}: nowhere, its customer left a message.';
