-- One channel says "look again", whatever changed: the payload names what to look at. The rows are the truth, a poll is
-- the floor under it. recaller_queue, which said so of the queue only, is silent from now on.

create or replace function signal_queue() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'queue');
    return null;
end $$;
comment on function signal_queue is 'Tells every server that a contact waits or an agent is ready; sent at commit, once a transaction.';

create function signal_agent() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'agent ' || new.agent_id);
    return null;
end $$;
comment on function signal_agent is 'Tells every server that an agent''s availability, or what an agent holds, has changed: a page of theirs may be open anywhere.';
create trigger signal_availability after update on agent_presence for each row
    when ((old.state, old.reason, old.station_id) is distinct from (new.state, new.reason, new.station_id))
    execute function signal_agent();
create trigger signal_offered after insert on assignment for each row execute function signal_agent();
create trigger signal_assignment after update on assignment for each row
    when (new.state is distinct from old.state) execute function signal_agent();
