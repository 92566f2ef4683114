-- Who is signed in at the desk: a restarted server knows its agents again.

create table desk_session (
    hash        text        primary key check (hash ~ '^[0-9a-f]{64}$'),
    agent_id    uuid        not null references agent on delete cascade,
    until_at    timestamptz not null,
    created_at  timestamptz not null default now()
);
comment on table desk_session is 'One browser signed in at the desk. Ended ones are removed when the next begins.';
comment on column desk_session.hash is 'SHA-256 of the cookie''s secret, lower-case hexadecimal; never the secret.';
comment on column desk_session.until_at is 'End of the session, whatever the page does.';
create index desk_session_by_agent on desk_session (agent_id);
