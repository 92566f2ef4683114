-- Who saw or changed what of a customer; and the tables that only grow.

create table audit (
    id          uuid        primary key,
    occurred_at timestamptz not null,
    actor_kind  text        not null check (actor_kind in ('agent', 'api', 'cli', 'system', 'customer')),
    actor       text        not null,
    action      text        not null,
    customer_id uuid,
    contact_id  uuid,
    detail      jsonb       not null default '{}' check (jsonb_typeof(detail) = 'object')
);
comment on table audit is 'Who saw or changed what of a customer. Append-only; without foreign keys, so that it outlives what it tells of.';
comment on column audit.actor is 'The agent''s login, the API key''s name, the command.';
comment on column audit.action is 'Stable slug: timeline.read, known_field.added, customer.erased.';
comment on column audit.detail is 'What was seen or changed, by key; never the values.';
create index audit_by_customer on audit (customer_id, occurred_at desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on audit for each row execute function refuse_change();
create trigger append_only_all before truncate on audit for each statement execute function refuse_change();
create trigger append_only before update or delete on agent_state for each row execute function refuse_change();
create trigger append_only_all before truncate on agent_state for each statement execute function refuse_change();

-- Known fields may be deleted (erase, retention), and lose the contact they came from when that is deleted.
create function refuse_known_field_change() returns trigger language plpgsql as $$
begin
    if new.contact_id is null and to_jsonb(new) - 'contact_id' = to_jsonb(old) - 'contact_id' then
        return new;
    end if;
    raise exception 'known_field is append-only: a correction is a newer row' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update on known_field for each row execute function refuse_known_field_change();
