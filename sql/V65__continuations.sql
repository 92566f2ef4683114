-- A page beside a call: another view of its dialogue.

create table continuation (
    id            uuid        primary key,
    contact_id    uuid        not null references contact_key on delete cascade,
    token_sha256  text        not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
    cookie_sha256 text        unique check (cookie_sha256 ~ '^[0-9a-f]{64}$'),
    entry         text        not null,
    handle_kind   text,
    handle_value  text,
    trust_cap     text        not null check (trust_cap in ('unknown', 'claimed', 'attested', 'verified')),
    call_system   text        not null default '',
    call_linked   text        not null default '',
    call_channel  text        not null default '',
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    opened_at     timestamptz,
    ended_at      timestamptz,
    why           text        not null default '' check (why in ('', 'replaced', 'left', 'moved')),
    seat          integer     not null default 0 check (seat >= 0),
    typing_until  timestamptz,
    check ((handle_kind is null) = (handle_value is null)),
    check ((ended_at is null) = (why = '')),
    check (cookie_sha256 is null or opened_at is not null)
);
comment on table continuation is 'Pages beside calls, by the link that opens each; package continuation alone writes it. Deleted two days later.';
comment on column continuation.token_sha256 is 'Of the link''s secret, in hexadecimal.';
comment on column continuation.cookie_sha256 is 'Of the secret of the page that opened it; null: none did.';
comment on column continuation.entry is 'What of ours the contact turned to: the number dialled.';
comment on column continuation.handle_value is 'Whom it was sent to, or who the contact is with.';
comment on column continuation.trust_cap is 'As much as who opens it may be trusted at most.';
comment on column continuation.call_channel is 'Asterisk''s name of the caller''s channel when it was looked last.';
comment on column continuation.expires_at is 'After that it can be opened no more; what is open stays so.';
comment on column continuation.why is 'What ended it: another page of the call, whoever had it open, or that it went on as a chat.';
comment on column continuation.seat is 'How often it was taken: of several sockets the last counts.';
comment on column continuation.typing_until is 'Until then somebody types on the page, and is not asked on the telephone.';
create index continuation_of_contact on continuation (contact_id);
create index continuation_by_handle on continuation (handle_value, created_at);
create index continuation_by_age on continuation (created_at);

-- A page beside the call shows each turn as it comes. Of dialogues without one nothing is told.
alter table dialogue add column joined boolean not null default false;
comment on column dialogue.joined is 'Whether a page shows it beside its own door: then its turns are told to every server.';

create function signal_dialogue() returns trigger language plpgsql as $$
begin
    perform pg_notify('recaller_look', 'dialogue ' || new.contact_id);
    return null;
end $$;
comment on function signal_dialogue is 'Tells every server that a dialogue has gone on that a page shows.';
create trigger signal_joined_dialogue after update on dialogue for each row
    when (new.joined and new.version <> old.version) execute function signal_dialogue();
