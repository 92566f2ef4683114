-- Servers keep the queue in memory and read again what changed: a signal names it. The rows are the truth; whoever missed
-- a signal finds out by comparing versions.

create function signal_entry() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'queue ' || new.id);
    return null;
end $$;
comment on function signal_entry is 'Tells every server which entry of the queue has changed; sent at commit.';

drop trigger signal_entered on waiting_contact;
drop trigger signal_back on waiting_contact;
drop trigger signal_priority on waiting_contact;
create trigger signal_entered after insert on waiting_contact for each row
    when (new.left_at is null) execute function signal_entry();
create trigger signal_changed after update on waiting_contact for each row
    when (old.* is distinct from new.* and (old.left_at is null or new.left_at is null)) execute function signal_entry();

-- What an agent can do, whether the agent may, and where the phone is, is part of what the match goes by.
create function signal_skill() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'agent ' || coalesce(new.agent_id, old.agent_id));
    return null;
end $$;
comment on function signal_skill is 'Tells every server that an agent can do something else now.';
create trigger signal_skill after insert or update or delete on agent_skill for each row execute function signal_skill();

create function signal_account() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'agent ' || new.id);
    return null;
end $$;
comment on function signal_account is 'Tells every server that an agent may or may not serve from now on.';
create trigger signal_account after update of disabled_at on agent for each row
    when (new.disabled_at is distinct from old.disabled_at) execute function signal_account();

create function signal_station() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'agent ' || agent_id)
    from agent_presence where station_id = new.id and state <> 'logged_out';
    return null;
end $$;
comment on function signal_station is 'Tells every server that the phone of whoever sits there is another.';
create trigger signal_station after update on station for each row
    when (old.* is distinct from new.*) execute function signal_station();
