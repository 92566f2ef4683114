-- A conversation whose customer has owed an answer for a while takes no room of its agent's, and stays the agent's.
alter table assignment add column rests_since timestamptz;
comment on column assignment.rests_since is 'Of a conversation in writing: since when it waits for its customer and takes no room of the agent''s; null: it takes room.';

drop trigger signal_assignment on assignment;
create trigger signal_assignment after update on assignment for each row
    when ((new.state, new.wrap_up_until, new.verified_at, new.rests_since) is distinct from (old.state, old.wrap_up_until, old.verified_at, old.rests_since))
    execute function signal_agent();
-- There is room: whoever waits is looked for at once.
create trigger signal_rests after update on assignment for each row
    when (new.rests_since is not null and old.rests_since is null) execute function signal_queue();
