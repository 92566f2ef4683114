-- Links by which somebody goes on in a messenger where a chat stood, and what came in by them.

create table channel_link (
    token_sha256 text        primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
    contact_id   uuid        not null references contact_key on delete cascade,
    gateway      text        not null,
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
comment on table channel_link is 'Links to another channel that somebody was shown; package continuation alone writes it. Deleted two days later.';
comment on column channel_link.token_sha256 is 'Of what is in the link, in hexadecimal; the link itself is kept nowhere.';
comment on column channel_link.contact_id is 'Who goes on by it.';
comment on column channel_link.gateway is 'The channel that it leads to; it is good there only.';
comment on column channel_link.expires_at is 'Ten minutes later, or when another took its place.';
create index channel_link_of_contact on channel_link (contact_id);
create index channel_link_by_age on channel_link (made_at);

create table channel_link_arrival (
    message_seq bigint      primary key references message on delete cascade,
    thread_id   uuid        not null references thread on delete cascade,
    contact_id  uuid        references contact_key on delete cascade,
    why         text        not null check (why in ('good', 'unknown', 'used', 'expired', 'elsewhere', 'too-many')),
    at          timestamptz not null
);
comment on table channel_link_arrival is 'What somebody sent was a link of ours, or was to look like one. Deleted two days later.';
comment on column channel_link_arrival.contact_id is 'Where they go on; null: nowhere, for the reason in why.';
create index channel_link_arrival_of_thread on channel_link_arrival (thread_id, at);
create index channel_link_arrival_of_contact on channel_link_arrival (contact_id);
create index channel_link_arrival_at on channel_link_arrival (at);
