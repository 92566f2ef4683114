-- Agents are administered by commands: who was removed keeps name and login beside the contacts of the past, and the
-- login is free again; who gets another password or is kept out is signed out at once, whichever server the page is on.

alter table agent drop constraint agent_login_key;
create unique index agent_login on agent (login) where removed_at is null;
alter table agent add constraint agent_removed
    check (removed_at is null or (disabled_at is not null and password_hash is null));
comment on column agent.login is 'What the agent types to sign in; lower case. Of one who was removed: typed, and free for another now.';

create function end_sessions() returns trigger language plpgsql as $$
begin
    delete from desk_session where agent_id = new.id;
    perform pg_notify('recaller_look', 'access ' || new.id);
    return null;
end $$;
comment on function end_sessions is 'Ends the sessions of an agent and tells every server, which may have a page of theirs open.';
create trigger end_sessions after update on agent for each row
    when (new.password_hash is distinct from old.password_hash or (new.disabled_at is not null and old.disabled_at is null))
    execute function end_sessions();

-- Who was removed is nobody who is logged out, but may talk to the end.
create or replace view agent_now as
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
                   limit 1) o on true
where a.removed_at is null or p.state <> 'logged_out' or o.state is not null;
