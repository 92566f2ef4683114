-- A place in the queue that is kept without a line: its customer hung up and is called back when it is their turn. The contact
-- waits on as it did (waiting_contact); here is whom to call, how often that was tried, and what came of it.

create table callback (
    contact_id    uuid        primary key references contact_key on delete cascade,
    customer_id   uuid        references customer,
    number        text        not null check (number ~ '^\+[1-9][0-9]{4,14}$'),
    asked_from    text        check (asked_from ~ '^\+[1-9][0-9]{4,14}$'),
    asked_at      timestamptz not null,
    not_before    timestamptz not null,
    attempts      integer     not null default 0 check (attempts >= 0),
    attempted_for uuid,
    unreached     text        check (unreached ~ '^[a-z]+(-[a-z]+)*$'),
    outcome       text        check (outcome ~ '^[a-z]+(-[a-z]+)*$'),
    closed_at     timestamptz,
    check ((outcome is null) = (closed_at is null))
);
comment on table callback is 'A kept place: a waiting contact whose customer hung up and is to be called back. One open of each person.';
comment on column callback.customer_id is 'Whose place; null: not known, then the number is the person.';
comment on column callback.number is 'E.164: what is called.';
comment on column callback.asked_from is 'E.164: what they called from when they asked; null: withheld. Counts for the most requests a day.';
comment on column callback.not_before is 'No agent is asked before: the customer must have hung up, or a pause after an attempt is to be over.';
comment on column callback.attempts is 'How often the customer was rung.';
comment on column callback.attempted_for is 'The assignment of the last attempt: every server hears of it, and it counts once.';
comment on column callback.unreached is 'Why the last attempt came to nothing: busy, no-answer, not-confirmed, out-of-reach; null: none did.';
comment on column callback.outcome is 'Null while open; talked; or why it ended without: busy, no-answer, not-confirmed, out-of-reach, kept-too-long, called-in, served-elsewhere.';
create unique index callback_open_customer on callback (customer_id) where closed_at is null and customer_id is not null;
create unique index callback_open_number on callback (number) where closed_at is null and customer_id is null;
create index callback_open on callback (not_before) where closed_at is null;
create index callback_by_number on callback (number, asked_at);
create index callback_by_asker on callback (asked_from, asked_at);

-- Whoever is called back at a pause's end, or whose place another contact took, is looked at anew.
create trigger signal_callback after update on callback for each row
    when (new.closed_at is null and new.not_before is distinct from old.not_before) execute function signal_queue();

-- How such a contact ends. Old rows are all of the old words, so nothing has to be read for the new ones.
alter table contact
    drop constraint contact_end_result_check,
    drop constraint contact_end_place_check,
    add constraint contact_end_result_check check (
        end_result in ('self-served', 'served', 'abandoned', 'unfinished', 'ring-group', 'turned-away', 'not-reached', 'superseded')) not valid,
    add constraint contact_end_place_check check (
        end_place in ('arrival', 'menu', 'last-words', 'hand-off', 'queue', 'ringing', 'talk', 'call-back')) not valid;

-- The agent answered, and the customer who was called back did not.
alter table assignment
    drop constraint assignment_outcome_check,
    add constraint assignment_outcome_check check (
        outcome in ('answered', 'no_answer', 'rejected', 'caller_gone', 'failed', 'expired', 'not_reached')) not valid;
comment on column assignment.outcome is 'Null while open; answered: connected, and wrapped up since; caller_gone: the caller had gone at the answer; expired: the lease ran out; not_reached: the agent answered, the customer who was called back did not.';
comment on column waiting_contact.outcome is 'Null while open; answered; abandoned: the caller hung up; ring-group: given to it; requeued: the talk did not come about, or another contact took the place, and another entry of the same age goes on; not-reached: called back in vain; superseded: no longer wanted. Reports count by it.';
comment on column waiting_contact.address is 'Where the contact is reached; {"callback": true}: nowhere, its customer is called back.';
