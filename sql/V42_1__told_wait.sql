-- What callers were told of their wait is kept, so that a report can hold it against what came true.
create table told_wait (
    waiting_contact_id uuid        not null references waiting_contact on delete cascade,
    number             smallint    not null check (number > 0),
    told_at            timestamptz not null,
    from_minutes       integer     not null check (from_minutes >= 0),
    to_minutes         integer     not null check (to_minutes > from_minutes),
    expected_seconds   integer     not null check (expected_seconds >= 0),
    primary key (waiting_contact_id, number)
);
comment on table told_wait is 'What the caller of an entry of the queue was told of the wait from then on.';
comment on column told_wait.number is 'The how manieth time, from 1: it is told again when it changed.';
comment on column told_wait.from_minutes is 'The wait was said to take longer than that, from told_at on.';
comment on column told_wait.to_minutes is 'The wait was said to take no longer than that.';
comment on column told_wait.expected_seconds is 'What was thought: as likely sooner as later.';
create index told_wait_by_time on told_wait using brin (told_at) with (autosummarize = on, pages_per_range = 32);
