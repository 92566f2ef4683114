-- Contacts, closed requests and facts that are kept for long enough are deleted by the server, where the settings say for how
-- long. Found by age, without reading all that stays:
create index request_by_age on request (closed_at) where closed_at is not null;
create index fact_by_age on fact (until_at) where until_at is not null;

-- An entry of the queue that goes is looked for where it is named: without these, by reading all of both tables.
create index assignment_by_waiting on assignment (waiting_contact_id) where waiting_contact_id is not null;
create index transfer_by_waiting on transfer (waiting_contact_id) where waiting_contact_id is not null;

-- What was learned and counted from a contact that is kept no longer was true and stays true: who deletes it for its age says
-- so for the transaction (recaller.retention), and nothing is noted to be put right. Whatever else deletes one is noted.

create or replace function note_learned_contact_erased() returns trigger language plpgsql as $$
begin
    if current_setting('recaller.retention', true) is distinct from 'on'
            and not exists (select from contact_key where contact_id = old.id) then
        insert into learning_change (what) values ('erased');
    end if;
    return null;
end $$;
comment on function note_learned_contact_erased is 'A contact that only moves to its month''s partition keeps its key; one that is kept no longer was rightly learned.';

create or replace function note_menu_recount() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('recaller.retention', true) = 'on' then
        return null;
    end if;
    if tg_op <> 'INSERT' and old.customer_id is not null then
        insert into menu_recount (customer_id) values (old.customer_id);
    end if;
    if tg_op <> 'DELETE' and new.customer_id is not null
            and (tg_op = 'INSERT' or new.customer_id is distinct from old.customer_id) then
        insert into menu_recount (customer_id) values (new.customer_id);
    end if;
    return null;
end $$;

create or replace function note_menu_recount_of_contact() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('recaller.retention', true) = 'on' then
        return null;
    end if;
    insert into menu_recount (customer_id)
    select c.customer_id from contact_key k join contact c on c.id = k.contact_id and c.started_at = k.started_at
     where k.contact_id = coalesce(new.contact_id, old.contact_id) and c.customer_id is not null;
    return null;
end $$;

create function drop_contact_month(from_at timestamptz) returns boolean language plpgsql as $$
declare
    partition_name text := 'contact_' || to_char(date_trunc('month', from_at at time zone 'UTC'), 'YYYY_MM');
    empty boolean;
begin
    if to_regclass(partition_name) is null then
        return false;
    end if;
    -- Looked at before anybody has to wait, and again once nobody can enter anything any more.
    execute format('select not exists (select from %I)', partition_name) into empty;
    if not empty then
        return false;
    end if;
    lock table only contact in access exclusive mode;
    execute format('select not exists (select from %I)', partition_name) into empty;
    if empty then
        execute format('drop table %I', partition_name);
    end if;
    return empty;
end $$;
comment on function drop_contact_month is 'Drops the partition of an instant''s month when no contact is in it; whether it did. The caller sets a short lock_timeout: everybody waits for it.';
