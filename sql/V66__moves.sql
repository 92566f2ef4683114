-- A contact that goes on as another one, on another channel: the other stands where it stood, in the same conversation.

create table moved_contact (
    contact_id   uuid        primary key references contact_key on delete cascade,
    went_on_as   uuid        not null references contact_key on delete cascade,
    at           timestamptz not null,
    waited_since timestamptz,
    priority     integer,
    check (contact_id <> went_on_as),
    check ((waited_since is null) = (priority is null))
);
comment on table moved_contact is 'Contacts that others went on with, each once; conversation.dialogue.MovedDialogues alone writes it.';
comment on column moved_contact.contact_id is 'The one that stood there before.';
comment on column moved_contact.went_on_as is 'The one that goes on.';
comment on column moved_contact.waited_since is 'Since when it waited for an agent, so that the other keeps its age; null: it did not.';
comment on column moved_contact.priority is '0 to 9, as it waited.';
create index moved_contact_to on moved_contact (went_on_as);

create table call_code (
    contact_id uuid        primary key references contact_key on delete cascade,
    code_hmac  bytea       not null unique check (length(code_hmac) = 32),
    expires_at timestamptz not null
);
comment on table call_code is 'Codes by which a call goes on where writing stood; one is open for a contact, and it is gone once it was used.';
comment on column call_code.contact_id is 'The contact that is written in.';
comment on column call_code.code_hmac is 'HMAC-SHA-256 of the six digits under a key derived from the pepper. Never the digits.';

create table call_code_try (
    id         bigint      generated always as identity primary key,
    contact_id uuid        not null references contact_key on delete cascade,
    line       text        not null,
    at         timestamptz not null
);
comment on table call_code_try is 'Wrong codes of the last day: so many a call, a line and in all are borne.';
comment on column call_code_try.contact_id is 'The call.';
comment on column call_code_try.line is 'The number it came from; empty: withheld, all of those are one line.';
create index call_code_try_by_contact on call_code_try (contact_id);
create index call_code_try_by_line on call_code_try (line, at);
create index call_code_try_at on call_code_try (at);

-- How a contact ends that goes on as another.
alter table contact
    drop constraint contact_end_result_check,
    add constraint contact_end_result_check check (
        end_result in ('self-served', 'served', 'abandoned', 'unfinished', 'ring-group', 'turned-away', 'not-reached', 'superseded', 'switched')) not valid;
