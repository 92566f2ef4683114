-- A card that is open is read again when another takes the caller's place, or when it becomes known who they are.
create function signal_caller() returns trigger language plpgsql as $$
begin
    if exists (select from assignment where contact_id = new.id and state <> 'closed') then
        perform pg_notify('recaller_look', 'caller ' || new.id);
    end if;
    return null;
end $$;
comment on function signal_caller is 'Tells every server that it is known otherwise who a contact in an agent''s hands is with.';
create trigger signal_caller after update of customer_id, handle_id, trust on contact for each row
    when ((old.customer_id, old.handle_id, old.trust) is distinct from (new.customer_id, new.handle_id, new.trust))
    execute function signal_caller();
