-- What reports count is in the rows from now on. A wait that was left said neither whether its caller hung up or was given
-- to the ring group, nor that another entry went on with it: both had to be guessed from other rows later.

alter table waiting_contact add column outcome text check (outcome ~ '^[a-z]+(-[a-z]+)*$');
update waiting_contact w
set outcome = case
        when exists (select from waiting_contact later
                     where later.contact_id = w.contact_id and later.entered_at = w.entered_at and later.id <> w.id
                       and (later.left_at is null or later.left_at > w.left_at)) then 'requeued'
        when w.state = 'answered' then 'answered'
        when exists (select from contact_key k join contact c on c.id = k.contact_id and c.started_at = k.started_at
                     where k.contact_id = w.contact_id and c.end_result = 'ring-group') then 'ring-group'
        else 'abandoned' end
where w.left_at is not null;
alter table waiting_contact
    add constraint waiting_contact_outcome check ((outcome is null) = (left_at is null));
comment on column waiting_contact.outcome is 'Null while open; answered; abandoned: the caller hung up; ring-group: given to it; requeued: the talk did not come about, another entry of the same age goes on. Reports count by it.';
comment on column waiting_contact.left_at is 'When it was answered or left, which is not always when that was noticed; null: still in the queue.';

-- Whoever waits already is matched anew.
create trigger signal_priority after update on waiting_contact for each row
    when (new.left_at is null and new.priority is distinct from old.priority) execute function signal_queue();

-- Reports ask for the waits of a span of time. The rows come in the order of this column, so that a summary of blocks finds
-- them and costs the writes of a call next to nothing; what agents did is found by agent already.
create index waiting_contact_by_time on waiting_contact using brin (entered_at) with (autosummarize = on, pages_per_range = 32);
