-- Who is doing what now, who waits, and who is being rung.

-- The current state of an agent is one row that is compared and set by version; the history is another table that a
-- trigger writes in the same transaction. So a claim touches one row by primary key instead of searching the newest of
-- a growing log, two servers cannot both claim an agent, and the log cannot disagree with the state.
create table agent_presence (
    agent_id    uuid        primary key references agent on delete cascade,
    state       text        not null default 'logged_out'
                            check (state in ('logged_out', 'ready', 'ringing', 'talking', 'wrap_up', 'not_ready')),
    reason      text,
    station_id  uuid        references station,
    contact_id  uuid        references contact_key on delete set null,
    entered_at  timestamptz not null default now(),
    held_by     text,
    lease_until timestamptz,
    version     bigint      not null default 0
);
comment on table agent_presence is 'What each agent is doing now. Every agent has a row from the start (trigger on agent).';
comment on column agent_presence.reason is 'Why: a break''s name, rona, disconnected; null: goes without saying.';
comment on column agent_presence.station_id is 'The phone the agent sits at; null: none.';
comment on column agent_presence.contact_id is 'What the agent is rung for, talks on or wraps up; null: nothing.';
comment on column agent_presence.entered_at is 'Since when in this state.';
comment on column agent_presence.held_by is 'The server whose process holds this state, for example the desk''s socket; null: none.';
comment on column agent_presence.lease_until is 'After this instant any server may end the state; null: it ends by itself only.';
comment on column agent_presence.version is 'Compare-and-set: every change is "set version = version + 1 where version = the one read".';
create unique index agent_presence_station on agent_presence (station_id) where station_id is not null and state <> 'logged_out';
create index agent_presence_ready on agent_presence (entered_at) where state = 'ready';
create index agent_presence_lease on agent_presence (lease_until) where lease_until is not null;

create table agent_state (
    id          bigint      generated always as identity primary key,
    agent_id    uuid        not null references agent,
    state       text        not null,
    reason      text,
    station_id  uuid,
    contact_id  uuid,
    entered_at  timestamptz not null,
    held_by     text,
    lease_until timestamptz,
    version     bigint      not null
);
comment on table agent_state is 'Every state every agent was in, append-only, written by a trigger on agent_presence. Columns mean the same there.';
comment on column agent_state.id is 'Numbered by the database, as the trigger makes the row.';
comment on column agent_state.lease_until is 'The lease as given when the state was entered; its renewals are not logged.';
create index agent_state_by_agent on agent_state (agent_id, entered_at desc);

create function log_agent_state() returns trigger language plpgsql as $$
begin
    insert into agent_state (agent_id, state, reason, station_id, contact_id, entered_at, held_by, lease_until, version)
    values (new.agent_id, new.state, new.reason, new.station_id, new.contact_id, new.entered_at, new.held_by,
            new.lease_until, new.version);
    return null;
end $$;
create trigger log_first_state after insert on agent_presence for each row execute function log_agent_state();
create trigger log_state after update on agent_presence for each row
    when ((old.state, old.reason, old.station_id, old.entered_at) is distinct from
          (new.state, new.reason, new.station_id, new.entered_at))
    execute function log_agent_state();

create function enter_agent_presence() returns trigger language plpgsql as $$
begin
    insert into agent_presence (agent_id) values (new.id);
    return null;
end $$;
create trigger agent_presence after insert on agent for each row execute function enter_agent_presence();

create table waiting_contact (
    contact_id      uuid        primary key references contact_key on delete cascade,
    requirement     jsonb       not null check (jsonb_typeof(requirement) = 'object'),
    priority        integer     not null default 0,
    entered_at      timestamptz not null,
    caller_channel  text,
    asterisk_system text,
    state           text        not null default 'waiting' check (state in ('waiting', 'offered', 'answered', 'left')),
    version         bigint      not null default 0,
    left_at         timestamptz,
    check ((state in ('answered', 'left')) = (left_at is not null))
);
comment on table waiting_contact is 'The queue: one row for a contact that asked for a person, kept after it was answered or left.';
comment on column waiting_contact.requirement is 'Skills and least proficiencies an agent must have.';
comment on column waiting_contact.priority is 'Higher is served first; equal ones by entered_at.';
comment on column waiting_contact.entered_at is 'When it joined; kept when an agent does not answer.';
comment on column waiting_contact.caller_channel is 'Asterisk''s name of the caller''s channel, for example PJSIP/trunk-00000007; null: not a call.';
comment on column waiting_contact.asterisk_system is 'The Asterisk that channel is on.';
comment on column waiting_contact.state is 'offered: an agent is being rung; answered: talking to one; left: hung up or gone elsewhere.';
comment on column waiting_contact.version is 'Compare-and-set, as in agent_presence.';
comment on column waiting_contact.left_at is 'When it was answered or left; null: still in the queue.';
create index waiting_contact_order on waiting_contact (priority desc, entered_at) where state = 'waiting';

create table offer (
    id          uuid        primary key,
    contact_id  uuid        not null references waiting_contact on delete cascade,
    agent_id    uuid        not null references agent,
    station_id  uuid        references station,
    held_by     text        not null,
    offered_at  timestamptz not null,
    lease_until timestamptz not null,
    outcome     text        check (outcome in ('answered', 'no_answer', 'rejected', 'caller_gone', 'failed', 'expired')),
    closed_at   timestamptz,
    check ((outcome is null) = (closed_at is null))
);
comment on table offer is 'A contact reserved for an agent while the agent is rung.';
comment on column offer.held_by is 'The server that wrote the offer and rings the agent.';
comment on column offer.lease_until is 'After this instant any server may ring or close it.';
comment on column offer.outcome is 'Null while open; caller_gone: the caller had gone at the answer; expired: the lease ran out.';
create unique index offer_open_contact on offer (contact_id) where outcome is null;
create unique index offer_open_agent on offer (agent_id) where outcome is null;
create index offer_by_contact on offer (contact_id, offered_at);
create index offer_lease on offer (lease_until) where outcome is null;
