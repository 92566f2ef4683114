-- What a queue makes of a contact that it no longer keeps: told that nobody will come, sent to another queue, back to the flow.

alter table contact drop constraint contact_end_result_check;
alter table contact add constraint contact_end_result_check
    check (end_result in ('self-served', 'served', 'abandoned', 'unfinished', 'ring-group', 'turned-away'));

alter table waiting_contact add column in_queue_since timestamptz;
comment on column waiting_contact.in_queue_since is 'When it came into this queue from another one, with the age it had: the longest wait counts from then. Null: entered_at.';
comment on column waiting_contact.outcome is 'Null while open; answered; abandoned: the caller hung up; ring-group: given to it; overflowed: the queue gave it to another one, to the flow, or told it that nobody will come; closed: the same because its hours were over; exited: by a key the caller chose another way; requeued: the talk did not come about, another entry of the same age goes on. Reports count by it.';
