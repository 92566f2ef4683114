-- Calls that tell customers a notice: each is a row before anybody is rung, so that no kill rings anybody twice.

create table notice_call (
    id          uuid        primary key,
    notice_id   uuid        not null,
    customer_id uuid        not null,
    number      text        not null check (number ~ '^\+[1-9][0-9]{4,14}$'),
    system      text        not null,
    placed_at   timestamptz not null,
    outcome     text        check (outcome in ('heard', 'left', 'never', 'not-confirmed', 'busy', 'no-answer', 'out-of-reach', 'unknown')),
    ended_at    timestamptz,
    foreign key (notice_id, customer_id) references notice_recipient on delete cascade,
    check ((outcome is null) = (ended_at is null))
);
comment on table notice_call is 'A call that tells one customer one notice; notice.NoticeCallRows alone writes it.';
comment on column notice_call.number is 'E.164: what is called.';
comment on column notice_call.system is 'The systemname of the Asterisk that calls; empty: it has none.';
comment on column notice_call.placed_at is 'When it was decided, just before the number was rung.';
comment on column notice_call.outcome is 'Null while it goes on; heard; left (they wished to hear it and hung up in it); never (they want no such calls); not-confirmed (answered, and no key); busy; no-answer; out-of-reach; unknown: nothing was heard of it, nobody is rung for that notice again.';
create index notice_call_of_recipient on notice_call (notice_id, customer_id, placed_at);
create index notice_call_of_customer on notice_call (customer_id, placed_at);
create index notice_call_by_time on notice_call (placed_at);
create index notice_call_open on notice_call (placed_at) where outcome is null;
