-- A talk that is handed over, or whose caller is on hold: who sent whom to whom, where everybody should be now, and what
-- came of it. Each leg is a row of its own elsewhere: whoever is consulted holds an assignment, a contact that is sent to a
-- queue or an agent has a new entry in waiting_contact.

create table transfer (
    id                uuid        primary key,
    contact_id        uuid        not null references contact_key on delete cascade,
    assignment_id     uuid        not null references assignment on delete cascade,
    agent_id          uuid        not null references agent,
    to_agent_id       uuid        references agent,
    to_queue          text        check (to_queue ~ '^[a-z][a-z0-9_-]{0,39}$'),
    to_number         text        check (to_number ~ '^[+]?[0-9*#]{1,32}$'),
    note              text        check (note <> '' and length(note) <= 4000),
    leg_id            uuid,
    waiting_contact_id uuid       references waiting_contact on delete set null,
    asterisk_system   text        not null default '',
    state             text        not null check (state in ('on_hold', 'ringing', 'consulting', 'conference', 'calling', 'queueing', 'taking_back', 'completing', 'closed')),
    state_at          timestamptz not null,
    asked_at          timestamptz not null,
    arranged_at       timestamptz,
    tried_by          text,
    tried_until       timestamptz,
    outcome           text        check (outcome ~ '^[a-z]+(-[a-z]+)*$'),
    check (state <> 'closed' or outcome is not null),
    check (num_nonnulls(to_agent_id, to_queue, to_number) <= 1)
);
comment on table transfer is 'A talk on hold or handed over by its agent; transfer.Transfers alone writes it. Changes only while the contact''s key is locked.';
comment on column transfer.assignment_id is 'The talk: the assignment of the agent who hands it over.';
comment on column transfer.agent_id is 'Who hands it over.';
comment on column transfer.to_agent_id is 'To whom; of to_agent_id, to_queue and to_number one at most is there: none while the caller is only on hold.';
comment on column transfer.to_number is 'A number outside, as it is dialled.';
comment on column transfer.note is 'What the sender says to who serves the contact next.';
comment on column transfer.leg_id is 'The assignment of who is consulted, or the id of the leg to a number outside; null: nobody is rung by the transfer itself.';
comment on column transfer.waiting_contact_id is 'The entry of the queue that the contact was sent to; null: none.';
comment on column transfer.asterisk_system is 'The Asterisk that has the call, as in asterisk_link; empty: the one without a name.';
comment on column transfer.state is 'Where everybody should be: on_hold (music, the agent alone), ringing (so, and another is rung), consulting (the two talk), conference (all three), calling (music, a number outside is rung), queueing, taking_back, completing, closed.';
comment on column transfer.arranged_at is 'When that was brought about at Asterisk; null: is still to be done, by any server that is linked to it.';
comment on column transfer.tried_by is 'The server that is bringing it about.';
comment on column transfer.tried_until is 'After that instant another one may.';
comment on column transfer.outcome is 'completed, queued, taken-back, no-answer, refused, unreachable, left (who was consulted hung up), caller-gone, failed; of taking_back what it will be; else null while open.';
create unique index transfer_open on transfer (assignment_id) where state <> 'closed';
create index transfer_by_contact on transfer (contact_id, asked_at);
create index transfer_by_assignment on transfer (assignment_id, asked_at);
create index transfer_by_leg on transfer (leg_id) where leg_id is not null;
create index transfer_to_do on transfer (state_at) where arranged_at is null;

-- Who brings it about, and both agents' pages, look again.
create function signal_transfer() returns trigger language plpgsql as $$
begin
    if new.arranged_at is null then
        perform pg_notify('recaller_look', 'transfer');
    end if;
    perform pg_notify('recaller_look', 'agent ' || new.agent_id);
    if new.to_agent_id is not null then
        perform pg_notify('recaller_look', 'agent ' || new.to_agent_id);
    end if;
    return null;
end $$;
comment on function signal_transfer is 'Tells every server that a talk is handed over: one linked to its Asterisk must act, and pages show it.';
create trigger signal_transfer_begun after insert on transfer for each row execute function signal_transfer();
create trigger signal_transfer_changed after update on transfer for each row
    when ((new.state, new.arranged_at) is distinct from (old.state, old.arranged_at))
    execute function signal_transfer();
