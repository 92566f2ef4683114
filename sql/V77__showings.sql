-- What agents show on the page beside a call while they talk with the caller: a form to fill, a document to see.

create table showing (
    id         uuid        primary key,
    contact_id uuid        not null references contact_key on delete cascade,
    agent_id   uuid        not null,
    form       text,
    flow_sha   text,
    document   text,
    shown_at   timestamptz not null,
    step       integer     not null check (step > 0),
    is_wrong   boolean     not null default false,
    answers    jsonb       not null default '{}' check (jsonb_typeof(answers) = 'object'),
    ended_at   timestamptz,
    why        text        not null default '' check (why in ('', 'filled', 'taken-back', 'replaced')),
    check ((form is null) <> (document is null)),
    check ((form is null) = (flow_sha is null)),
    check ((ended_at is null) = (why = ''))
);
comment on table showing is 'What agents show on pages beside calls; package continuation alone writes it. Deleted two days later.';
comment on column showing.form is 'The node of a flow whose fields are asked; null: a document is shown.';
comment on column showing.document is 'A name of the settings.';
comment on column showing.step is 'Grows with whatever changes what the page shows.';
comment on column showing.is_wrong is 'Whether what was given last was no such value: the same is asked again.';
comment on column showing.answers is 'By the field''s name what was given so far. Secrets are not asked.';
comment on column showing.why is 'What ended it: all of it was given, the agent took it back or showed something else.';
create unique index showing_open on showing (contact_id) where ended_at is null;
create index showing_of_contact on showing (contact_id);
create index showing_by_age on showing (shown_at);

-- The page and the agent's desk both look when something is shown, given or taken back, and when a page comes or goes.
create trigger signal_showing after insert or update on showing for each row execute function signal_dialogue();
create trigger signal_page_sent after insert on continuation for each row execute function signal_dialogue();
create trigger signal_page after update on continuation for each row
    when (new.opened_at is distinct from old.opened_at or new.ended_at is distinct from old.ended_at
          or (new.typing_until is null) <> (old.typing_until is null))
    execute function signal_dialogue();
