-- How the gateways do by which people write: whoever looks from outside a server, or at one of several, sees it here.

create table gateway_state (
    gateway text        not null check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    server  text        not null,
    state   text        not null check (state in ('idle', 'works', 'dead')),
    why     text        not null default '' check (length(why) <= 500),
    since   timestamptz not null,
    seen_at timestamptz not null,
    primary key (gateway, server),
    check ((state = 'dead') = (why <> ''))
);
comment on table gateway_state is 'How a gateway does as a server sees it; message.GatewayStates alone writes it.';
comment on column gateway_state.gateway is 'Which of our gateways, as the settings name it.';
comment on column gateway_state.server is 'One run of one server: after a restart it is another.';
comment on column gateway_state.state is 'idle: nothing was asked or sent yet; works; dead: nothing passes before somebody acts.';
comment on column gateway_state.why is 'Why it is dead, with the remedy.';
comment on column gateway_state.since is 'Since when it has been so.';
comment on column gateway_state.seen_at is 'When the server last said so; it does so every few seconds.';

create table gateway_traffic (
    gateway     text        primary key check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    last_in_at  timestamptz,
    last_out_at timestamptz
);
comment on table gateway_traffic is 'When something last passed a gateway; message.GatewayStates alone writes it.';
comment on column gateway_traffic.last_in_at is 'When a message last came in; null: never, or before this table was.';
comment on column gateway_traffic.last_out_at is 'When a message last went out; null: as before.';

-- What was written outside of a contact, and the headers of mails, are kept as long as contacts are: found by their age.
create index message_of_no_contact on message (at) where contact_id is null;
create index mail_by_age on mail (at);

-- Telephones use the numbers of their long messages again: a part that comes once more may be of another message.
alter table sms_part add column again_at timestamptz;
comment on column sms_part.again_at is 'When the same part came again after its message was taken in; null: it did not.';
