-- What agents see and say at their desks: when a card was on the screen, that a caller was verified by asking, a note of
-- the contact, and which phone an agent usually sits at, so that two can share one over their shifts.

alter table assignment
    add column card_at     timestamptz,
    add column verified_by text check (verified_by ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    add column verified_at timestamptz,
    add column note        text check (note <> '' and length(note) <= 4000),
    add constraint assignment_verified check ((verified_by is null) = (verified_at is null));
comment on column assignment.card_at is 'When a page of the agent said that the card was on its screen, the first time; null: not yet.';
comment on column assignment.verified_by is 'How the agent made sure who the caller is, for example document; a setting lists the ways. Null: did not.';
comment on column assignment.verified_at is 'When the agent said so; null: did not.';
comment on column assignment.note is 'What the agent wrote of the contact for whoever serves the customer next.';

alter table agent
    add column station_id uuid references station on delete set null,
    add column removed_at timestamptz;
comment on column agent.station_id is 'The phone the agent sat at last, or was given; taken at sign-in when none is named. Null: none yet.';
comment on column agent.removed_at is 'From then on the agent is kept only because contacts name who served them; null: not removed.';
update agent set station_id = station.id from station where station.name = agent.login;

-- The server that is about to ring the phone waits a moment for the card, whichever server's page shows it.
create function signal_card() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'card ' || new.id);
    return null;
end $$;
comment on function signal_card is 'Tells every server that the card of an assignment is on a screen.';
create trigger signal_card after update on assignment for each row
    when (old.card_at is null and new.card_at is not null)
    execute function signal_card();

-- A wrap-up that was prolonged and a caller who was verified change what the agent's other pages show.
drop trigger signal_assignment on assignment;
create trigger signal_assignment after update on assignment for each row
    when ((new.state, new.wrap_up_until, new.verified_at) is distinct from (old.state, old.wrap_up_until, old.verified_at))
    execute function signal_agent();
