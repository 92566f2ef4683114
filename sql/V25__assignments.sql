-- What an agent is apart from what an agent holds. agent_presence says only whether an agent takes contacts; a contact
-- in an agent's hands is an assignment from the ring to the end of its wrap-up, and an agent may hold several.

create table assignment (
    id            uuid        primary key,
    contact_id    uuid        not null references contact_key on delete cascade,
    agent_id      uuid        not null references agent,
    channel       text        not null check (channel ~ '^[a-z][a-z0-9_]*$'),
    station_id    uuid        references station,
    held_by       text        not null,
    reasons       text[]      not null default '{}',
    state         text        not null default 'offered' check (state in ('offered', 'connected', 'wrap_up', 'closed')),
    offered_at    timestamptz not null,
    lease_until   timestamptz not null,
    connected_at  timestamptz,
    wrap_up_at    timestamptz,
    wrap_up_until timestamptz,
    outcome       text        check (outcome in ('answered', 'no_answer', 'rejected', 'caller_gone', 'failed', 'expired')),
    closed_at     timestamptz,
    check ((state = 'closed') = (closed_at is not null)),
    check ((state = 'closed') = (outcome is not null)),
    check (state <> 'offered' or connected_at is null),
    check (state not in ('connected', 'wrap_up') or connected_at is not null),
    check (state <> 'wrap_up' or (wrap_up_at is not null and wrap_up_until is not null)),
    check (outcome is null or (outcome = 'answered') = (connected_at is not null))
);
comment on table assignment is 'A contact in an agent''s hands: offered, connected, wrapped up, closed. Changes only while the agent''s row in agent_presence is locked.';
comment on column assignment.channel is 'The contact''s channel: how many of each an agent may hold is a setting.';
comment on column assignment.held_by is 'The server that offered the contact and rings the agent.';
comment on column assignment.reasons is 'Why this agent, in words, for example "billing 4 ≥ 3".';
comment on column assignment.lease_until is 'Of an offered one: after this instant any server may close it.';
comment on column assignment.connected_at is 'When the agent answered; null: did not.';
comment on column assignment.wrap_up_at is 'When the contact left and wrap-up began.';
comment on column assignment.wrap_up_until is 'When wrap-up ends by itself.';
comment on column assignment.outcome is 'Null while open; answered: connected, and wrapped up since; caller_gone: the caller had gone at the answer; expired: the lease ran out.';
create unique index assignment_offered on assignment (contact_id) where state = 'offered';
create index assignment_open on assignment (agent_id) where state <> 'closed';
create index assignment_by_contact on assignment (contact_id, offered_at);
create index assignment_closed on assignment (agent_id, closed_at desc) where state = 'closed';
create index assignment_lease on assignment (lease_until) where state = 'offered';
create index assignment_wrap_up on assignment (wrap_up_until) where state = 'wrap_up';

alter table waiting_contact add column channel text not null default 'phone' check (channel ~ '^[a-z][a-z0-9_]*$');
comment on column waiting_contact.channel is 'Over what they wait.';

-- What each agent held at the upgrade goes on: of the offers of the contact in hand the open one while it rings, else the
-- last one answered.
insert into assignment (id, contact_id, agent_id, channel, station_id, held_by, reasons, offered_at, lease_until, state,
                        connected_at, wrap_up_at, wrap_up_until, outcome, closed_at)
select o.id, o.contact_id, o.agent_id, coalesce(c.channel, 'phone'), o.station_id, o.held_by, o.reasons, o.offered_at,
       o.lease_until,
       case when o.outcome is null then 'offered'
            when held.offer_id is null then 'closed'
            when p.state = 'talking' then 'connected'
            else 'wrap_up' end,
       case when o.outcome = 'answered' then o.closed_at end,
       case when p.state = 'wrap_up' then p.entered_at end,
       case when p.state = 'wrap_up' then p.wrap_up_until end,
       case when held.offer_id is null then o.outcome end,
       case when held.offer_id is null then o.closed_at end
from offer o
left join lateral (select channel from contact where contact.id = o.contact_id limit 1) c on true
left join lateral (
    select h.agent_id, (select x.id from offer x
                        where x.agent_id = h.agent_id and x.contact_id = h.contact_id and x.outcome = 'answered'
                        order by x.offered_at desc, x.id desc limit 1) as offer_id
    from agent_presence h
    where h.agent_id = o.agent_id and h.contact_id = o.contact_id and h.state in ('talking', 'wrap_up')) held
    on held.offer_id = o.id
left join agent_presence p on p.agent_id = held.agent_id;

-- An agent who was found talking without an offer that says so.
insert into assignment (id, contact_id, agent_id, channel, station_id, held_by, offered_at, lease_until, state,
                        connected_at, wrap_up_at, wrap_up_until)
select gen_random_uuid(), p.contact_id, p.agent_id, 'phone', p.station_id, coalesce(p.held_by, 'unknown'), p.entered_at,
       p.entered_at, case when p.state = 'talking' then 'connected' else 'wrap_up' end, p.entered_at,
       case when p.state = 'wrap_up' then p.entered_at end, case when p.state = 'wrap_up' then p.wrap_up_until end
from agent_presence p
where p.contact_id is not null and p.state in ('talking', 'wrap_up')
  and not exists (select from assignment a where a.agent_id = p.agent_id and a.state in ('connected', 'wrap_up'));

-- Who was rung, talked or wrapped up was ready before and is so now.
alter table agent_presence drop constraint agent_presence_wrap_up_until, drop constraint agent_presence_state_check;
update agent_presence set state = 'ready', reason = null, version = version + 1
where state in ('ringing', 'talking', 'wrap_up');
alter table agent_presence
    add constraint agent_presence_state_check check (state in ('logged_out', 'not_ready', 'ready')),
    drop column wrap_up_until,
    drop column contact_id;
comment on table agent_presence is 'Whether each agent takes contacts; what an agent holds is in assignment. Every agent has a row from the start (trigger on agent).';
comment on column agent_presence.entered_at is 'Since when in this state, whatever was held meanwhile.';
comment on table agent_state is 'Every state every agent was in, append-only, written by a trigger on agent_presence. Columns mean the same there.';
comment on column agent_state.state is 'logged_out, not_ready, ready; before assignments were rows of their own also ringing, talking, wrap_up.';
comment on column agent_state.contact_id is 'Of ringing, talking and wrap_up only.';

create or replace function log_agent_state() returns trigger language plpgsql as $$
begin
    insert into agent_state (agent_id, state, reason, station_id, entered_at, held_by, lease_until, version)
    values (new.agent_id, new.state, new.reason, new.station_id, new.entered_at, new.held_by, new.lease_until, new.version);
    return null;
end $$;

drop table offer;

-- An agent whose hands are free again may get the next contact.
create trigger signal_free after update on assignment for each row
    when (new.state = 'closed' and old.state <> 'closed') execute function signal_queue();

-- For people and their reports: what each agent does now, in one word, as agent_presence said it before.
create view agent_now as
select p.agent_id, a.login, a.name,
       case when o.state is null then p.state
            when o.state = 'offered' then 'ringing'
            when o.state = 'connected' then 'talking'
            else 'wrap_up' end as state,
       case when o.state is null then p.reason end as reason,
       p.station_id, o.contact_id,
       coalesce(case o.state when 'offered' then o.offered_at when 'connected' then o.connected_at else o.wrap_up_at end,
                p.entered_at) as entered_at
from agent_presence p
join agent a on a.id = p.agent_id
left join lateral (select * from assignment held
                   where held.agent_id = p.agent_id and held.state <> 'closed'
                   order by array_position(array['connected', 'offered', 'wrap_up'], held.state), held.offered_at
                   limit 1) o on true;
comment on view agent_now is 'What each agent does now: logged_out, not_ready, ready, or ringing, talking, wrap_up of what is in hand.';
