-- Short messages: who wants no more of them, and parts of long ones that came in one by one.

create table sms_stop (
    gateway      text        not null check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    peer         text        not null check (peer <> '' and length(peer) <= 200),
    confirmation bigint,
    at           timestamptz not null,
    primary key (gateway, peer)
);
comment on table sms_stop is 'Numbers that wrote STOP and nothing since: nothing is sent to them; gateway.sms alone writes it.';
comment on column sms_stop.gateway is 'Which of our gateways, as the settings name it.';
comment on column sms_stop.peer is 'As thread.peer.';
comment on column sms_stop.confirmation is 'message.seq of the one message that says so, which is sent; null: there is none.';
comment on column sms_stop.at is 'When they wrote it.';

create table sms_part (
    gateway   text        not null check (gateway ~ '^[a-z][a-z0-9-]{0,30}$'),
    peer      text        not null check (peer <> '' and length(peer) <= 200),
    reference integer     not null,
    total     smallint    not null check (total between 2 and 255),
    part      smallint    not null check (part between 1 and total),
    coding    smallint    not null,
    body      bytea       not null check (octet_length(body) <= 65536),
    at        timestamptz not null,
    joined    boolean     not null default false,
    primary key (gateway, peer, reference, total, part)
);
comment on table sms_part is 'Parts of long messages, each a row before its sender hears that it arrived; gateway.sms alone writes it.';
comment on column sms_part.reference is 'What the sender calls the message; it comes again with another one.';
comment on column sms_part.coding is 'data_coding of SMPP 3.4, 5.2.19.';
comment on column sms_part.body is 'As it came, without the header.';
comment on column sms_part.joined is 'Whether its message was taken in: the part is kept a while to know it again.';
create index sms_part_by_age on sms_part (at);

-- What became of a message is told by the gateway's own id.
create index message_by_external_id on message (external_id) where direction = 'outbound' and external_id is not null;
