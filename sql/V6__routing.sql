-- Why an offer was made, when wrap-up ends, who may try to sign in; and the signal that says "look at the queue again".

alter table offer add column reasons text[] not null default '{}';
comment on column offer.reasons is 'Why this agent, in words, for example "billing 4 ≥ 3".';

alter table agent_presence add column wrap_up_until timestamptz;
alter table agent_presence add constraint agent_presence_wrap_up_until
    check ((state = 'wrap_up') = (wrap_up_until is not null));
comment on column agent_presence.wrap_up_until is 'When wrap-up ends by itself; null: not in wrap-up.';

alter table agent add column sign_in_failures integer not null default 0 check (sign_in_failures >= 0);
alter table agent add column sign_in_locked_until timestamptz;
comment on column agent.sign_in_failures is 'Wrong passwords since the last right one.';
comment on column agent.sign_in_locked_until is 'No password is tried before this instant; null: not locked.';

-- Only says "look again": the rows are the truth, and a poll is the floor under it.
create function signal_queue() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_queue', '');
    return null;
end $$;
comment on function signal_queue is 'Tells every server that a contact waits or an agent is ready; sent at commit, once a transaction.';
create trigger signal_entered after insert on waiting_contact for each row
    when (new.state = 'waiting') execute function signal_queue();
create trigger signal_back after update on waiting_contact for each row
    when (new.state = 'waiting' and old.state <> 'waiting') execute function signal_queue();
create trigger signal_ready after update on agent_presence for each row
    when (new.state = 'ready' and old.state <> 'ready') execute function signal_queue();
