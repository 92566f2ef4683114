-- Each signal is heard by every server and makes it look: whoever sends looks only where something waits to be sent, and
-- a page not because what it shows has arrived there or was seen. What is drafted is nobody's yet.
create function signal_writing() returns trigger language plpgsql as $$
begin
    if new.state = 'queued' then
        perform pg_notify('recaller_look', 'outgoing ' || new.thread_id);
    end if;
    if tg_op = 'UPDATE' and new.direction = 'outbound' and new.state in ('sent', 'delivered', 'read') then
        perform pg_notify('recaller_look', 'receipt ' || new.thread_id);
    else
        perform pg_notify('recaller_look', 'message ' || new.thread_id);
    end if;
    return null;
end $$;
comment on function signal_writing is 'Tells every server that something was written in a thread, waits to be sent, or how far it got.';
drop trigger signal_message_written on message;
drop trigger signal_message_changed on message;
create trigger signal_message_written after insert on message for each row
    when (new.state <> 'draft') execute function signal_writing();
create trigger signal_message_changed after update on message for each row
    when ((new.state, new.reason) is distinct from (old.state, old.reason)) execute function signal_writing();
