-- A file that has come stands with its message in place of the line that named it: desks look again (V81 left that out).
drop trigger signal_message_changed on message;
create trigger signal_message_changed after update on message for each row
    when ((new.state, new.reason, new.body) is distinct from (old.state, old.reason, old.body)) execute function signal_writing();
